"""Replies that were given before, to the very same messages on the same day over the same index."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator
from datetime import date

from assistant.llm.chat import ChatModel, Request, message_key
from assistant.llm.reply import Told, Usage, replies, told_usage

MAX_REPLIES = 256
_FREE = Usage(0, 0, told=True)
_Key = tuple[str, date, str, bool]


class CachedModel:
    """A model that is asked the same only once a day; safe to share between threads.

    Only whole replies are kept: one that failed, or whose reader left, is asked for again.
    """

    def __init__(
        self,
        model: ChatModel,
        generation: str,
        max_replies: int = MAX_REPLIES,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Wrap a model.

        Args:
            model: whose replies are kept.
            generation: id of the index generation from which the messages were made.
            max_replies: how many replies are kept; the one that was wanted longest ago goes first.
            today: the day of a call.
        """
        self.name = model.name
        self._model = model
        self._generation = generation
        self._max_replies = max_replies
        self._today = today
        self._held: OrderedDict[_Key, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    @replies
    def stream(self, request: Request, told: Told) -> Generator[str, None, None]:
        """The reply kept, in the pieces in which it came and for no tokens, or the model's."""
        key = (self._generation, self._today(), message_key(request.messages), request.as_json)
        held = self._kept(key)
        if held is not None:
            yield from held
            told.usage = _FREE
            return
        said: list[str] = []
        reply = self._model.stream(request)
        for piece in reply:
            said.append(piece)
            yield piece
        told.usage = told_usage(reply)
        if not request.is_cancelled:
            self._keep(key, tuple(said))

    def _kept(self, key: _Key) -> tuple[str, ...] | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def _keep(self, key: _Key, pieces: tuple[str, ...]) -> None:
        with self._lock:
            self._held[key] = pieces
            self._held.move_to_end(key)
            while len(self._held) > self._max_replies:
                self._held.popitem(last=False)
