"""The HTTP client under OpenAI-compatible providers, which reads no more than a reply may be long.

The provider's own reader keeps a line in memory until it ends, however long a broken server makes it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
from openai import DefaultAsyncHttpxClient

from assistant.errors import ModelReplyError

# An event carries a few characters in two hundred bytes of JSON: many times the 64 KB that a reply may have.
MAX_LINE_BYTES = 256 * 1024
MAX_BYTES = 16 * 1024 * 1024
# Servers close connections that rest for 5 s or more; one that is used in that very moment fails.
_KEEPALIVE_S = 2.0


def bounded_client() -> httpx2.AsyncClient:
    """A client with the provider's defaults whose responses end with ModelReplyError when they are too long."""
    return DefaultAsyncHttpxClient(
        event_hooks={"response": [_bound]}, limits=httpx2.Limits(keepalive_expiry=_KEEPALIVE_S)
    )


def request_timeout(connect_s: float, total_s: float) -> httpx2.Timeout:
    """Seconds for the connection and for everything else of a request."""
    return httpx2.Timeout(total_s, connect=connect_s)


async def _bound(response: httpx2.Response) -> None:
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = line = 0
        async for piece in self._stream:
            total += len(piece)
            line = len(piece) - piece.rfind(b"\n") - 1 if b"\n" in piece else line + len(piece)
            if line > MAX_LINE_BYTES or total > MAX_BYTES:
                raise ModelReplyError(
                    "语言模型的回复过长，已中断。The language model's reply is far too long and was cut off."
                )
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
