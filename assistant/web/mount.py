"""Puts the pages into the application: chat at / and /en/, practice at /practice/ and /en/practice/."""

from __future__ import annotations

import re

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from assistant.api.loading import AssistantLoader
from assistant.api.security import ClosedPaths
from assistant.web.chat import build_chat
from assistant.web.practice import build_practice
from assistant.web.strings import EN, ZH, Strings
from assistant.web.theme import CSS, build_theme

# What Gradio offers to everybody and no page here uses: it writes uploads and page states to disk,
# serves files and calls other hosts.
_CLOSED = re.compile(
    r"(/en)?(/practice)?(/gradio_api/(upload|file|proxy|stream|deep_link|dev|vibe)|/(login|logout|monitoring|pwa_icon))"
)


def mount_web(app: FastAPI, loader: AssistantLoader) -> FastAPI:
    """Mount the pages; the API keeps its addresses, since it was there first."""

    for folder in ("en", "practice", "en/practice"):
        _add_slash(app, folder)
    # Longer paths first: the page at / would otherwise take every address.
    _mount(app, build_practice(loader, EN), EN, "/en/practice")
    _mount(app, build_chat(loader, EN), EN, "/en")
    _mount(app, build_practice(loader, ZH), ZH, "/practice")
    _mount(app, build_chat(loader, ZH), ZH, "/")
    app.add_middleware(ClosedPaths, closed=_CLOSED)
    return app


def _add_slash(app: FastAPI, folder: str) -> None:
    """Lead /folder to /folder/."""

    @app.get(f"/{folder}", include_in_schema=False)
    def redirect() -> RedirectResponse:
        # Relative, so that it also holds behind a proxy's path.
        return RedirectResponse(f"{folder.rpartition('/')[2]}/")


def _mount(app: FastAPI, page: gr.Blocks, strings: Strings, path: str) -> None:
    gr.mount_gradio_app(
        app,
        page,
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
