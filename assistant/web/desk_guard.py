"""Stands before the desk's Gradio application: page, configuration, events and server functions alike."""

from __future__ import annotations

import asyncio

from fastapi.responses import HTMLResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.desk_access import admit
from assistant.api.problems import problem
from assistant.api.responses import NO_STORE
from assistant.desk.desk import Desk
from assistant.errors import DataFolderError, DeskError
from assistant.web.desk_sign_in import render_sign_in
from assistant.web.navigation import DESK
from assistant.web.strings import Strings


class DeskGuard:
    """Lets requests with a session through; others get the sign-in page for the page, and an error for the rest."""

    def __init__(self, app: ASGIApp, desk: Desk, strings: Strings) -> None:
        self._app = app
        self._desk = desk
        self._strings = strings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # Gradio needs no web socket; what is not asked for stays shut.
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            await asyncio.to_thread(admit, self._desk, scope["method"], Headers(scope=scope))
        except DeskError as error:
            await self._refuse(scope, error)(scope, receive, send)
            return

        async def send_unkept(message: Message) -> None:
            # A page left by signing out must not come back from the browser's store.
            if message["type"] == "http.response.start" and "/assets/" not in scope["path"]:
                MutableHeaders(scope=message).update(NO_STORE)
            await send(message)

        await self._app(scope, receive, send_unkept)

    def _refuse(self, scope: Scope, error: DeskError) -> ASGIApp:
        if scope["method"] == "GET" and scope["path"].rstrip("/").endswith(f"/{DESK.slug}"):
            said = str(error) if isinstance(error, DataFolderError) else ""
            page = render_sign_in(self._strings, configured=self._desk.open_to_staff, problem=said)
            return HTMLResponse(page, headers=NO_STORE)
        if isinstance(error, DataFolderError):
            return problem(503, error.code, "数据目录读写失败。The data folder cannot be used.", NO_STORE)
        return problem(error.status, error.code, str(error), NO_STORE)
