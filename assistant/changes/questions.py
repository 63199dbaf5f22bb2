"""Question files of the evals, for what a change of edition makes wrong in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.changes.impact import KnownQuestion
from assistant.errors import QuestionFileError
from assistant.settings import ROOT


def question_files(corpus: Path) -> list[Path]:
    """The eval questions of a pack: ``evals/*.jsonl`` in it; of the pack that ships, those that are not held out."""
    own = sorted((corpus / "evals").glob("*.jsonl"))
    shipped = ROOT / "corpus"
    if not own and corpus.resolve() == shipped.resolve():
        # Held-out sets are asked, never read: what they ask must not come before those who write the records.
        own = [p for p in sorted((ROOT / "evals" / "questions").glob("*.jsonl")) if "test" not in p.stem.split("-")]
    return own


def read_questions(files: Iterable[Path]) -> Iterator[KnownQuestion]:
    """The questions of some files.

    Raises:
        QuestionFileError: a file cannot be read, or a line is no question.
    """
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise QuestionFileError(f"读不了题目文件 {path}。The question file cannot be read.") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _question(path, number, line)


def _question(path: Path, number: int, line: str) -> KnownQuestion:
    try:
        data: dict[str, Any] = json.loads(line)
        as_of = data.get("as_of")
        return KnownQuestion(
            id=f"{path.stem} {data.get('id', number)}",
            question=str(data["question"]),
            facts=tuple(tuple(map(str, f)) if isinstance(f, list) else (str(f),) for f in data.get("facts") or ()),
            forbidden=tuple(map(str, data.get("forbidden") or ())),
            as_of=date.fromisoformat(as_of) if as_of else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise QuestionFileError(
            f"{path} 第 {number} 行不是题目：{error}。This line of the question file is no question."
        ) from error
