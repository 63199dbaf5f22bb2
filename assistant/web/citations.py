"""The source panel: the text around a citation, with the quoted words highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from itertools import groupby

from assistant.types import Document, Section
from assistant.web.strings import Strings

# A section longer than this (plain texts are one section) is shown around the quote only.
_CONTEXT_CHARS = 1200
_CHECK_CHARS = 12
_HEADING = re.compile(r"#{1,6}[ \t]+")
_LIST_ITEM = re.compile(r"(?:[-*]|\d+[.)、])[ \t]+")
_ROW = re.compile(r"\|.*\|[ \t]*$")
_RULE = re.compile(r"\|[\s:|-]+\|[ \t]*$")
_LOCATOR = re.compile(r"[ \t]*〔([^〔〕]+)〕$")
# Each row's place in the original: the answer's source list already says it.
_LOCATOR_COLUMNS = frozenset({"定位", "Locator"})
_CELL = re.compile(r"\|([^|]*)(?=\|)")


def render_source(document: Document, start: int, end: int, strings: Strings) -> str:
    """HTML of a document's section around ``text[start:end]``, which is marked.

    Args:
        document: the cited document; its text is untrusted and escaped.
        start: first cited character; values outside the text are moved to its bounds.
        end: one past the last cited character.
        strings: the page's language.
    """
    start = max(0, min(start, len(document.text)))
    end = max(start, min(end, len(document.text)))
    section = _section_at(document, start)
    left, right = _window(document.text, section, start, end)
    view = _Quoted(document.text, start, end)
    return (
        f'<header class="zt-source-head"><h2 id="zt-source-title" tabindex="-1">{escape(document.title)}</h2>'
        f'<p class="zt-meta">{_meta(document, strings)}</p></header>'
        f'<div class="zt-source-text" lang="{document.language.value}">'
        f"{_ellipsis(left > section.start, strings)}"
        f"{''.join(_blocks(view, left, right))}"
        f"{_ellipsis(right < section.end, strings)}</div>"
        f'<p class="zt-original">{escape(strings.original.format(original=document.original))}</p>'
    )


def render_missing(strings: Strings) -> str:
    """What the panel says of a document that is no longer there."""
    return f'<p class="zt-empty">{escape(strings.document_missing)}</p>'


def render_changed(strings: Strings) -> str:
    """What the panel says of a document whose text is no longer what was quoted."""
    return f'<p class="zt-empty">{escape(strings.document_changed)}</p>'


def check_of(quote: str) -> str:
    """A short sum of a quote, by which a page's citation knows its words again after the documents changed."""
    return sha256(quote.encode()).hexdigest()[:_CHECK_CHARS]


class _Quoted:
    """A text that renders any span of itself with the quoted part marked."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self._start = start
        self._end = end

    def html(self, left: int, right: int) -> str:
        """Escaped ``text[left:right]``; what of it is quoted stands in <mark>."""
        a, b = max(left, self._start), min(right, self._end)
        if a >= b:
            return escape(self.text[left:right])
        before, quoted, after = self.text[left:a], self.text[a:b], self.text[b:right]
        return f"{escape(before)}<mark>{escape(quoted)}</mark>{escape(after)}"

    def touches(self, left: int, right: int) -> bool:
        """Whether any of the quote lies in the span."""
        return max(left, self._start) < min(right, self._end)


def _section_at(document: Document, position: int) -> Section:
    for section in document.sections:
        if section.start <= position < section.end:
            return section
    return Section(locator="", title="", level=0, start=0, end=len(document.text))


def _window(text: str, section: Section, start: int, end: int) -> tuple[int, int]:
    """The part of the section to show, cut at line ends where lines are short enough."""
    stop = max(section.end, end)
    left, right = section.start, stop
    if start - section.start > _CONTEXT_CHARS:
        cut = text.rfind("\n", start - _CONTEXT_CHARS, start)
        left = cut + 1 if cut >= 0 else start - _CONTEXT_CHARS
    if stop - end > _CONTEXT_CHARS:
        cut = text.find("\n", end, end + _CONTEXT_CHARS)
        further = text.rfind("\n", end, end + _CONTEXT_CHARS)
        right = max(cut, further) if cut >= 0 else end + _CONTEXT_CHARS
    return left, right


def _meta(document: Document, strings: Strings) -> str:
    parts = [strings.authority.get(document.authority.value, ""), document.publisher, document.issued or ""]
    return " · ".join(escape(p) for p in parts if p)


def _ellipsis(cut: bool, strings: Strings) -> str:
    return f'<p class="zt-cut" aria-label="{escape(strings.shortened)}">…</p>' if cut else ""


def _blocks(view: _Quoted, left: int, right: int) -> Iterator[str]:
    """The lines of a span as headings, lists, tables and paragraphs."""
    for kind, group in groupby(_lines(view.text, left, right), key=lambda line: line[0]):
        spans = [(a, b) for _, a, b in group]
        if kind == "table":
            yield _table(view, _with_head(view.text, spans, left))
        elif kind == "heading":
            yield from (_heading(view, _after(_HEADING, view.text, a), b) for a, b in spans)
        elif kind == "item":
            items = "".join(f"<li>{view.html(_after(_LIST_ITEM, view.text, a), b)}</li>" for a, b in spans)
            yield f"<ul>{items}</ul>"
        elif kind == "text":
            yield from (f"<p>{view.html(a, b)}</p>" for a, b in spans)


def _heading(view: _Quoted, left: int, right: int) -> str:
    locator = _LOCATOR.search(view.text[left:right])
    if locator is None:
        return f"<h3>{view.html(left, right)}</h3>"
    return f"<h3>{view.html(left, left + locator.start())}<small>{escape(locator.group(1))}</small></h3>"


def _lines(text: str, left: int, right: int) -> Iterator[tuple[str, int, int]]:
    position = left
    for line in text[left:right].splitlines(keepends=True):
        start, end = position + len(line) - len(line.lstrip()), position + len(line.rstrip())
        position += len(line)
        body = text[start:end]
        if not body:
            kind = "blank"
        elif _ROW.match(body):
            kind = "table"
        elif _HEADING.match(body):
            kind = "heading"
        elif _LIST_ITEM.match(body):
            kind = "item"
        else:
            kind = "text"
        yield kind, start, end


def _after(mark: re.Pattern[str], text: str, start: int) -> int:
    match = mark.match(text, start)
    return match.end() if match else start


def _with_head(text: str, rows: list[tuple[int, int]], left: int) -> list[tuple[int, int]]:
    """The rows with the table's first line, should the window have cut it off."""
    first = rows[0][0]
    if first > left:
        return rows
    while first > 0:
        previous = text.rfind("\n", 0, first - 1) + 1
        if previous == first or not _ROW.match(text[previous : first - 1]):
            break
        first = previous
    return rows if first == rows[0][0] else [(first, text.find("\n", first)), *rows]


def _table(view: _Quoted, rows: list[tuple[int, int]]) -> str:
    """A table; its first row is the head, and the quoted row is told apart as a whole."""
    html = []
    head = [view.text[a:b] for a, b in _cells(view.text, *rows[0])]
    first = 1 if len(head) > 1 and head[0] in _LOCATOR_COLUMNS else 0
    for number, (a, b) in enumerate(rows):
        if _RULE.match(view.text[a:b]):
            continue
        cell = "th" if number == 0 else "td"
        cells = "".join(f"<{cell}>{view.html(*span)}</{cell}>" for span in [*_cells(view.text, a, b)][first:])
        html.append(f"<tr{' class=zt-quoted' if view.touches(a, b) else ''}>{cells}</tr>")
    return f'<div class="zt-table" tabindex="0"><table>{"".join(html)}</table></div>'


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _CELL.finditer(text, start, end):
        value = match.group(1)
        left = match.start(1) + len(value) - len(value.lstrip())
        yield left, max(left, match.start(1) + len(value.rstrip()))
