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
    # Shows records, so that it is empty on a pack without any.
    of_records: bool = False

    def name(self, strings: Strings) -> str:
        """The page's name in a language."""
        return self.zh if strings.language is Language.ZH else self.en

    def title(self, strings: Strings) -> str:
        """Of the window: the page's name and the pack's."""
        return f"{self.name(strings)} · {strings.own.name}"


CHAT = PageLink("", "问答", "Chat")
CERTIFICATES = PageLink("certificates", "证书", "Certificates", of_records=True)
PLAN = PageLink("plan", "规划", "Plan", of_records=True)
PRACTICE = PageLink("practice", "练习", "Practice", of_records=True)
SOURCES = PageLink("sources", "资料", "Sources")
DESK = PageLink("desk", "工作台", "Desk")
# In the order of the bar.
PAGES = (CHAT, CERTIFICATES, PLAN, PRACTICE, SOURCES, DESK)


def render_bar(page: PageLink, strings: Strings, actions: str = "") -> str:
    """The bar with the page's own buttons (HTML), and the banner that says what is being waited for.

    Addresses are relative, so that they also hold behind a proxy's path: / and /certificates/, /en/ and so on.
    """
    up = "../" if page.slug else "./"
    links = "".join(_link(p, page, up, strings) for p in PAGES if strings.pack.records or not p.of_records or p == page)
    zh = strings.language is Language.ZH
    root = up if zh else f"../{up}"
    other = _other_language(f"{up}{'en/' if zh else '../'}{_folder(page)}", strings)
    return (
        f'<header class="zt-bar"><div class="zt-brand"><span class="zt-logo" aria-hidden="true">'
        f"{escape(strings.own.name[:1])}</span>"
        f"<span><b>{escape(strings.own.name)}</b><small>{escape(strings.own.tagline)}</small></span></div>"
        f'<nav class="zt-pages" aria-label="{"页面" if zh else "Pages"}">{links}</nav>'
        f'<div class="zt-tools">{actions}'
        f"{other}</div></header>"
        f'<div class="zt-banner" id="zt-banner" role="status" hidden data-api="{root}api/" '
        f'data-offline="{escape(strings.offline)}" data-updated="{escape(strings.updated)}" '
        f'data-seen="{escape(strings.seen)}"></div>'
    )


def _link(page: PageLink, current: PageLink, up: str, strings: Strings) -> str:
    here = ' aria-current="page"' if page == current else ""
    return f'<a href="{up}{_folder(page)}"{here}>{escape(page.name(strings))}</a>'


def _other_language(address: str, strings: Strings) -> str:
    if len(strings.pack.languages) == 1:
        return ""
    code = strings.other_language_code
    name = escape(strings.other_language)
    return f'<a class="zt-action" href="{address}" hreflang="{code}" lang="{code}">{name}</a>'


def _folder(page: PageLink) -> str:
    return f"{page.slug}/" if page.slug else ""
