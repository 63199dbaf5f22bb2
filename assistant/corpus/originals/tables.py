"""Grids of cells, merged ones among them, to tables whose first row names every column.

A merged cell holds in every place that it covers. Heads of several rows become one; a row that is one cell from side
to side is a caption over what follows, or a note under what came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from assistant.corpus.characters import is_cjk
from assistant.corpus.originals.blocks import Block, Box, Kind, Row
from assistant.text.list_marks import unit_length

# A longer cell says something itself: it names no column.
_MAX_NAME = 40
_MAX_HEAD_ROWS = 3
_TIMES = "年季月期"
_NOTES = ("注", "备注", "说明", "资料来源", "数据来源", "note", "source")
_SENTENCE_END = ("。", "；", ";", "！", "？")
_NAMES = {True: ("项目", "内容"), False: ("Item", "Content")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in one place that it covers; all places of a merged cell share ``origin`` (row, column).

    ``strong``: bold, or marked as a head by the format itself. ``room``: how much its last line leaves free, and
    ``first``: how wide that is which its first line begins with and no line breaks, both in points; a page that breaks
    a row is told by them.
    """

    text: str
    origin: tuple[int, int]
    strong: bool = False
    room: float = inf
    first: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid with its place in the original."""

    cells: tuple[Cell, ...]
    place: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()


def table_blocks(lines: Sequence[Line], place: str = "", page: int | None = None) -> Iterator[Block]:
    """A grid as tables with captions and notes around them; a grid of one column as paragraphs."""
    lines = _without_empty(lines)
    while lines and (caption := _whole(lines[0])):
        yield _text(caption, lines[0], place, page)
        lines = lines[1:]
    if not lines:
        return
    if len(lines[0].cells) == 1:
        yield from (_text(line.cells[0].text, line, place, page) for line in lines)
        return
    head, body = _head(lines)
    rows: list[Row] = []
    for line in body:
        whole = _whole(line)
        if not whole:
            rows.append(Row(tuple(c.text for c in line.cells), line.place, line.page, line.boxes))
            continue
        if rows:
            yield Block(Kind.TABLE, rows=(head, *rows), place=place, page=page)
            rows = []
        yield _text(whole, line, place, page)
    if rows or not body:
        yield Block(Kind.TABLE, rows=(head, *rows), place=place, page=page)


def _text(text: str, line: Line, place: str, page: int | None) -> Block:
    return Block(Kind.TEXT, text, place=line.place or place, page=line.page or page, boxes=line.boxes)


def _without_empty(lines: Sequence[Line]) -> list[Line]:
    """The grid without rows and columns in which nothing stands."""
    kept = [line for line in lines if any(c.text for c in line.cells)]
    width = max((len(line.cells) for line in kept), default=0)
    full = [(*line.cells, *(Cell("", (n, i)) for i in range(len(line.cells), width))) for n, line in enumerate(kept)]
    columns = [i for i in range(width) if any(cells[i].text for cells in full)]
    return [replace(line, cells=tuple(c[i] for i in columns)) for line, c in zip(kept, full, strict=True)]


def _whole(line: Line) -> str:
    """The words of a row that is one cell from side to side, or whose other cells are empty; "" for any other."""
    if len(line.cells) == 1:
        return ""
    origins = {c.origin for c in line.cells}
    if len(origins) == 1:
        return line.cells[0].text
    first, rest = line.cells[0].text, [c.text for c in line.cells[1:]]
    titled = len(line.cells) > 2 or first.endswith(_SENTENCE_END) or first.lstrip("（(").lower().startswith(_NOTES)
    return first if first and titled and not any(rest) else ""


def _head(lines: Sequence[Line]) -> tuple[Row, Sequence[Line]]:
    """The names of the columns, and the rows under them."""
    if _is_form(lines):
        zh = any(is_cjk(c) for line in lines for cell in line.cells for c in cell.text)
        pairs = [
            Line(line.cells[i : i + 2], line.place, line.page, line.boxes)
            for line in lines
            for i in range(0, len(line.cells) - 1, 2)
            if line.cells[i].text and line.cells[i].origin != line.cells[i + 1].origin
        ]
        return Row(_NAMES[zh]), pairs
    depth = _head_depth(lines)
    names = [_column_name([line.cells[i] for line in lines[:depth]]) for i in range(len(lines[0].cells))]
    return Row(tuple(names), lines[0].place, lines[0].page, lines[0].boxes), lines[depth:]


def _is_form(lines: Sequence[Line]) -> bool:
    """Whether names stand in the first column beside what they name, with no row of names above.

    Said by what is bold where the file says that; else by a first row that states something.
    """
    width = len(lines[0].cells)
    if width not in (2, 4):
        return False
    names = [line.cells[i] for line in lines for i in range(0, width, 2) if line.cells[i].text]
    values = [line.cells[i + 1] for line in lines for i in range(0, width, 2) if line.cells[i].text]
    if any(len(n.text) > _MAX_NAME or n.text.endswith(_SENTENCE_END) for n in names):
        return False
    if any(c.strong for line in lines for c in line.cells):
        return all(n.strong for n in names) and not any(v.strong for v in values)
    if width == 4 and any(c.isdigit() for n in names for c in n.text):
        return False
    first = lines[0].cells[1].text
    others = [v.text for v in values[1:]]
    states = any(c.isdigit() for c in first) or len(first) > 15 or first.endswith(_SENTENCE_END)
    # A first value with a figure where hardly another has one names nothing either.
    return states and len({n.text for n in names}) == len(names) and (len(others) > 0 or width == 4)


def _head_depth(lines: Sequence[Line]) -> int:
    """How many rows name the columns: what reaches down from the first, or lies under a name of several columns."""
    depth = 1
    while depth < min(len(lines) - 1, _MAX_HEAD_ROWS):
        upper, lower = lines[depth - 1].cells, lines[depth].cells
        down = any(a.origin == b.origin for a, b in zip(upper, lower, strict=True))
        across = any(
            a.text and a.origin == b.origin and lower[i].origin != lower[i + 1].origin
            for i, (a, b) in enumerate(zip(upper, upper[1:], strict=False))
        )
        names = all(len(c.text) <= _MAX_NAME and not c.text.endswith(_SENTENCE_END) for c in lower)
        same_first = lower[0].origin == lines[0].cells[0].origin
        # Two rows marked as heads over one that is not, as a page may mark them.
        marked = _all_strong(upper) and _all_strong(lower) and not _all_strong(lines[depth + 1].cells)
        if not names or not (across or marked or (down and same_first)):
            break
        depth += 1
    return depth


def _all_strong(cells: Sequence[Cell]) -> bool:
    return all(c.strong for c in cells if c.text)


def _column_name(cells: Sequence[Cell]) -> str:
    """One name of what stands one above the other: 费用 over 初级 is 初级费用, 2024年 over 人数 is 2024年人数."""
    names: list[str] = []
    for cell in cells:
        if cell.text and cell.text not in names:
            names.append(cell.text)
    joined = ""
    for name in reversed(names):
        if not joined:
            joined = name
        elif not any(map(is_cjk, joined + name)):
            joined = f"{name} {joined}"
        else:
            joined = f"{name}{joined}" if name[:1].isdecimal() or unit_length(name, _TIMES) else f"{joined}{name}"
    return joined
