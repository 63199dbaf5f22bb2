"""What the pages share: the bar with its navigation, the source panel, and waiting for the assistant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from enum import StrEnum
from html import escape
from typing import Any

from assistant.api.loading import AssistantLoader, LoadState, LoadStatus
from assistant.errors import ZhengtuError
from assistant.types import Language
from assistant.web.citations import render_missing, render_source
from assistant.web.strings import Strings

_POLL_S = 0.4


class Page(StrEnum):
    """The pages there are; the value is the folder of the address, the same in both languages."""

    CHAT = ""
    PRACTICE = "practice"


def render_header(strings: Strings, page: Page, actions: str = "") -> str:
    """The bar: brand, links to the pages, ``actions`` (HTML), the other language; and the banner below it."""
    links = {Page.CHAT: strings.chat_page, Page.PRACTICE: strings.practice_page}
    pages = "".join(
        f'<a class="zt-page" href="{_address(page, strings.language, to, strings.language)}"'
        f"{' aria-current=page' if to is page else ''}>{escape(name)}</a>"
        for to, name in links.items()
    )
    other = Language.EN if strings.language is Language.ZH else Language.ZH
    return (
        f'<header class="zt-bar"><div class="zt-brand"><span class="zt-logo" aria-hidden="true">证</span>'
        f"<span><b>{escape(strings.brand)}</b><small>{escape(strings.tagline)}</small></span></div>"
        f'<nav aria-label="{escape(strings.pages)}"><span class="zt-pages">{pages}</span>{actions}'
        f'<a class="zt-action" href="{_address(page, strings.language, page, other)}" '
        f'hreflang="{strings.other_language_code}" lang="{strings.other_language_code}">'
        f"{escape(strings.other_language)}</a></nav></header>"
        f'<div class="zt-banner" id="zt-banner" role="status" hidden data-offline="{escape(strings.offline)}"></div>'
    )


def render_panel(strings: Strings) -> str:
    """The panel that shows sources, closed."""
    return (
        '<div class="zt-backdrop" data-action="close" hidden></div>'
        f'<aside class="zt-panel" id="zt-panel" role="dialog" aria-modal="false" aria-label="{escape(strings.panel)}" '
        f'hidden data-loading="{escape(strings.panel_loading)}" data-failed="{escape(strings.panel_failed)}">'
        f'<div class="zt-panel-bar"><span>{escape(strings.panel)} <span id="zt-panel-n"></span></span>'
        f'<button type="button" class="zt-action" data-action="close" aria-label="{escape(strings.close)}">✕</button>'
        f'</div><div class="zt-panel-body" id="zt-panel-body" aria-live="polite"></div></aside>'
    )


def open_source(loader: AssistantLoader, strings: Strings, citation: dict[str, Any]) -> str:
    """The panel's HTML for {"document", "start", "end"}, which a browser sent."""
    try:
        documents = loader.assistant().generation.documents
        document = documents[str(citation["document"])]
        return render_source(document, int(citation["start"]), int(citation["end"]), strings)
    except (ZhengtuError, KeyError, TypeError, ValueError):
        return render_missing(strings)


def banner(loader: AssistantLoader, strings: Strings) -> str:
    """What the banner says: nothing once questions are answered."""
    status = loader.status
    if status.state is LoadState.FAILED:
        return strings.failed.format(reason=status.reason)
    return "" if status.state is LoadState.READY else waiting(status, strings)


def waiting(status: LoadStatus, strings: Strings) -> str:
    """What to say while something is being prepared or looked up."""
    if status.state is LoadState.LOADING and status.total:
        return strings.building.format(done=status.done, total=status.total)
    return strings.loading if status.state is LoadState.LOADING else strings.thinking


async def until_ready(loader: AssistantLoader, strings: Strings) -> AsyncIterator[str]:
    """What to say while waiting: once at least, then whenever it changes until loading ended."""
    said = ""
    while True:
        status = loader.status
        message = waiting(status, strings)
        if message != said:
            yield message
            said = message
        if status.state is not LoadState.LOADING:
            return
        await asyncio.sleep(_POLL_S)


def _address(page: Page, language: Language, to: Page, to_language: Language) -> str:
    """A relative address, so that it also holds behind a proxy's path: / · /practice/ · /en/ · /en/practice/."""
    here, there = _folders(page, language), _folders(to, to_language)
    while here and there and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "".join(f"{folder}/" for folder in there) or "./"


def _folders(page: Page, language: Language) -> list[str]:
    return [folder for folder in ("en" if language is Language.EN else "", page.value) if folder]
