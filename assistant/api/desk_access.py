"""Who may come to the desk: a session cookie, and for every change a request from a page of our own."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers

from assistant.desk.desk import Desk
from assistant.desk.sessions import LIFETIME_S
from assistant.errors import SignInError

COOKIE = "zhengtu_desk"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def admit(desk: Desk, method: str, headers: Headers) -> None:
    """Let a request to the desk pass.

    Raises:
        DeskClosedError: no password is configured.
        SignInError: it has no session, or would change something on behalf of another site.
        DataFolderError: the sessions cannot be read.
    """
    desk.check(token_of(headers))
    refuse_other_sites(method, headers)


def refuse_other_sites(method: str, headers: Mapping[str, str]) -> None:
    """Refuse a change that another site's page asks for.

    The cookie is SameSite=Strict already; this also holds for pages of the same site but another origin, and for
    signing in, which needs no cookie. Programs without a browser send neither header.

    Raises:
        SignInError: the browser names another site.
    """
    if method in _SAFE:
        return
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        ours = site == "same-origin"
    else:
        ours = origin is None or urlsplit(origin).netloc == headers.get("host")
    if not ours:
        raise SignInError("请从工作台页面操作。Please do this from the desk's own page.")


def token_of(headers: Mapping[str, str]) -> str:
    """The session's token that a request carries; "" for none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def remember(response: Response, request: Request, token: str) -> None:
    """Give the browser its session."""
    _set(response, request, token, LIFETIME_S)


def forget(response: Response, request: Request) -> None:
    """Take the session's cookie from the browser."""
    _set(response, request, "", 0)


def _set(response: Response, request: Request, value: str, max_age_s: int) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=max_age_s,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
