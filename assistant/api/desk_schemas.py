"""What goes over HTTP between the desk and its staff."""

from __future__ import annotations

from pydantic import Field

from assistant.api.schemas import CitationBody, StrictBody
from assistant.desk.password import MAX_CHARS
from assistant.desk.records import Feedback, Rating, State
from assistant.desk.store import MAX_REPLY_CHARS
from assistant.types import Language, Status


class SignInBody(StrictBody):
    """The staff's password."""

    password: str = Field(max_length=MAX_CHARS)


class SessionBody(StrictBody):
    """Whether a password is configured, and whether this browser is signed in."""

    configured: bool
    signed_in: bool


class ChangeBody(StrictBody):
    """What to set; at least one of the two. ``answered`` needs a reply."""

    state: State | None = None
    reply: str | None = Field(default=None, max_length=MAX_REPLY_CHARS)


class TracedPassageBody(StrictBody):
    """A passage that the search found; scores are higher-is-better."""

    id: str
    document: str
    title: str
    locator: str
    text: str
    score: float
    dense: float
    lexical: float
    chosen: bool


class TraceBody(StrictBody):
    """How the answer came about."""

    standalone: str
    confidence: float
    built_at: str
    passages: list[TracedPassageBody]


class FeedbackRecord(StrictBody):
    """A judged answer as staff see it."""

    id: int
    created_at: str
    updated_at: str
    rating: Rating
    reason: str
    language: Language
    question: str
    answer: str
    status: Status
    intent: str
    citations: list[CitationBody]
    trace: TraceBody
    state: State
    reply: str

    @classmethod
    def of(cls, feedback: Feedback) -> FeedbackRecord:
        """The body of a record."""
        held = {n: getattr(feedback if hasattr(feedback, n) else feedback.judged, n) for n in cls.model_fields}
        return cls(**held)


class FeedbackList(StrictBody):
    """Records, newest first; ``total`` counts the whole selection."""

    total: int
    records: list[FeedbackRecord]
