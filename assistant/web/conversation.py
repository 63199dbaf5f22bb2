"""A conversation as the browser keeps it: the server holds none of it between two questions."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.api.schemas import AnswerBody
from assistant.types import Message, Turn

# What the browser stores travels with each question; older exchanges are let go.
MAX_EXCHANGES = 30
_HISTORY_EXCHANGES = 4


class Exchange(BaseModel):
    """A question with its answer, or with the reason why it has none (both empty: not answered yet)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    answer: AnswerBody | None = None
    problem: str = ""


Conversation = tuple[Exchange, ...]
_STORED = TypeAdapter(Conversation)


def load(stored: Any) -> Conversation:
    """What a browser kept; anything that is not a conversation (an older format) is an empty one."""
    try:
        return _STORED.validate_python(stored or ())
    except ValidationError:
        return ()


def dump(conversation: Conversation) -> list[dict[str, Any]]:
    """What the browser is to keep."""
    return [e.model_dump(mode="json") for e in conversation[-MAX_EXCHANGES:]]


def turn(question: str, earlier: Conversation) -> Turn:
    """The question as the assistant reads it, after the exchanges that were answered."""
    history = [
        message
        for exchange in earlier[-_HISTORY_EXCHANGES:]
        if exchange.answer
        for message in (Message("user", exchange.question), Message("assistant", exchange.answer.answer))
    ]
    return Turn(question=question, history=tuple(history))
