"""Plain text, as taken out of PDF or typed, to the plain Markdown that sections and passages are read from.

Structure before length: what numbers, short lines, bullets and repetition say of a text is written down as headings,
items, paragraphs and tables. Nothing is added to its words; page numbers, running heads and dotted contents go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.corpus.broken_lines import rejoined
from assistant.corpus.characters import join_lines, names_and_says
from assistant.corpus.columns import cells_of, is_figure, table_or_items, with_tabs
from assistant.corpus.markdown_source import pipe_table
from assistant.corpus.page_furniture import broken_length, closed_up, without_furniture
from assistant.corpus.plain_lines import EN_HEADING, END, Kind, Line, classified, goes_on

# Nothing in it may run over the next bracket: a page of brackets is read in linear time.
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|p|br|hr|div|span|font|a|table|tr|td|th|ul|ol|li|h[1-6])(?:\s[^<>\n]*)?/?>", re.I
)
_MAX_COLUMNS, _MIN_ROWS = 5, 3
# A line of this share of a full one goes on in the next.
_BROKEN = 0.85


def to_markdown(text: str) -> str:
    """The text with headings (``#``), items (``- ``), joined paragraphs and pipe tables."""
    # Text that was copied out of pages brings marks along; nobody is to be shown them.
    text = _TAG.sub(" ", _LINK.sub(r"\1", text.replace("**", "")))
    lines = [" ".join(x.split()) if "\t" not in x else x.strip(" ") for x in with_tabs(text.splitlines())]
    lines = closed_up(without_furniture(lines))
    full = broken_length(lines)
    return "\n\n".join(_blocks(classified(rejoined(lines), full), full)) + "\n"


def _blocks(lines: Sequence[Line], full: float) -> Iterator[str]:
    """Headings, items, paragraphs, tables, in order."""
    position = 0
    while position < len(lines):
        line = lines[position]
        table, after = _flattened_table(lines, position)
        if table:
            yield pipe_table(table)
            position = after
        elif line.kind is Kind.HEADING:
            # A heading of nothing would be lost: it says something itself.
            yield f"{'#' * line.level} {line.text}" if _heads(lines, position) else line.text
            position += 1
        elif line.kind is Kind.BLANK:
            position += 1
        elif "\t" in line.text:
            rows = []
            while position < len(lines) and "\t" in lines[position].text:
                rows.append(cells_of(lines[position].text))
                position += 1
            yield table_or_items(rows)
        elif line.kind is Kind.ITEM:
            items = []
            while position < len(lines) and lines[position].kind is Kind.ITEM:
                words, position = _run(lines, position, full)
                items.append(f"- {words}")
                position = _skip_blank_before_item(lines, position)
            yield "\n".join(items)
        else:
            words, position = _run(lines, position, full)
            yield words


def _heads(lines: Sequence[Line], position: int) -> bool:
    """Whether something follows a heading before the next one of its level or above."""
    following = next((x for x in lines[position + 1 :] if x.kind is not Kind.BLANK), None)
    return following is not None and (following.kind is not Kind.HEADING or following.level > lines[position].level)


def _run(lines: Sequence[Line], start: int, full: float) -> tuple[str, int]:
    """A paragraph or item with the lines that go on with it, and the position after it.

    A full line that ends no sentence goes on in the next, over a page's break too.
    """
    parts = [lines[start].text]
    position = start + 1
    while position < len(lines):
        following = lines[position]
        broken = len(parts[-1]) >= _BROKEN * full or goes_on(parts[0], parts[-1], following.text)
        # "Publisher: …" above "Issued: …" is at its end however long it is.
        broken = broken and not (names_and_says(parts[-1]) and names_and_says(following.text))
        if following.kind is Kind.TEXT and "\t" not in following.text and broken:
            parts.append(following.text)
            position += 1
        elif following.kind is Kind.BLANK and broken and parts[-1][-1] not in END and _text_at(lines, position + 1):
            position += 1
        else:
            break
    return join_lines(parts), position


def _text_at(lines: Sequence[Line], position: int) -> bool:
    return position < len(lines) and lines[position].kind is Kind.TEXT


def _skip_blank_before_item(lines: Sequence[Line], position: int) -> int:
    ahead = position
    while ahead < len(lines) and lines[ahead].kind is Kind.BLANK:
        ahead += 1
    return ahead if ahead < len(lines) and lines[ahead].kind is Kind.ITEM else position


def _flattened_table(lines: Sequence[Line], start: int) -> tuple[list[list[str]], int]:
    """A table whose cells were laid one below the other, and the position after it; [] where there is none.

    Its cells are short lines, each alone between blank ones. So many columns are right for which, in every row, the
    same column holds figures and the first one none.
    """
    if start and lines[start - 1].kind is not Kind.BLANK:
        return [], start
    cells: list[str] = []
    ends = [start]
    position = start
    while position < len(lines) and lines[position].kind in (Kind.TEXT, Kind.HEADING, Kind.ITEM):
        text = lines[position].text
        alone = position + 1 == len(lines) or lines[position + 1].kind is Kind.BLANK
        if not alone or len(text) > 2 * EN_HEADING:
            break
        cells.append(text)
        position += 1
        while position < len(lines) and lines[position].kind is Kind.BLANK:
            position += 1
        ends.append(position)
    for width in range(2, _MAX_COLUMNS + 1):
        rows = [cells[i : i + width] for i in range(0, len(cells) - width + 1, width)]
        good = 1
        while good < len(rows) and not is_figure(rows[good][0]) and is_figure(rows[good][-1]):
            good += 1
        if good >= _MIN_ROWS and not any(is_figure(c) for c in rows[0]):
            return rows[:good], ends[good * width]
    return [], start
