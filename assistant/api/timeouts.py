"""A request has to arrive within a time; uvicorn has a setting for idle connections and none for this.

Clients that send a byte now and then would otherwise hold connections for ever, each a file that the process may
open no second time (slow loris).
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_TIMEOUT_S = 10.0
# The largest body allowed, 2 MB, over the slowest line that can use the page at all (0.5 Mbit/s).
REQUEST_TIMEOUT_S = 35.0
_MESSAGE = "请求没有及时发完。The request did not arrive in time."
_BODY = json.dumps({"error": {"code": "timeout", "message": _MESSAGE}}, ensure_ascii=False).encode()
_RESPONSE = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: application/json\r\nconnection: close\r\n"
    b"content-length: " + str(len(_BODY)).encode() + b"\r\n\r\n" + _BODY
)


class TimedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with a clock from the connection (or a later request's first byte) to the last one."""

    head_timeout_s = HEAD_TIMEOUT_S
    request_timeout_s = REQUEST_TIMEOUT_S

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._clock: asyncio.TimerHandle | None = None
        self._begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._arm(self.head_timeout_s)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun = True
        if self._clock is None:
            self._arm(self.head_timeout_s)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._arm(self.request_timeout_s)

    def on_message_complete(self) -> None:
        self._disarm()
        self._begun = False
        super().on_message_complete()

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._clock = self.loop.call_later(seconds, self._too_slow)

    def _disarm(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _too_slow(self) -> None:
        self._clock = None
        if self.transport.is_closing():
            return
        # Nothing is said into the middle of a response, nor to a connection that never asked for anything.
        answering = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if self._begun and not answering:
            self.transport.write(_RESPONSE)
        self.transport.close()
