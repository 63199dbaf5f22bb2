"""How much of a conversation counts: whatever a client sends, reading it takes bounded time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Language, Message

MAX_TURNS = 12
MAX_MESSAGE_CHARS = 2000
# Of an odd conversation with many replies to one question.
_MAX_MESSAGES = 2 * MAX_TURNS
# As many marks on one character as Unicode's stream-safe format allows: a longer run is sorted in quadratic time.
_MAX_MARKS = 30
# How a reply begins that answers nothing, whatever it shows beside.
REFUSED = {Language.ZH: "收录的资料没有", Language.EN: "The collected sources do not"}


def refuses(reply: str) -> bool:
    """Whether a reply says that the sources do not answer."""
    return reply.lstrip("- ").startswith(tuple(REFUSED.values()))


def latest(history: Sequence[Message]) -> tuple[Message, ...]:
    """The last ``MAX_TURNS`` questions with their replies, each message up to ``MAX_MESSAGE_CHARS``."""
    recent = history[-_MAX_MESSAGES:]
    asked = [n for n, m in enumerate(recent) if m.role == "user"]
    start = asked[-MAX_TURNS] if len(asked) > MAX_TURNS else 0
    return tuple(replace(m, content=m.content[:MAX_MESSAGE_CHARS]) for m in recent[start:])


def without_long_runs_of_marks(text: str) -> str:
    """A text without the combining marks that go beyond ``_MAX_MARKS`` in a row."""
    if text.isascii():
        return text
    kept, run = [], 0
    for c in text:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= _MAX_MARKS:
            kept.append(c)
    return "".join(kept)
