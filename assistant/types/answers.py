"""What is asked and answered: turns, citations, drafts, answers and the pieces in which they are streamed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.types.sources import Language


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier message of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person sends: the question, what was said before, and the day it is asked for."""

    question: str
    history: tuple[Message, ...] = ()
    as_of: date | None = None
    language: Language | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document. ``document.text[start:end] == quote``, always."""

    document: str
    title: str
    publisher: str
    issued: str | None
    locator: str
    quote: str
    start: int
    end: int
    authority: str
    n: int = 0


class Status(StrEnum):
    """How a question was met."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    CLARIFY = "clarify"
    DECLINED = "declined"


class NoticeKind(StrEnum):
    """Why a reader should be careful with an answer."""

    CONFLICT = "conflict"
    SUPERSEDED = "superseded"
    OUTDATED = "outdated"
    LOW_AUTHORITY = "low_authority"


@dataclass(frozen=True, slots=True)
class Statement:
    """A piece of an answer with the citations that carry it.

    ``computed``: figures of the text that stand in no quote, since they follow from quoted ones (a sum, a
    count) or are the person's own.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    computed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning beside the answer, with its own citations."""

    kind: NoticeKind
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its citations are numbered and verified."""

    status: Status
    statements: tuple[Statement, ...]
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    intent: str = "passage"


@dataclass(frozen=True, slots=True)
class NumberedNotice:
    """A notice whose citations are numbers into the answer's list."""

    kind: str
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out; field names are the JSON contract of CLI and HTTP."""

    id: str | None
    status: Status
    answer: str
    language: Language
    intent: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[NumberedNotice, ...] = ()
    suggestions: tuple[str, ...] = ()
    latency_ms: float = 0.0
    trace: dict[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """True exactly for abstained and declined."""
        return self.status in (Status.ABSTAINED, Status.DECLINED)

    def to_json(self) -> dict[str, Any]:
        """The Answer object of the contract, ready for ``json.dumps``."""
        return {
            "id": self.id,
            "status": self.status.value,
            "refused": self.refused,
            "answer": self.answer,
            "language": self.language.value,
            "intent": self.intent,
            "citations": [asdict(c) for c in self.citations],
            "notices": [{"kind": n.kind, "text": n.text, "citations": list(n.citations)} for n in self.notices],
            "suggestions": list(self.suggestions),
            "latency_ms": round(self.latency_ms, 1),
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer's Markdown, verified, to be shown after those before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The Markdown that stands in place of all pieces shown so far."""

    text: str


# What comes of a turn while it is answered; the Answer is always last.
Step = Piece | Replacement | Answer
