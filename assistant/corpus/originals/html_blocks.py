"""HTML, a whole page or a piece within Markdown, to blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from assistant.corpus.characters import is_cjk, join_lines, seen
from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.structure import heading_level, is_short
from assistant.corpus.originals.tables import Cell, Line, table_blocks
from assistant.text.list_marks import bullet_length

_UNSHOWN = frozenset(
    (
        "script", "style", "nav", "template", "noscript", "iframe", "svg", "canvas", "form", "button", "select",
        "input", "object", "dialog", "head", "s", "strike", "del",
    )
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS.union(
    (
        "p", "div", "li", "dt", "dd", "section", "article", "main", "header", "ul", "ol", "dl", "table", "blockquote",
        "pre", "figure", "figcaption", "details", "summary", "address", "hr", "center", "body", "fieldset", "caption",
        "tr", "td", "th", "thead", "tbody", "aside", "footer",
    )
)  # fmt: skip
_STRONG = frozenset(("b", "strong"))
_MAX_SPAN = 100


def html_blocks(html: str) -> Iterator[Block]:
    """The blocks of a piece of HTML, without what a browser would not show."""
    soup = parsed(html)
    strip_unshown(soup)
    yield from blocks_in(soup)


def parsed(html: str) -> BeautifulSoup:
    """HTML as a tree; end tags may be left out (``<tr><td>…<td>…``), as HTML allows and older pages do."""
    return BeautifulSoup(html, "lxml")


def strip_unshown(soup: Tag) -> None:
    """Take comments, scripts, styles, hidden elements and struck-out words out."""
    for comment in soup.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()
    for tag in soup.find_all(True):
        if isinstance(tag, Tag) and _is_unshown(tag):
            tag.extract()


def _is_unshown(tag: Tag) -> bool:
    style = "".join(str(tag.get("style") or "").split()).lower()
    hidden = tag.has_attr("hidden") or tag.get("aria-hidden") == "true"
    return tag.name in _UNSHOWN or hidden or "display:none" in style or "visibility:hidden" in style


def blocks_in(parent: Tag) -> Iterator[Block]:
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
    elif tag.name in _HEADINGS:
        if words := words_of(tag):
            level = int(tag.name[1])
            yield Block(Kind.TITLE, words) if level == 1 else Block(Kind.HEADING, words, level)
    elif tag.name in ("ul", "ol"):
        yield from _list(tag)
    elif tag.name == "dl":
        yield from _definitions(tag)
    elif tag.name == "pre":
        yield from (Block(Kind.TEXT, " ".join(line.split())) for line in tag.get_text().splitlines() if line.strip())
    else:
        yield from blocks_in(tag)


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
        words = words_of(item)
        if words:
            mark = f"{number}. " if tag.name == "ol" and not words[0].isdigit() else ""
            yield Block(Kind.ITEM, mark + words[bullet_length(words) :])
            number += 1
        for child in nested:
            yield from _element(child)


def _definitions(tag: Tag) -> Iterator[Block]:
    term = ""
    for child in (c for c in tag.find_all(["dt", "dd"]) if isinstance(c, Tag)):
        words = words_of(child)
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


def words_of(tag: Tag) -> str:
    """The words of an element as one line."""
    parts = [_text(e) + ("\n" if isinstance(e, Tag) and e.name in _BLOCKS else "") for e in tag.children]
    return join_lines(seen("".join(parts)).split("\n"))


def _table(table: Tag) -> Iterator[Block]:
    if any(isinstance(t, Tag) for t in table.find_all("table")) or _is_layout(table):
        for cell in [c for c in table.find_all(["td", "th"]) if isinstance(c, Tag) and c.find_parent("table") is table]:
            yield from blocks_in(cell)
        return
    caption = table.find("caption")
    if isinstance(caption, Tag) and (words := words_of(caption)):
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
            cell = Cell(_cell_words(element), (number, len(cells)), strong)
            down = min(_span(element, "rowspan"), len(rows) - number)
            for _ in range(_span(element, "colspan")):
                below.update({(number + d, len(cells)): cell for d in range(1, down)})
                cells.append(cell)
        reached()
        yield Line(tuple(cells))


def _cell_words(cell: Tag) -> str:
    """The words of a cell; the items of a list in it apart."""
    items = [words for i in cell.find_all("li") if isinstance(i, Tag) and (words := words_of(i))]
    if not items:
        return words_of(cell)
    lists = [t for t in cell.find_all(["ul", "ol"]) if isinstance(t, Tag) and not t.find_parent(["ul", "ol"])]
    for listed in lists:
        listed.extract()
    said = "；" if any(map(is_cjk, "".join(items))) else "; "
    return " ".join(filter(None, (words_of(cell), said.join(items))))


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    # A hostile table may claim to span a billion cells.
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1
