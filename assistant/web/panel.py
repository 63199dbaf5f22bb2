"""The source panel that every page can open, and what a page says while the assistant loads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from html import escape
from typing import Any

from assistant.api.loading import AssistantLoader, LoadState, LoadStatus
from assistant.errors import ZhengtuError
from assistant.web.citations import check_of, render_changed, render_missing, render_source
from assistant.web.strings import Strings

_POLL_S = 0.4


def render_panel(strings: Strings) -> str:
    """The closed panel; page.js fills it."""
    return (
        '<div class="zt-backdrop" data-action="close" hidden></div>'
        f'<aside class="zt-panel" id="zt-panel" role="dialog" aria-modal="false" aria-label="{escape(strings.panel)}" '
        f'hidden data-loading="{escape(strings.panel_loading)}" data-failed="{escape(strings.panel_failed)}">'
        f'<div class="zt-panel-bar"><span>{escape(strings.panel)} <span id="zt-panel-n"></span></span>'
        f'<button type="button" class="zt-action" data-action="close" aria-label="{escape(strings.close)}">✕</button>'
        f'</div><div class="zt-panel-body" id="zt-panel-body" role="region" tabindex="0" '
        f'aria-label="{escape(strings.panel)}" aria-live="polite"></div></aside>'
    )


def source_html(loader: AssistantLoader, citation: dict[str, Any], strings: Strings) -> str:
    """The panel's content for {"document", "start", "end", "check"}, which come from a browser; the last may lack."""
    try:
        document = loader.assistant().generation.documents[str(citation["document"])]
        start, end = int(citation["start"]), int(citation["end"])
        if citation.get("check") and citation["check"] != check_of(document.text[start:end]):
            return render_changed(strings)
        return render_source(document, start, end, strings)
    except (ZhengtuError, KeyError, TypeError, ValueError):
        return render_missing(strings)


def page_functions(loader: AssistantLoader, strings: Strings) -> list[Callable[[Any], str]]:
    """What every page's script may ask: ``source`` for the panel and ``progress`` for the banner.

    Plain functions, since Gradio marks them, which it cannot do to methods.
    """

    def source(citation: dict[str, Any]) -> str:
        return source_html(loader, citation, strings)

    def progress(_: Any) -> str:
        return progress_text(loader, strings)

    return [source, progress]


def progress_text(loader: AssistantLoader, strings: Strings) -> str:
    """What the banner says: nothing once questions are answered."""
    status = loader.status
    if status.state is LoadState.FAILED:
        return strings.failed.format(reason=status.reason)
    return "" if status.state is LoadState.READY else waiting_text(status, strings)


def waiting_text(status: LoadStatus, strings: Strings) -> str:
    """What is being waited for after a question."""
    if status.state is LoadState.LOADING and status.total:
        return strings.building.format(done=status.done, total=status.total)
    return strings.loading if status.state is LoadState.LOADING else strings.thinking


async def until_ready(loader: AssistantLoader, strings: Strings) -> AsyncIterator[str]:
    """What to say while waiting: once at least, then whenever it changes until loading ended."""
    said = ""
    while True:
        status = loader.status
        message = waiting_text(status, strings)
        if message != said:
            yield message
            said = message
        if status.state is not LoadState.LOADING:
            return
        await asyncio.sleep(_POLL_S)
