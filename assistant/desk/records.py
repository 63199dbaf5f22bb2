"""A piece of feedback as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Citation, Language, Status


class Rating(StrEnum):
    """What a person says of an answer."""

    UP = "up"
    DOWN = "down"
    UNANSWERED = "unanswered"


class State(StrEnum):
    """What became of it: replied to, put right in the documents or the program, or left as it is."""

    OPEN = "open"
    ANSWERED = "answered"
    FIXED = "fixed"
    DISMISSED = "dismissed"


# Work for staff; a thumb up is only counted.
QUEUED = (Rating.DOWN, Rating.UNANSWERED)
DONE = (State.ANSWERED, State.FIXED, State.DISMISSED)


@dataclass(frozen=True, slots=True)
class TracedPassage:
    """A passage that the search found; scores are higher-is-better. ``chosen``: the answer was made of it."""

    id: str
    document: str
    title: str
    locator: str
    text: str
    score: float
    dense: float
    lexical: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """How the answer came about: the question as it was understood, and what the index ``built_at`` held.

    ``confidence``: probability that the passages answer, 0 to 1; 1 where records answered and nothing was searched.
    """

    standalone: str
    confidence: float
    built_at: str
    passages: tuple[TracedPassage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that somebody judged, with what the server itself knows of it."""

    question: str
    answer: str
    status: Status
    intent: str
    citations: tuple[Citation, ...]
    trace: Trace


@dataclass(frozen=True, slots=True)
class Feedback:
    """A record of the store; times are ISO 8601 in UTC."""

    id: int
    created_at: str
    updated_at: str
    rating: Rating
    reason: str
    language: Language
    judged: Judged
    state: State
    reply: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person who sent the feedback may see of it."""

    state: State
    reply: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records to list: empty means all."""

    ratings: tuple[Rating, ...] = ()
    states: tuple[State, ...] = ()
