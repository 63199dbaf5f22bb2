"""A language model that a test holds in its hand: it plans as told and writes with a function of what it was shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from assistant.assistant import Assistant
from assistant.errors import ModelUnavailableError
from assistant.llm.chat import ChatMessage, Request, Stage

Write = Callable[[str], str]
QUESTION = "产业学院至少要几名1+X认证讲师？"


class ScriptedModel:
    """Plans as told, and writes with a function of the evidence that it was shown."""

    name = "scripted"

    def __init__(self, write: Write, plan: str | None = None) -> None:
        self.sent: list[tuple[Stage, Sequence[ChatMessage]]] = []
        self._write = write
        self._plan = plan or json.dumps({"intention": "question", "language": "zh", "searches": [QUESTION], "asks": []})

    def stream(self, request: Request) -> Iterator[str]:
        self.sent.append((request.stage, request.messages))
        text = self._plan if request.stage is Stage.PLANNER else self._write(request.messages[-1].content)
        for start in range(0, len(text), 7):
            piece = text[start : start + 7]
            if "✂" in piece:
                raise ModelUnavailableError("gone")
            yield piece


def with_model(assistant: Assistant, model: ScriptedModel) -> Assistant:
    """The assistant with that model."""
    return Assistant(assistant.generation, assistant.embedder, assistant.catalogue, model=model)


def line_of(shown: str, *words: str) -> str:
    """The id of the line that holds all the words."""
    return next(li.split(" | ")[0] for li in shown.splitlines() if " | " in li and all(w in li for w in words))


def lecturers(shown: str) -> str:
    """A true answer to ``QUESTION``."""
    return f"status: answered\n至少4名1+X认证讲师[{line_of(shown, '产业学院', '4名')}]。"
