"""HTML: what a reader came for, without navigation, scripts, styles and what is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from assistant.corpus.characters import join_lines, seen
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.structure import bullet_length, heading_level, is_short
from assistant.corpus.originals.tables import Cell, Line, table_blocks

_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "nav",
        "template",
        "noscript",
        "iframe",
        "svg",
        "canvas",
        "form",
        "button",
        "select",
        "input",
        "object",
        "footer",
        "aside",
        "dialog",
    ]
)
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|breadcrumb|crumbs?|sidebar|side-bar|footer|copyright|cookie|banner|"
    r"share|pagination|pager|skip|related|advert|ads?|comments?|toolbar|topbar|login|search)(?:[-_ ]|$)",
    re.IGNORECASE,
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "header",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
        "hr",
        "center",
        "body",
        "fieldset",
        "caption",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
    ]
)
_STRONG = frozenset(("b", "strong"))
# Where a page says which part of it is the text, that part has at least this share of its words.
_MAIN_SHARE = 0.4
_MAX_SPAN = 100
_META = {
    "title": ("og:title", "articletitle", "dc.title"),
    "publisher": ("publisher", "contentsource", "dc.publisher", "og:site_name", "author", "sitename"),
    "issued": ("pubdate", "article:published_time", "publishdate", "dc.date", "date"),
}


def read_html(path: Path) -> Reading:
    """Read a page; its encoding is what it declares, or else what its bytes look like."""
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    stated = _stated(soup)
    for element in [
        *soup.find_all(string=lambda s: isinstance(s, Comment)),
        *filter(_is_furniture, soup.find_all(True)),
    ]:
        element.extract()
    body = soup.body or soup
    main = _main(body)
    blocks = list(_blocks(main))
    if not any(b.kind is Kind.TITLE for b in blocks):
        head = body.find("h1")
        if isinstance(head, Tag) and (words := _words(head)):
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
        stated["title"] = _words(soup.title)
    return stated


def _is_furniture(tag: Tag) -> bool:
    if tag.name in _UNSHOWN:
        return True
    if tag.name in ("html", "body", "main", "article", "table", "td", "tr", "tbody"):
        return False
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or tag.get("role") in _ROLES:
        return True
    if _INVISIBLE.search(str(tag.get("style") or "")):
        return True
    if tag.name == "header":
        # The head of an article holds its title, the head of a page its navigation.
        return tag.find_parent(["article", "main"]) is None and tag.find("h1") is None
    names = " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id") or "")])
    return tag.name in ("div", "ul", "ol", "section", "p", "span") and bool(_FURNITURE.search(names))


def _main(body: Tag) -> Tag:
    whole = len(body.get_text(strip=True))
    for name in ("main", "article"):
        found = [t for t in body.find_all(name) if isinstance(t, Tag)]
        if len(found) == 1 and len(found[0].get_text(strip=True)) >= _MAIN_SHARE * whole:
            return found[0]
    return body


def _blocks(parent: Tag) -> Iterator[Block]:
    """Blocks below an element; text that stands between them makes paragraphs of its own."""
    run: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS))):
            yield from _paragraph(run)
            run = []
            yield from _element(child)
        elif isinstance(child, Tag) and child.name == "br":
            yield from _paragraph(run)
            run = []
        else:
            run.append(child)
    yield from _paragraph(run)


def _element(tag: Tag) -> Iterator[Block]:
    if tag.name == "table":
        yield from _table(tag)
    elif re.fullmatch(r"h[1-6]", tag.name):
        if words := _words(tag):
            level = int(tag.name[1])
            yield Block(Kind.TITLE, words) if level == 1 else Block(Kind.HEADING, words, level)
    elif tag.name in ("ul", "ol"):
        yield from _list(tag)
    elif tag.name == "dl":
        yield from _definitions(tag)
    elif tag.name == "pre":
        yield from (Block(Kind.TEXT, " ".join(line.split())) for line in tag.get_text().splitlines() if line.strip())
    else:
        yield from _blocks(tag)


def _list(tag: Tag) -> Iterator[Block]:
    number = int(str(tag.get("start", "1"))) if str(tag.get("start", "1")).isdigit() else 1
    for item in (c for c in tag.children if isinstance(c, Tag)):
        if item.name in ("ul", "ol"):
            yield from _list(item)
            continue
        inner = [t for t in item.find_all(["ul", "ol", "table"]) if isinstance(t, Tag)]
        nested = [t for t in inner if not any(t in o.descendants for o in inner)]
        for child in nested:
            child.extract()
        words = _words(item)
        if words:
            mark = f"{number}. " if tag.name == "ol" and not words[0].isdigit() else ""
            yield Block(Kind.ITEM, mark + words[bullet_length(words) :])
            number += 1
        for child in nested:
            yield from _element(child)


def _definitions(tag: Tag) -> Iterator[Block]:
    term = ""
    for child in (c for c in tag.find_all(["dt", "dd"]) if isinstance(c, Tag)):
        words = _words(child)
        if child.name == "dt":
            term = words.rstrip("：:")
        elif words:
            yield Block(Kind.ITEM, f"{term}：{words}" if term else words)


def _paragraph(run: list[PageElement]) -> Iterator[Block]:
    words = join_lines(seen("".join(_text(e) for e in run)).split("\n"))
    if not words:
        return
    said = [e for e in run if _text(e).strip()]
    strong = all(isinstance(e, Tag) and (e.name in _STRONG or bool(e.find(list(_STRONG)))) for e in said)
    level = heading_level(words, strong=strong)
    if level or (strong and is_short(words)):
        yield Block(Kind.HEADING, words, level or 4)
    elif mark := bullet_length(words):
        yield Block(Kind.ITEM, words[mark:])
    else:
        yield Block(Kind.TEXT, words)


def _text(element: PageElement) -> str:
    if isinstance(element, Tag):
        return "\n" if element.name == "br" else "".join(map(_text, element.children))
    return str(element) if isinstance(element, NavigableString) else ""


def _words(tag: Tag) -> str:
    parts = [_text(e) + ("\n" if isinstance(e, Tag) and e.name in _BLOCKS else "") for e in tag.children]
    return join_lines(seen("".join(parts)).split("\n"))


def _table(table: Tag) -> Iterator[Block]:
    if any(isinstance(t, Tag) for t in table.find_all("table")) or _is_layout(table):
        for cell in [c for c in table.find_all(["td", "th"]) if isinstance(c, Tag) and c.find_parent("table") is table]:
            yield from _blocks(cell)
        return
    caption = table.find("caption")
    if isinstance(caption, Tag) and (words := _words(caption)):
        yield Block(Kind.TEXT, words)
    yield from table_blocks(list(_lines(table)))


def _is_layout(table: Tag) -> bool:
    """Whether a table only lays out a page: one cell, or cells that hold headings and lists."""
    cells = table.find_all(["td", "th"])
    return len(cells) <= 1 or table.get("role") == "presentation" or table.find(["h1", "h2", "h3"]) is not None


def _lines(table: Tag) -> Iterator[Line]:
    """Rows with the cells that reach down into them or across."""
    below: dict[tuple[int, int], Cell] = {}
    rows = [r for r in table.find_all("tr") if isinstance(r, Tag)]
    for number, row in enumerate(rows):
        cells: list[Cell] = []

        def reached(row_number: int = number, line: list[Cell] = cells) -> None:
            while (row_number, len(line)) in below:
                line.append(below[row_number, len(line)])

        for element in (c for c in row.find_all(["td", "th"]) if isinstance(c, Tag)):
            reached()
            strong = element.name == "th" or row.find_parent("thead") is not None
            cell = Cell(_words(element), (number, len(cells)), strong)
            down = min(_span(element, "rowspan"), len(rows) - number)
            for _ in range(_span(element, "colspan")):
                below.update({(number + d, len(cells)): cell for d in range(1, down)})
                cells.append(cell)
        reached()
        yield Line(tuple(cells))


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    # A hostile table may claim to span a billion cells.
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1
