"""Questions that a passage answers in other words than its own (document expansion).

People ask 「实习工资能多多少」 where a source says 平均月薪高出1544元. ``corpus/questions/<document>.jsonl`` holds,
by hand, such questions for the passages of a document; the index searches them beside the passage (doc2query,
Nogueira et al. 2019, arXiv:1904.08375; the best of several vectors, as in multi-vector retrieval). They are
never shown and carry no statement. A line names its passage by a hash of place and text, so that questions
do not outlive an edit of what they ask about: ``check`` lists those that lost their passage.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import CorpusError
from assistant.types import Passage

_KEY_CHARS = 12


class PassageQuestions(BaseModel):
    """A line of a question file; ``locator`` is for the reader, ``passage`` is the key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passage: str
    locator: str
    questions: tuple[str, ...]


def questions_folder(corpus: Path) -> Path:
    """Where the question files of a corpus lie; may be absent."""
    return corpus / "questions"


def passage_key(passage: Passage) -> str:
    """The key of a passage: its document, place and text."""
    text = f"{passage.document_id}\n{passage.locator}\n{passage.text}"
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_CHARS]


def expand(passages: Sequence[Passage], corpus: Path) -> list[Passage]:
    """The passages with their questions, in the same order.

    Raises:
        CorpusError: a question file is malformed; the message names file and line.
    """
    questions = dict(_read(corpus))
    return [replace(p, questions=questions.get((p.document_id, passage_key(p)), ())) for p in passages]


def lost_questions(passages: Sequence[Passage], corpus: Path) -> Mapping[str, int]:
    """How many lines of each document's file fit no passage.

    Raises:
        CorpusError: a question file is malformed.
    """
    known = {(p.document_id, passage_key(p)) for p in passages}
    lost: dict[str, int] = {}
    for key, _ in _read(corpus):
        if key not in known:
            lost[key[0]] = lost.get(key[0], 0) + 1
    return lost


def _read(corpus: Path) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    for path in sorted(questions_folder(corpus).glob("*.jsonl")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(f"{path} 读不了：{error}。请检查文件，应为 UTF-8 编码。", path) from error
        for number, line in enumerate(lines, start=1):
            try:
                read = PassageQuestions.model_validate_json(line)
            except ValidationError as error:
                raise CorpusError(f"{path} 第 {number} 行有误：{error}", path) from error
            yield (path.stem, read.passage), read.questions
