"""The bar on top of every page: the pages, and the same page in the other language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from assistant.types import Language
from assistant.web.strings import Strings


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page: its path below the language's root, and its name in both languages."""

    slug: str
    zh: str
    en: str


CHAT = PageLink("", "问答", "Chat")
CERTIFICATES = PageLink("certificates", "证书", "Certificates")
PLAN = PageLink("plan", "规划", "Plan")
PRACTICE = PageLink("practice", "练习", "Practice")
SOURCES = PageLink("sources", "资料", "Sources")
DESK = PageLink("desk", "工作台", "Desk")
# In the order of the bar.
PAGES = (CHAT, CERTIFICATES, PLAN, PRACTICE, SOURCES, DESK)


def render_bar(page: PageLink, strings: Strings, actions: str = "") -> str:
    """The bar with the page's own buttons (HTML), and the banner that says what is being waited for.

    Addresses are relative, so that they also hold behind a proxy's path: / and /certificates/, /en/ and so on.
    """
    up = "../" if page.slug else "./"
    links = "".join(_link(p, page, up, strings) for p in PAGES)
    zh = strings.language is Language.ZH
    root = up if zh else f"../{up}"
    other = f"{up}{'en/' if zh else '../'}{_folder(page)}"
    return (
        f'<header class="zt-bar"><div class="zt-brand"><span class="zt-logo" aria-hidden="true">证</span>'
        f"<span><b>{escape(strings.brand)}</b><small>{escape(strings.tagline)}</small></span></div>"
        f'<nav class="zt-pages" aria-label="{"页面" if zh else "Pages"}">{links}</nav>'
        f'<div class="zt-tools">{actions}'
        f'<a class="zt-action" href="{other}" hreflang="{strings.other_language_code}" '
        f'lang="{strings.other_language_code}">{escape(strings.other_language)}</a></div></header>'
        f'<div class="zt-banner" id="zt-banner" role="status" hidden data-api="{root}api/" '
        f'data-offline="{escape(strings.offline)}" data-updated="{escape(strings.updated)}" '
        f'data-seen="{escape(strings.seen)}"></div>'
    )


def _link(page: PageLink, current: PageLink, up: str, strings: Strings) -> str:
    here = ' aria-current="page"' if page == current else ""
    name = page.zh if strings.language is Language.ZH else page.en
    return f'<a href="{up}{_folder(page)}"{here}>{escape(name)}</a>'


def _folder(page: PageLink) -> str:
    return f"{page.slug}/" if page.slug else ""
