"""A document's Markdown as HTML: headings, lists, tables and paragraphs, with spans of it marked.

Everything that a document holds is escaped; nothing of it becomes a tag, a link or an image.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, islice

from assistant.text.plain_markdown import (
    LOCATOR_COLUMNS,
    bullet_length,
    cell_spans,
    is_row,
    is_rule,
    read_heading,
    split_locator,
)


class MarkedText:
    """A text that renders any part of itself with some spans in tags.

    Args:
        text: the whole document; untrusted.
        spans: [start, end) of what is marked, in order, without overlaps.
        tag: the element that marks.
        addressed: for a document that is read whole: each piece carries its offset (``data-at``), so that a selection
            can be linked, and tables keep their column of locators.
    """

    def __init__(
        self, text: str, spans: Sequence[tuple[int, int]], *, tag: str = "mark", addressed: bool = False
    ) -> None:
        self.text = text
        self._spans = spans
        self._ends = [end for _, end in spans]
        self._tag = tag
        self.addressed = addressed

    def html(self, left: int, right: int) -> str:
        """Escaped ``text[left:right]`` with its marked parts in tags."""
        pieces, position = [], left
        for start, end in self._within(left, right):
            a, b = max(left, start), min(right, end)
            if a < b:
                pieces += [escape(self.text[position:a]), f"<{self._tag}>{escape(self.text[a:b])}</{self._tag}>"]
                position = b
        return "".join(pieces) + escape(self.text[position:right])

    def touches(self, left: int, right: int) -> bool:
        """Whether anything marked lies in the span."""
        return any(max(left, start) < min(right, end) for start, end in self._within(left, right))

    def _within(self, left: int, right: int) -> Iterator[tuple[int, int]]:
        for span in islice(self._spans, bisect_right(self._ends, left), None):
            if span[0] >= right:
                return
            yield span

    def address(self, left: int) -> str:
        """The attribute that says where a piece begins; "" where none is wanted."""
        return f' data-at="{left}"' if self.addressed else ""


def render_blocks(view: MarkedText, left: int, right: int) -> Iterator[str]:
    """The lines of a span as headings, lists, tables and paragraphs."""
    for kind, group in groupby(_lines(view.text, left, right), key=lambda line: line[0]):
        spans = [(a, b) for _, a, b in group]
        if kind == "table":
            yield _table(view, _with_head(view.text, spans, left))
        elif kind == "heading":
            yield from (_heading(view, b - len(read_heading(view.text[a:b])[1]), b) for a, b in spans)
        elif kind == "item":
            items = [(a + _mark_length(view.text[a:b]), b) for a, b in spans]
            yield f"<ul>{''.join(f'<li{view.address(a)}>{view.html(a, b)}</li>' for a, b in items)}</ul>"
        elif kind == "text":
            yield from (f"<p{view.address(a)}>{view.html(a, b)}</p>" for a, b in spans)


def _heading(view: MarkedText, left: int, right: int) -> str:
    title, locator = split_locator(view.text[left:right])
    place = f"<small>{escape(locator)}</small>" if locator else ""
    return f"<h3>{view.html(left, left + len(title))}{place}</h3>"


def _lines(text: str, left: int, right: int) -> Iterator[tuple[str, int, int]]:
    position = left
    for line in text[left:right].splitlines(keepends=True):
        start, end = position + len(line) - len(line.lstrip()), position + len(line.rstrip())
        position += len(line)
        body = text[start:end]
        if not body:
            kind = "blank"
        elif is_row(body):
            kind = "table"
        elif read_heading(body)[0]:
            kind = "heading"
        elif _mark_length(body):
            kind = "item"
        else:
            kind = "text"
        yield kind, start, end


def _mark_length(line: str) -> int:
    """How many characters of a line are the bullet or number of an item with the space after it: 「- 」, 「2. 」."""
    number, space, _ = line.partition(" ")
    counts = bool(space) and number[:-1].isdecimal() and number[-1] in ".)、"
    return len(line) - len(line[len(number) :].lstrip()) if counts else bullet_length(line)


def _with_head(text: str, rows: list[tuple[int, int]], left: int) -> list[tuple[int, int]]:
    """The rows with the table's first line, should the window have cut it off."""
    first = rows[0][0]
    if first > left:
        return rows
    while first > 0:
        previous = text.rfind("\n", 0, first - 1) + 1
        if previous == first or not is_row(text[previous : first - 1]):
            break
        first = previous
    return rows if first == rows[0][0] else [(first, text.find("\n", first)), *rows]


def _table(view: MarkedText, rows: list[tuple[int, int]]) -> str:
    """A table; its first row is the head, and the quoted row is told apart as a whole."""
    html = []
    head = [view.text[a:b] for a, b in cell_spans(view.text, *rows[0])]
    first = 1 if len(head) > 1 and head[0] in LOCATOR_COLUMNS and not view.addressed else 0
    for number, (a, b) in enumerate(rows):
        if is_rule(view.text[a:b]):
            continue
        cell = "th" if number == 0 else "td"
        spans = [*cell_spans(view.text, a, b)][first:]
        cells = "".join(f"<{cell}{view.address(x)}>{view.html(x, y)}</{cell}>" for x, y in spans)
        html.append(f"<tr{' class=zt-quoted' if view.touches(a, b) else ''}>{cells}</tr>")
    return f'<div class="zt-table" tabindex="0"><table>{"".join(html)}</table></div>'
