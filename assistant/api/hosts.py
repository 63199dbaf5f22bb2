"""Which names the server answers to: a page elsewhere must not reach it under a name of its own (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.problems import problem

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})


class AllowedHosts:
    """Answers 400 to requests for other hosts than this machine's loopback, ``served`` and ``named``.

    Starlette's middleware does the same in plain text; an error here is JSON, and a server on all addresses also
    answers to each of them by number, which no foreign name can imitate, and to the machine's own name.
    """

    def __init__(self, app: ASGIApp, served: str, named: Iterable[str]) -> None:
        self._app = app
        everywhere = served in _EVERYWHERE
        own = {socket.gethostname(), socket.getfqdn()} if everywhere else {served}
        self._by_number = everywhere
        names = {n.strip().lower().rstrip(".") for n in (*_LOOPBACK, *own, *named)}
        self._suffixes = tuple(n[1:] for n in names if n.startswith("*."))
        self._any = "*" in names
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._allows(Headers(scope=scope).get("host", "")):
            refuse = problem(
                400,
                "unknown_host",
                "这台服务器不以这个名称提供服务；管理员可用 ZHENGTU_HOSTS 添加。"
                "This server does not go by that name; who runs it can add it to ZHENGTU_HOSTS.",
            )
            await refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allows(self, header: str) -> bool:
        if self._any:
            return True
        try:
            host = (urlsplit(f"//{header}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if host in self._names or host.endswith(self._suffixes or ("\0",)):
            return True
        return self._by_number and _is_number(host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
