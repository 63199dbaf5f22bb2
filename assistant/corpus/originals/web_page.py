"""A web page: what a reader came for, without navigation, banners and what else surrounds it."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup, Tag, UnicodeDammit

from assistant.corpus.characters import seen
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.html_blocks import blocks_in, parsed, strip_unshown, words_of

# Words of classes and ids that name what surrounds the text.
_FURNITURE = frozenset(
    (
        "nav", "navbar", "navigation", "menu", "breadcrumb", "crumb", "crumbs", "sidebar", "footer", "copyright",
        "cookie", "banner", "share", "pagination", "pager", "skip", "related", "advert", "ad", "ads", "comment",
        "comments", "toolbar", "topbar", "login", "search",
    )
)  # fmt: skip
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"))
# Where a page says which part of it is the text, that part has at least this share of its words.
_MAIN_SHARE = 0.4
_META = {
    "title": ("og:title", "articletitle", "dc.title"),
    "publisher": ("publisher", "contentsource", "dc.publisher", "og:site_name", "author", "sitename"),
    "issued": ("pubdate", "article:published_time", "publishdate", "dc.date", "date"),
}


def read_html(path: Path) -> Reading:
    """Read a page; its encoding is what it declares, or else what its bytes look like."""
    soup = parsed(UnicodeDammit(path.read_bytes(), is_html=True).unicode_markup or "")
    stated = _stated(soup)
    strip_unshown(soup)
    for element in filter(_is_furniture, soup.find_all(True)):
        element.extract()
    body = soup.body or soup
    main = _main(body)
    blocks = list(blocks_in(main))
    if not any(b.kind is Kind.TITLE for b in blocks):
        head = body.find("h1")
        if isinstance(head, Tag) and (words := words_of(head)):
            blocks.insert(0, Block(Kind.TITLE, words))
    return Reading(tuple(blocks), stated)


def _stated(soup: BeautifulSoup) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        if isinstance(meta, Tag):
            metas.setdefault(
                str(meta.get("name") or meta.get("property") or "").lower(), str(meta.get("content") or "")
            )
    stated = {k: seen(next((metas[n] for n in names if metas.get(n)), "")).strip() for k, names in _META.items()}
    if not stated["title"] and soup.title is not None:
        stated["title"] = words_of(soup.title)
    return stated


def _is_furniture(tag: Tag) -> bool:
    if tag.name in ("footer", "aside"):
        return True
    if tag.name in ("html", "body", "main", "article", "table", "td", "tr", "tbody"):
        return False
    if tag.get("role") in _ROLES:
        return True
    if tag.name == "header":
        # The head of an article holds its title, the head of a page its navigation.
        return tag.find_parent(["article", "main"]) is None and tag.find("h1") is None
    names = " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id") or "")]).lower()
    parts = names.replace("side-bar", "sidebar").replace("-", " ").replace("_", " ").split()
    return tag.name in ("div", "ul", "ol", "section", "p", "span") and not _FURNITURE.isdisjoint(parts)


def _main(body: Tag) -> Tag:
    whole = len(body.get_text(strip=True))
    for name in ("main", "article"):
        found = [t for t in body.find_all(name) if isinstance(t, Tag)]
        if len(found) == 1 and len(found[0].get_text(strip=True)) >= _MAIN_SHARE * whole:
            return found[0]
    return body
