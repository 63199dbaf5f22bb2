"""What a pack's people label by hand: questions with the facts that an answer must state, turns with their kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import QuestionFileError
from assistant.errors.fields import wrong_fields
from assistant.types import Message, Turn
from assistant.understanding.turns import TurnKind

Text = Annotated[str, Field(min_length=1)]
_Line = TypeVar("_Line", bound=BaseModel)
# Beside what was fitted on them.
QUESTIONS_NAME, TURNS_NAME = "questions.jsonl", "turns.jsonl"


class Earlier(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    role: Literal["user", "assistant"]
    content: Text


class LabelledQuestion(BaseModel):
    """A question with what an answer must state.

    Every inner tuple of ``facts`` is one required fact in alternative spellings; what states one of ``forbidden`` is
    wrong. Files of the evals, which hold more of a question, can be read too.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Text
    question: str
    history: tuple[Earlier, ...] = ()
    as_of: date | None = None
    answerable: bool = True
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    forbidden: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _has_facts(self) -> Self:
        if self.answerable and not self.facts:
            raise ValueError("facts: an answerable question needs at least one fact")
        return self

    def turn(self) -> Turn:
        """What the assistant is asked."""
        history = tuple(Message(m.role, m.content) for m in self.history)
        return Turn(self.question, history, self.as_of, None, self.id)


class LabelledTurn(BaseModel):
    """A turn in somebody's own words, and what it is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Text
    kind: TurnKind


def read_lines(path: Path, form: type[_Line]) -> tuple[_Line, ...]:
    """Every non-empty line of a JSON Lines file.

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
            values.append(form.model_validate_json(line))
        except ValidationError as error:
            problems = wrong_fields(error, whole="整行")
            raise QuestionFileError(f"{path} 第 {number} 行，字段 {problems}") from error
    if not values:
        raise QuestionFileError(f"题目文件 {path} 是空的。")
    return tuple(values)
