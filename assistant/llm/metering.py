"""What the calls of one answer took: for its trace, and for whoever checks a model."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelError
from assistant.llm.chat import ChatModel, Request, Stage
from assistant.llm.reply import Told, Usage, estimate, replies, told_usage


@dataclass(frozen=True, slots=True)
class Call:
    """One call that has ended.

    ``first_s``: seconds until the first words, None where none came. ``error``: code of the error that ended it.
    """

    stage: Stage
    usage: Usage
    first_s: float | None
    total_s: float
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """For a trace."""
        return {
            "stage": self.stage.value,
            "prompt_tokens": self.usage.prompt_tokens,
            "reply_tokens": self.usage.reply_tokens,
            "tokens_told": self.usage.told,
            "first_s": None if self.first_s is None else round(self.first_s, 3),
            "total_s": round(self.total_s, 3),
            "error": self.error,
        }


class MeteredModel:
    """A model whose calls are noted; made anew for each answer, and used by it alone."""

    def __init__(self, model: ChatModel) -> None:
        self.name = model.name
        self.calls: list[Call] = []
        self._model = model

    @property
    def tokens(self) -> int:
        """Tokens of all calls that have ended."""
        return sum(c.usage.tokens for c in self.calls)

    def to_json(self) -> dict[str, Any]:
        """For a trace: the model, and each call in order."""
        return {"model": self.name, "calls": [c.to_json() for c in self.calls]}

    @replies
    def stream(self, request: Request, told: Told) -> Generator[str, None, None]:
        """The model's reply; the call is noted when it ends, well or badly."""
        started = time.perf_counter()
        said, error, first_s = "", None, None
        try:
            reply = self._model.stream(request)
            for piece in reply:
                if first_s is None:
                    first_s = time.perf_counter() - started
                said += piece
                yield piece
            told.usage = told_usage(reply)
        except ModelError as caught:
            error = caught.code
            raise
        finally:
            usage = told.usage or estimate(request.messages, said)
            self.calls.append(Call(request.stage, usage, first_s, time.perf_counter() - started, error))
