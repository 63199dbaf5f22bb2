"""Question sets from outside: one JSON object a line, checked field by field before anything is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import QuestionFileError
from assistant.types import Message, Turn

Text = Annotated[str, Field(min_length=1)]
_Line = TypeVar("_Line", bound=BaseModel)


class Place(BaseModel):
    """Where the evidence stands: a locator in a document of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: Text
    locator: Text

    def __str__(self) -> str:
        return f"{self.document}#{self.locator}"


class Earlier(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Literal["user", "assistant"]
    content: Text


class Question(BaseModel):
    """A question with its gold facts; the fields are those of ``shared/evals/README.md``.

    Every inner tuple of ``facts`` is one required fact in alternative spellings. ``evidence`` quotes the
    original source, ``evidence_at`` names every place of our restatement that states a required fact; a fact
    may stand in several, as in a table row and in the sentence about it. ``computed`` are facts that no quotation
    can hold (sums, differences), left out of citation support. ``alt_facts``: what an unanswerable question may be
    answered with instead of a refusal. ``today`` and ``good`` of the real-wording set are for
    people who read it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    category: Text
    lang: Literal["zh", "en"]
    persona: str = ""
    question: str
    history: tuple[Earlier, ...] = ()
    as_of: date | None = None
    answerable: bool
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    forbidden: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    evidence_at: tuple[Place, ...] = ()
    note: str = ""
    computed: tuple[Text, ...] = ()
    alt_facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    gold_fix: str = ""
    today: dict[str, Any] | None = None
    good: str = ""

    @model_validator(mode="after")
    def _has_facts(self) -> Self:
        # Without a fact every answer would count as correct.
        if self.answerable and not self.facts:
            raise ValueError("facts: an answerable question needs at least one fact")
        return self

    def turn(self) -> Turn:
        """What the assistant is asked."""
        history = tuple(Message(m.role, m.content) for m in self.history)
        return Turn(self.question, history, self.as_of, None, self.id)


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file, in order.

    Raises:
        QuestionFileError: names file, line and field.
    """
    questions = read_lines(path, Question)
    check_unique(path, [q.id for q in questions])
    return questions


def read_lines(path: Path, kind: type[_Line]) -> tuple[_Line, ...]:
    """Every non-empty line of a JSON Lines file as a value of ``kind``.

    Raises:
        QuestionFileError: the file cannot be read, holds nothing, or a line is malformed.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"题目文件 {path} 读不了：{error}") from error
    values: list[_Line] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values.append(kind.model_validate_json(line))
        except ValidationError as error:
            problems = "；".join(f"{_field(e['loc'])}：{e['msg']}" for e in error.errors())
            raise QuestionFileError(f"{path} 第 {number} 行，{problems}") from error
    if not values:
        raise QuestionFileError(f"题目文件 {path} 是空的。")
    return tuple(values)


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


def _field(location: tuple[int | str, ...]) -> str:
    return f"字段 {'.'.join(map(str, location))}" if location else "整行"
