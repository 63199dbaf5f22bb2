"""Public question sets in the one format of ``shared/benchmarks/README.md``: passages.jsonl and questions.jsonl."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import QuestionFileError
from evals.questions import Text, check_unique, read_lines


class PublicPassage(BaseModel):
    """A passage of a public set; it may be longer than the model reads."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Text
    text: str


class PublicQuestion(BaseModel):
    """A question with the ids of the passages that answer it, any of which will do, and the answers in their words."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Text
    question: Text
    gold: Annotated[tuple[Text, ...], Field(min_length=1)]
    answers: tuple[str, ...] = ()


def load_set(folder: Path) -> tuple[tuple[PublicPassage, ...], tuple[PublicQuestion, ...]]:
    """Passages and questions of a folder.

    Raises:
        QuestionFileError: a file is missing or malformed, or a gold id names no passage.
    """
    passages = read_lines(folder / "passages.jsonl", PublicPassage)
    check_unique(folder / "passages.jsonl", [p.id for p in passages])
    path = folder / "questions.jsonl"
    questions = read_lines(path, PublicQuestion)
    check_unique(path, [q.id for q in questions])
    known = {p.id for p in passages}
    for number, question in enumerate(questions, start=1):
        unknown = [g for g in question.gold if g not in known]
        if unknown:
            raise QuestionFileError(
                f"{path} 第 {number} 条（{question.id}），字段 gold：没有编号为 {unknown[0]} 的段落。"
            )
    return passages, questions
