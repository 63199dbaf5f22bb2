"""Tables of a PDF page: those with ruled cells, and those with rules above and below only (three-line tables)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from assistant.corpus.characters import is_cjk, join_lines
from assistant.corpus.originals.blocks import Box
from assistant.corpus.originals.pdf_lines import TextLine, Word, rows_of
from assistant.corpus.originals.tables import Cell, Line

_SAME = 3.0
_MIN_COLUMN_GAP = 5.0
# Without any rule so many lines must stand in columns, with so much white between (in sizes of the font).
_MIN_ALIGNED, _WIDE = 3, 1.0
# The white within a cell at either side, in points; by how much of the font's size a line may be stretched.
_PADDING, _STRETCHED = 4.0, 0.35
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 3, "join_tolerance": 3}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with its box, the left edges of its columns and its grid."""

    box: Box
    edges: tuple[float, ...]
    lines: tuple[Line, ...]
    page: int


def page_tables(page: Any, words: Sequence[Word], number: int, before: Sequence[FoundTable] = ()) -> list[FoundTable]:
    """The tables of a page from top to bottom; ``before``: those of the page before, of which one may go on."""
    if not page.lines and not page.rects and not page.curves:
        return []
    found = [
        t for t in (_ruled(table, words, number, before[-1:]) for table in page.find_tables(_SETTINGS)) if t is not None
    ]
    found += [t for t in _three_line(page, words, number) if not any(_overlap(t.box, f.box) for f in found)]
    return sorted(found, key=lambda t: t.box[1])


def inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def same_columns(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have as many columns, at the same places."""
    return len(edges) == len(others) and all(abs(a - b) < 2 * _SAME for a, b in zip(edges, others, strict=True))


def _ruled(table: Any, words: Sequence[Word], page: int, before: Sequence[FoundTable]) -> FoundTable | None:
    """A table of ruled cells as a grid; None for a frame around text.

    A single row is one of the table before, or nothing.
    """
    cells = [c for c in table.cells if c]
    lefts, tops = _edges(c[0] for c in cells), _edges(c[1] for c in cells)
    goes_on = any(same_columns(t.edges, lefts) for t in before)
    if len(lefts) < 2 or (not goes_on and (len(cells) < 3 or len(tops) < 2)):
        return None
    grid: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    within = sorted((w for w in words if inside(w, table.bbox)), key=_middle)
    if not within:
        return None
    heights = [_middle(w) for w in within]
    by_cell = {
        box: [w for w in within[bisect_left(heights, box[1] - 1) : bisect_right(heights, box[3] + 1)] if inside(w, box)]
        for box in cells
    }
    for box, held in by_cell.items():
        rows = [r for r, top in enumerate(tops) if box[1] - _SAME <= top < box[3] - _SAME]
        columns = [c for c, left in enumerate(lefts) if box[0] - _SAME <= left < box[2] - _SAME]
        if not rows or not columns:
            continue
        bold = bool(held) and all(w.bold for w in held)
        room, first = _room(held, box[2] - box[0] - 2 * _PADDING)
        cell = Cell(_cell_text(held), (rows[0], columns[0]), bold, room, first)
        for r in rows:
            for c in columns:
                grid[r][c] = cell
    lines = []
    for r, row in enumerate(grid):
        bottom = tops[r + 1] if r + 1 < len(tops) else table.bbox[3]
        filled = tuple(cell or Cell("", (r, c)) for c, cell in enumerate(row))
        lines.append(Line(filled, f"第{page}页", page, boxes=(_box(table.bbox[0], tops[r], table.bbox[2], bottom),)))
    return FoundTable(_box(*table.bbox), tuple(lefts), tuple(lines), page)


def _edges(values: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _box(x0: float, top: float, x1: float, bottom: float) -> Box:
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


def _cell_text(words: Sequence[Word]) -> str:
    return join_lines(TextLine(tuple(row), 0, 0, 0).text for row in rows_of(words))


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _room(words: Sequence[Word], width: float) -> tuple[float, float]:
    """How much of a cell's width its last line leaves free, and how wide the first word of its first line is."""
    rows = rows_of(words)
    if not rows:
        return inf, 0.0
    head = rows[0][0]
    first = (1 + _STRETCHED) * head.size if is_cjk(head.text[0]) else head.x1 - head.x0
    return width - (rows[-1][-1].x1 - rows[-1][0].x0), first


def _three_line(page: Any, words: Sequence[Word], number: int) -> Iterator[FoundTable]:
    """Tables between rules of the same extent; their columns part where no line has a word."""
    rules = _rules(page)
    used: set[int] = set()
    for first, (x0, x1, top) in enumerate(rules):
        if first in used:
            continue
        alike = [i for i in range(first, len(rules)) if abs(rules[i][0] - x0) < _SAME and abs(rules[i][1] - x1) < _SAME]
        if len(alike) < 2:
            continue
        used.update(alike)
        box = _box(x0, top, x1, rules[alike[-1]][2])
        head_bottom = rules[alike[1]][2]
        rows = rows_of([w for w in words if inside(w, box)])
        columns = _columns(rows, x0, x1)
        if len(rows) >= 2 and len(columns) >= 2 and len(alike) > 2:
            yield FoundTable(box, tuple(columns), tuple(_grid(rows, columns, head_bottom, number)), number)


def _rules(page: Any) -> list[tuple[float, float, float]]:
    """Horizontal rules of some length (x0, x1, height), from top to bottom; pieces that touch are one."""
    pieces = sorted(
        (round(float(o["top"]) / _SAME), float(o["x0"]), float(o["x1"]), float(o["top"]))
        for o in [*page.lines, *page.rects]
        if abs(o["bottom"] - o["top"]) < 2.5 and o["x1"] - o["x0"] > 10
    )
    joined: list[list[float]] = []
    for _, x0, x1, top in pieces:
        last = joined[-1] if joined else None
        if last is not None and abs(last[2] - top) < _SAME and x0 <= last[1] + _SAME:
            last[1] = max(last[1], x1)
        else:
            joined.append([x0, x1, top])
    return sorted(((a, b, c) for a, b, c in joined if b - a > 60), key=lambda r: r[2])


def _columns(rows: Sequence[Sequence[Word]], x0: float, x1: float) -> list[float]:
    """Left edges of the columns: stretches of white that no row crosses part them."""
    taken = sorted((w.x0, w.x1) for row in rows for w in row)
    lefts: list[float] = []
    reach = x0 - _MIN_COLUMN_GAP
    for left, right in taken:
        if left - reach >= _MIN_COLUMN_GAP or not lefts:
            lefts.append(left)
        reach = max(reach, right)
    return [e for e in lefts if e < x1]


def _grid(rows: Sequence[Sequence[Word]], columns: Sequence[float], head_bottom: float, page: int) -> Iterator[Line]:
    """Rows as lines of cells; names over several lines are one row, and a row without a first cell goes on above."""
    kept: list[tuple[list[list[str]], list[Word], bool]] = []
    for row in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for word in row:
            at = max((i for i, left in enumerate(columns) if word.x0 >= left - 1), default=0)
            cells[at].append(word)
        head = min(w.bottom for w in row) <= head_bottom + 1
        texts = [_cell_text(c) for c in cells]
        if kept and kept[-1][2] == head and (head or (not texts[0] and any(texts))):
            for parts, text in zip(kept[-1][0], texts, strict=True):
                parts.append(text)
            kept[-1][1].extend(row)
        else:
            kept.append(([[t] for t in texts], list(row), head))
    for r, (columns_parts, held, head) in enumerate(kept):
        cells_ = tuple(Cell(join_lines(p), (r, c), head) for c, p in enumerate(columns_parts))
        box = (min(w.x0 for w in held), min(w.top for w in held), max(w.x1 for w in held), max(w.bottom for w in held))
        yield Line(cells_, f"第{page}页", page, boxes=(_box(*box),))


def aligned_tables(lines: Sequence[TextLine]) -> list[TextLine | FoundTable]:
    """Lines with those that stand in columns without any rule as tables in their place."""
    parts: list[TextLine | FoundTable] = []
    run: list[TextLine] = []
    for line in [*lines, None]:
        if line is not None and (not run or _in_the_same_columns(run[-1], line)) and len(_segments(line)) > 1:
            run.append(line)
            continue
        table = _aligned(run)
        parts += [table] if table is not None else run
        run = []
        if line is not None:
            run = [line] if len(_segments(line)) > 1 else []
            parts += [] if run else [line]
    return parts


def _segments(line: TextLine) -> list[list[Word]]:
    """The words of a line, apart where the white between them is wide."""
    segments: list[list[Word]] = []
    for word in line.words:
        if segments and word.x0 - segments[-1][-1].x1 < _WIDE * line.size:
            segments[-1].append(word)
        else:
            segments.append([word])
    return segments


def _in_the_same_columns(above: TextLine, below: TextLine) -> bool:
    one, other = _segments(above), _segments(below)
    near = below.top - above.bottom < 1.8 * below.size and above.page == below.page and above.region == below.region

    def aligned(a: Sequence[Word], b: Sequence[Word]) -> bool:
        middles = abs((a[0].x0 + a[-1].x1) / 2 - (b[0].x0 + b[-1].x1) / 2)
        return min(abs(a[0].x0 - b[0].x0), abs(a[-1].x1 - b[-1].x1), middles) < 2 * _SAME

    return near and len(one) == len(other) and all(aligned(a, b) for a, b in zip(one, other, strict=True))


def _aligned(run: Sequence[TextLine]) -> FoundTable | None:
    if len(run) < _MIN_ALIGNED:
        return None
    rows = [_segments(line) for line in run]
    lines = tuple(
        Line(tuple(Cell(_cell_text(s), (r, c)) for c, s in enumerate(row)), f"第{line.page}页", line.page, (line.box,))
        for r, (row, line) in enumerate(zip(rows, run, strict=True))
    )
    edges = tuple(min(row[c][0].x0 for row in rows) for c in range(len(rows[0])))
    box = _box(min(x.x0 for x in run), run[0].top, max(x.x1 for x in run), run[-1].bottom)
    return FoundTable(box, edges, lines, run[0].page)
