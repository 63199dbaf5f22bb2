"""Plain ASGI layers: headers that keep the browser at home, closed paths, a limit on request bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import problem

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
# Swagger's page starts itself with an inline script, and embeds its icons.
DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'; object-src 'none'; base-uri 'none'"
)
# Gradio writes its configuration as an inline script and compiles gr.HTML templates with Function.
# What it may reach stays this host, so nothing can be loaded from or sent to another one.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def path_within(scope: Scope) -> str:
    """The path within the application, without that below which a proxy serves it."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


class SecurityHeaders:
    """Adds the headers to every response; the policy depends on the path's prefix, longest first.

    Takes away what allows pages of other origins to read it: each of Gradio's applications would allow every origin
    that asks, with its cookies, and has no setting against that.
    """

    def __init__(self, app: ASGIApp, policies: Mapping[str, str]) -> None:
        self._app = app
        self._policies = sorted(policies.items(), key=lambda item: -len(item[0]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = next((p for prefix, p in self._policies if path_within(scope).startswith(prefix)), API_POLICY)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _COMMON.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy
                for name in [n for n in headers.keys() if n.startswith("access-control-")]:  # noqa: SIM118
                    del headers[name]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class ClosedPaths:
    """Answers 404 to paths that match, which the application behind would serve."""

    def __init__(self, app: ASGIApp, closed: re.Pattern[str]) -> None:
        self._app = app
        self._closed = closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._closed.match(path_within(scope)):
            await problem(404, "not_found", "没有这个地址。There is nothing at this address.")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BodyLimit:
    """Refuses request bodies over ``max_bytes``, announced or not, with 413; ``larger`` paths may take more."""

    def __init__(self, app: ASGIApp, max_bytes: int, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = next((n for path, n in self._larger.items() if scope["path"].endswith(path)), self._max_bytes)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > limit:
            await _refuse(limit)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def _refuse(limit: int) -> ASGIApp:
    return problem(413, "too_large", f"请求超过 {limit // 1024} KB。The request is larger than {limit // 1024} KB.")


class HeadAsGet:
    """Answers HEAD as GET without its body, as monitors ask whether a server is well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_head)
