"""What a browser asks the chat page for: one question, the last one again, or those of a shared link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.web.conversation import MAX_EXCHANGES, Conversation

_DAY_CHARS = len("2024-06-01")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the day that it is asked for: "" for today, else whatever the browser sent."""

    question: str
    day: str = ""

    @property
    def as_of(self) -> date | None:
        """The day; None for today.

        Raises:
            ValueError: the text is no day of the calendar.
        """
        if not self.day:
            return None
        if len(self.day) != _DAY_CHARS:
            raise ValueError("not YYYY-MM-DD")
        return date.fromisoformat(self.day)


def asked(
    sent: Mapping[str, Any], typed: str, day: str, earlier: Conversation
) -> tuple[tuple[Asked, ...], Conversation]:
    """The questions to answer, and the exchanges that stay before them.

    Args:
        sent: what the page's script sent: {"question"}, {"again": true}, {"questions": [[question, day], ...]}
            of a link, or nothing when the composer did.
        typed: what stands in the composer.
        day: what stands in the date control.
        earlier: the conversation so far.
    """
    if isinstance(linked := sent.get("questions"), list):
        # A link begins a conversation of its own: it says the same to everybody who opens it.
        return tuple(_linked(item) for item in linked[:MAX_EXCHANGES]), ()
    if sent.get("again") and earlier:
        return (Asked(earlier[-1].question, day),), earlier[:-1]
    question = writable(str(sent.get("question") or typed or "")).strip()
    return ((Asked(question, day),) if question else ()), earlier


def _linked(item: Any) -> Asked:
    """A pair of a link; what is no pair becomes an empty question, which the assistant refuses by itself."""
    question, day = (*item, "", "")[:2] if isinstance(item, list) else (item, "")
    return Asked(writable(question) if isinstance(question, str) else "", day if isinstance(day, str) else "?")


def writable(text: str) -> str:
    """The text without half characters (lone surrogates), which no page could be sent."""
    return text.encode(errors="replace").decode()
