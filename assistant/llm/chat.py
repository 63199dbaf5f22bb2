"""What is said to a language model and what comes back: the values and the interface, no provider."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What a call is for."""

    PLANNER = "planner"
    WRITER = "writer"
    QUESTIONS = "questions"


class Role(StrEnum):
    """Who speaks in a message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message to the model."""

    role: Role
    content: str


def to_json(messages: Sequence[ChatMessage]) -> list[dict[str, str]]:
    """``[{"role", "content"}]``, as recorded and as most providers take it."""
    return [{"role": m.role.value, "content": m.content} for m in messages]


def message_key(messages: Sequence[ChatMessage]) -> str:
    """sha256 (hex) of the canonical JSON of the messages: keys sorted, no spaces, UTF-8 as it is."""
    canonical = json.dumps(to_json(messages), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Request:
    """One call.

    Attributes:
        stage: what it is for.
        messages: system first.
        as_json: whether the reply should be one JSON object; the provider's JSON mode where it has one.
        cancelled: asked between pieces; once true the connection is closed and the reply ends.
    """

    stage: Stage
    messages: Sequence[ChatMessage]
    as_json: bool = False
    cancelled: Cancelled | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether the reader has left."""
        return self.cancelled is not None and self.cancelled()


class ChatModel(Protocol):
    """A model that answers messages; safe to share between threads."""

    name: str

    def stream(self, request: Request) -> Iterator[str]:
        """The reply in pieces, as they come.

        Raises:
            ModelError: nothing, or nothing more, comes; says whether trying again makes sense.
        """
        ...
