"""Puts the pages into the application: 中文 at /, English at /en, each page below its language."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.middleware import Middleware
from starlette.routing import Mount

from assistant.api.loading import AssistantLoader
from assistant.api.security import ClosedPaths
from assistant.corpus.loaders import documents_folder, load_corpus
from assistant.errors import ZhengtuError
from assistant.pack.examples import with_examples
from assistant.pack.pack import Pack, load_pack, neutral_pack
from assistant.settings import Settings
from assistant.types import Language
from assistant.web.certificates import build_certificates
from assistant.web.chat import build_chat
from assistant.web.desk import build_desk
from assistant.web.desk_guard import DeskGuard
from assistant.web.navigation import CERTIFICATES, CHAT, DESK, PLAN, PRACTICE, SOURCES, PageLink
from assistant.web.plan import build_plan
from assistant.web.practice import build_practice
from assistant.web.sources import build_sources
from assistant.web.strings import Strings, strings_of
from assistant.web.theme import CSS, build_theme

# What Gradio offers to everybody and no page here uses: it writes uploads and page states to disk,
# serves files and calls other hosts.
_CLOSED = re.compile(
    r"(/[a-z]+)*(/gradio_api/(upload|file|proxy|stream|deep_link|dev|vibe)|/(login|logout|monitoring|pwa_icon))"
)

_EVENTS_AT_ONCE = 512
log = logging.getLogger(__name__)

_Builder = Callable[[AssistantLoader, Strings], gr.Blocks]
_BUILDERS: dict[PageLink, _Builder] = {
    CERTIFICATES: build_certificates,
    PLAN: build_plan,
    PRACTICE: build_practice,
    SOURCES: build_sources,
}


def mount_web(app: FastAPI, loader: AssistantLoader) -> FastAPI:
    """Mount the pages; the API keeps its addresses, since it was there first."""
    desk = app.state.desk
    chat: _Builder = functools.partial(
        build_chat, admission=app.state.admission, language_model=desk.settings.language_model
    )
    builders = {**_BUILDERS, CHAT: chat}

    pack = _pack(desk.settings)
    zh, en = (strings_of(pack, language) for language in (Language.ZH, Language.EN))
    if Language.ZH not in pack.languages:
        # The page at / is the Chinese one.
        app.add_api_route("/", lambda: RedirectResponse("en/"), include_in_schema=False)

    def build(page: PageLink, strings: Strings) -> gr.Blocks:
        with _no_application_yet():
            return build_desk(loader, desk, strings) if page == DESK else builders[page](loader, strings)

    # The longer path first: the page at / would otherwise take every address.
    for strings, root in ((en, "/en"), (zh, "")):
        for page in sorted((*builders, DESK), key=lambda p: -len(p.slug)):
            # Inside the mounted page, so that whatever leads to it leads through the guard.
            guard = [Middleware(DeskGuard, desk=desk, strings=strings)] if page == DESK else []
            _mount(app, build(page, strings), strings, f"{root}/{page.slug}".rstrip("/") or "/", guard)
    app.add_middleware(ClosedPaths, closed=_CLOSED)
    app.state.stopping.when_begun(lambda: _end_heartbeats(app))
    return app


@contextmanager
def _no_application_yet() -> Iterator[None]:
    """Gradio makes an application twice while a page is built; only the third, made when mounted, is ever served."""
    made = vars(gr.routes.App)["create_app"]
    gr.routes.App.create_app = staticmethod(lambda *_, **__: None)
    try:
        yield
    finally:
        gr.routes.App.create_app = made


def _pack(settings: Settings) -> Pack:
    """The pack's words; where its file is wrong, neutral ones: loading tells of the fault on the page."""
    try:
        pack = load_pack(settings.corpus)
        return pack if pack.has_start else with_examples(pack, load_corpus(documents_folder(settings.corpus)))
    except ZhengtuError as error:
        log.error("%s: %s", error.code, error)
        return neutral_pack()


def _end_heartbeats(app: FastAPI) -> None:
    """Close the stream that every open page holds; those of running events end with their event."""
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
            route.app.stop_event.set()


def _mount(app: FastAPI, blocks: gr.Blocks, strings: Strings, path: str, guard: list[Middleware]) -> None:
    if path != "/":

        @app.get(path, include_in_schema=False)
        def with_slash(request: Request) -> RedirectResponse:
            # Relative, so that it also holds behind a proxy's path; a page's state is in the query.
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{path.rpartition('/')[2]}/{query}")

    # Gradio's own line would stand before ours, without a bound and without a word: all of its events run at once.
    blocks._queue.max_thread_count = _EVENTS_AT_ONCE
    gr.mount_gradio_app(
        app,
        blocks,
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
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None, "middleware": guard},
    )
