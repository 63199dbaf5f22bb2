"""What comes in and goes out over HTTP; unknown fields are refused."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field, model_validator

from assistant.catalogue.practice import Option
from assistant.types import Answer, Document, Language, Message, Section, Turn


class StrictBody(BaseModel, extra="forbid", from_attributes=True):
    """What every body keeps to: no unknown field, and text that can be written again.

    What goes out is read off the object that it is of, field by field of the same name.
    """

    @model_validator(mode="before")
    @classmethod
    def _writable(cls, data: Any) -> Any:
        """Refuse half characters (lone surrogates): JSON can spell them, no answer or file can hold them."""
        if not is_writable(data):
            raise ValueError("文字里有不成对的代理字符。A text holds half a character (a lone surrogate).")
        return data


class MessageBody(StrictBody):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class AskBody(StrictBody):
    """A question with what was said before; the same object as a line of ``ask --jsonl``."""

    question: str
    id: str | None = None
    # Of a longer history than the assistant reads the latest counts; the body's size is bounded before.
    history: list[MessageBody] = Field(default_factory=list)
    profile: dict[str, Any] = Field(default_factory=dict)
    as_of: date | None = None
    language: Language | None = None

    def turn(self) -> Turn:
        """The turn that the assistant answers."""
        return Turn(
            question=self.question,
            history=tuple(Message(m.role, m.content) for m in self.history),
            as_of=self.as_of,
            language=self.language,
            id=self.id,
        )


class PlaceBody(StrictBody):
    """A place in a document; ``quote`` is its exact text from ``start`` to ``end``."""

    document: str
    title: str
    publisher: str
    issued: str | None
    locator: str
    quote: str
    start: int
    end: int
    authority: str


class CitationBody(PlaceBody):
    """A place under the number that the text gives it."""

    n: int


class Said(StrictBody):
    """A statement; ``citations`` are numbers into the list beside it."""

    text: str
    citations: list[int]


class NoticeBody(Said):
    """A warning beside the answer."""

    kind: Literal["conflict", "superseded", "outdated", "low_authority"]


class AnswerBody(StrictBody):
    """The Answer object of CLI, HTTP and page."""

    id: str | None
    status: Literal["answered", "abstained", "clarify", "declined"]
    refused: bool
    answer: str
    language: Literal["zh", "en"]
    intent: str
    citations: list[CitationBody]
    notices: list[NoticeBody]
    suggestions: list[str]
    latency_ms: float

    @classmethod
    def of(cls, answer: Answer) -> AnswerBody:
        """The checked body of an answer."""
        return cls.model_validate(answer.to_json())


class PracticeItemBody(StrictBody):
    """A practice question with its key; ``explanation`` is Markdown with [n] marks into ``citations``.

    ``key`` holds option ids: one (single), several (multiple), one a prompt (matching), all in order (ordering).
    """

    id: str
    kind: Literal["single", "multiple", "matching", "ordering"]
    topic: str
    language: Literal["zh", "en"]
    certificate: str | None
    level: str | None
    area: str | None
    stem: str
    prompts: list[str]
    options: list[Option]
    key: list[str]
    explanation: str
    review: list[Said]
    citations: list[CitationBody]


class PracticeBody(StrictBody):
    """Items drawn; ``available`` is how many the filters leave to draw from."""

    items: list[PracticeItemBody]
    available: int


class DocumentSummary(StrictBody):
    """A document's metadata, without its text."""

    id: str
    title: str
    short_title: str
    publisher: str
    authority: str
    issued: str | None
    issued_note: str | None
    effective: str | None
    superseded: str | None
    supersedes: str | None
    edition: str
    checked_on: str | None
    language: str
    translation_of: str | None
    repost: bool
    original: str
    characters: int


class DocumentText(DocumentSummary):
    """A document with ``text[start:end]`` of it."""

    sections: list[Section]
    start: int
    end: int
    text: str

    @classmethod
    def slice(cls, document: Document, start: int, end: int) -> DocumentText:
        """The metadata with a part of the text; 0 <= start <= end <= length."""
        metadata = DocumentSummary.model_validate(document).model_dump()
        return cls(**metadata, sections=list(document.sections), start=start, end=end, text=document.text[start:end])


class DocumentList(StrictBody):
    """All documents of the active index."""

    documents: list[DocumentSummary]


class HealthProblem(StrictBody):
    """What is wrong; ``document`` and ``detail`` name a file and are there for signed-in staff alone."""

    code: str
    message: str
    document: str | None = None
    detail: str | None = None


class Health(StrictBody):
    """The process is alive; ``built_at`` is its index's, null until questions are answered.

    ``degraded``: it answers, from an older index than the documents are. ``failed``: it could not start. ``problem``
    says why and is absent where all is well.
    """

    status: Literal["ok", "degraded", "failed"] = "ok"
    built_at: str | None = None
    problem: HealthProblem | None = None


class Ready(StrictBody):
    """The assistant answers, from this index.

    ``model`` embeds; ``language_model`` words the answers, null where none is configured.
    """

    status: Literal["ready"] = "ready"
    documents: int
    passages: int
    model: str
    language_model: str | None
    built_at: str


class Problem(StrictBody):
    """What went wrong; ``code`` is for programs, ``message`` for people."""

    code: str
    message: str


class ErrorBody(StrictBody):
    """Every error has this shape."""

    error: Problem


def is_writable(data: Any) -> bool:
    """Whether every text in what JSON gave can be encoded; without recursion, since JSON nests as it likes."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                return False
        elif isinstance(value, dict):
            waiting.extend((*value.keys(), *value.values()))
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return True
