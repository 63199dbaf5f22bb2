"""Puts the pages into the application: 中文 at /, English at /en."""

from __future__ import annotations

import re

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from assistant.api.loading import AssistantLoader
from assistant.api.security import ClosedPaths
from assistant.web.chat import build_chat
from assistant.web.strings import EN, ZH, Strings
from assistant.web.theme import CSS, build_theme

# What Gradio offers to everybody and no page here uses: it writes uploads and page states to disk,
# serves files and calls other hosts.
_CLOSED = re.compile(
    r"(/en)?(/gradio_api/(upload|file|proxy|stream|deep_link|dev|vibe)|/(login|logout|monitoring|pwa_icon))"
)


def mount_web(app: FastAPI, loader: AssistantLoader) -> FastAPI:
    """Mount the pages; the API keeps its addresses, since it was there first."""

    @app.get("/en", include_in_schema=False)
    def english() -> RedirectResponse:
        # Relative, so that it also holds behind a proxy's path.
        return RedirectResponse("en/")

    # The longer path first: the page at / would otherwise take every address.
    _mount(app, loader, EN, "/en")
    _mount(app, loader, ZH, "/")
    app.add_middleware(ClosedPaths, closed=_CLOSED)
    return app


def _mount(app: FastAPI, loader: AssistantLoader, strings: Strings, path: str) -> None:
    gr.mount_gradio_app(
        app,
        build_chat(loader, strings),
        path=path,
        theme=build_theme(),
        # As head, not css: that one Gradio rewrites rule by rule, and breaks :is() and rules about the body.
        head=f"<style>{CSS}</style><script>document.documentElement.lang = '{strings.html_lang}'</script>",
        footer_links=[],
        # It would keep every question in the browser under a page of its own.
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        mcp_server=False,
        # Nothing is uploaded here.
        max_file_size="1kb",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
