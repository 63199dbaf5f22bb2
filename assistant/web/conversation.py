"""A conversation as the browser keeps it: the server holds none of it between two questions."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.api.schemas import AnswerBody, is_writable
from assistant.types import Message, Turn

# What the browser stores travels with each question; older exchanges are let go.
MAX_EXCHANGES = 30
# The chat of a visit: what somebody said of themselves in its first turn counts in its last.
_HISTORY_EXCHANGES = 8


class Exchange(BaseModel):
    """A question with its answer, or with the reason why it has none (both empty: not answered yet).

    ``as_of`` is the day that the person chose; None means the day on which it was asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    as_of: date | None = None
    answer: AnswerBody | None = None
    problem: str = ""


Conversation = tuple[Exchange, ...]


class Kept(BaseModel):
    """A conversation with the id under which this browser's history has it; empty before the first question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = ""
    exchanges: Conversation = ()

    @classmethod
    def load(cls, stored: Any) -> Self:
        """What a browser kept; anything that is not a conversation (an older format) is an empty one."""
        if not is_writable(stored):
            return cls()
        try:
            return cls.model_validate(stored or {})
        except ValidationError:
            return cls()

    def with_exchange(self, exchange: Exchange) -> Self:
        """The conversation with one more exchange."""
        return self.model_copy(update={"exchanges": (*self.exchanges, exchange)})

    def dump(self) -> dict[str, Any]:
        """What the browser is to keep."""
        return self.model_copy(update={"exchanges": self.exchanges[-MAX_EXCHANGES:]}).model_dump(mode="json")


def turn(question: str, earlier: Conversation, as_of: date | None = None) -> Turn:
    """The question as the assistant reads it, after the exchanges that were answered."""
    history = [
        message
        for exchange in earlier[-_HISTORY_EXCHANGES:]
        if exchange.answer
        for message in (Message("user", exchange.question), Message("assistant", exchange.answer.answer))
    ]
    return Turn(question=question, history=tuple(history), as_of=as_of)
