"""Question sets from outside: one JSON object a line, checked field by field before anything is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import QuestionFileError
from assistant.learn.labelled import Earlier, LabelledQuestion, Text, read_lines


class Place(BaseModel):
    """Where the evidence stands: a locator in a document of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: Text
    locator: Text

    def __str__(self) -> str:
        return f"{self.document}#{self.locator}"


class Question(LabelledQuestion):
    """A question with its gold facts; the fields are those of ``shared/evals/README.md``.

    ``evidence`` quotes the original source, ``evidence_at`` names every place of our restatement that states a
    required fact; a fact may stand in several, as in a table row and in the sentence about it. ``computed`` are facts
    that no quotation can hold (sums, differences), left out of citation support. ``alt_facts``: what an unanswerable
    question may be answered with instead of a refusal. ``today`` and ``good`` of the real-wording set are for
    people who read it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    category: Text
    lang: Literal["zh", "en"]
    persona: str = ""
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    evidence_at: tuple[Place, ...] = ()
    note: str = ""
    computed: tuple[Text, ...] = ()
    alt_facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    gold_fix: str = ""
    today: dict[str, Any] | None = None
    good: str = ""


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file, in order.

    Raises:
        QuestionFileError: names file, line and field.
    """
    questions = read_lines(path, Question)
    check_unique(path, [q.id for q in questions])
    return questions


def check_unique(path: Path, ids: list[str]) -> None:
    """Refuse a file in which an id stands twice.

    Raises:
        QuestionFileError: names file, entry and field.
    """
    first: dict[str, int] = {}
    for number, id_ in enumerate(ids, start=1):
        if id_ in first:
            raise QuestionFileError(f"{path} 第 {number} 条，字段 id：{id_} 已在第 {first[id_]} 条用过。")
        first[id_] = number


__all__ = ["Earlier", "Place", "Question", "Text", "check_unique", "load_questions", "read_lines"]
