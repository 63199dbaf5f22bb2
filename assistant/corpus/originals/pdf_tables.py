"""Tables of a PDF page: those with ruled cells, and those with rules above and below only (three-line tables)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.corpus.characters import join_lines
from assistant.corpus.originals.blocks import Box
from assistant.corpus.originals.pdf_lines import TextLine, Word, rows_of
from assistant.corpus.originals.tables import Cell, Line

_SAME = 3.0
_MIN_COLUMN_GAP = 8.0
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 3, "join_tolerance": 3}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with its box, the left edges of its columns and its grid."""

    box: Box
    edges: tuple[float, ...]
    lines: tuple[Line, ...]
    page: int


def page_tables(page: Any, words: Sequence[Word], number: int) -> list[FoundTable]:
    """The tables of a page from top to bottom."""
    if not page.lines and not page.rects and not page.curves:
        return []
    found = [t for t in (_ruled(table, words, number) for table in page.find_tables(_SETTINGS)) if t is not None]
    found += [t for t in _three_line(page, words, number) if not any(_overlap(t.box, f.box) for f in found)]
    return sorted(found, key=lambda t: t.box[1])


def inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _ruled(table: Any, words: Sequence[Word], page: int) -> FoundTable | None:
    """A table of ruled cells as a grid; None for a frame around text."""
    cells = [c for c in table.cells if c]
    lefts, tops = _edges(c[0] for c in cells), _edges(c[1] for c in cells)
    if len(cells) < 3 or len(tops) < 2 or len(lefts) < 2:
        return None
    grid: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    within = [w for w in words if inside(w, table.bbox)]
    if not within:
        return None
    for box in cells:
        held = [w for w in within if inside(w, box)]
        rows = [r for r, top in enumerate(tops) if box[1] - _SAME <= top < box[3] - _SAME]
        columns = [c for c, left in enumerate(lefts) if box[0] - _SAME <= left < box[2] - _SAME]
        if not rows or not columns:
            continue
        cell = Cell(_cell_text(held), (rows[0], columns[0]), bool(held) and all(w.bold for w in held))
        for r in rows:
            for c in columns:
                grid[r][c] = cell
    lines = []
    for r, row in enumerate(grid):
        bottom = tops[r + 1] if r + 1 < len(tops) else table.bbox[3]
        filled = tuple(cell or Cell("", (r, c)) for c, cell in enumerate(row))
        lines.append(Line(filled, page=page, boxes=(_box(table.bbox[0], tops[r], table.bbox[2], bottom),)))
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


def _three_line(page: Any, words: Sequence[Word], number: int) -> Iterator[FoundTable]:
    """Tables between rules of the same extent; their columns part where no line has a word."""
    rules = _rules(page)
    used: set[int] = set()
    for first, (x0, x1, top) in enumerate(rules):
        if first in used:
            continue
        alike = [i for i in range(first, len(rules)) if abs(rules[i][0] - x0) < _SAME and abs(rules[i][1] - x1) < _SAME]
        if len(alike) < 3:
            continue
        used.update(alike)
        box = _box(x0, top, x1, rules[alike[-1]][2])
        rows = rows_of([w for w in words if inside(w, box)])
        columns = _columns(rows, x0, x1)
        if len(rows) < 2 or len(columns) < 2:
            continue
        head_bottom = rules[alike[1]][2]
        yield FoundTable(box, tuple(columns), tuple(_grid(rows, columns, head_bottom, number)), number)


def _rules(page: Any) -> list[tuple[float, float, float]]:
    """Horizontal rules of some length (x0, x1, height), from top to bottom, double ones once."""
    found = sorted(
        (
            (float(o["x0"]), float(o["x1"]), float(o["top"]))
            for o in [*page.lines, *page.rects]
            if abs(o["bottom"] - o["top"]) < 2.5 and o["x1"] - o["x0"] > 100
        ),
        key=lambda r: r[2],
    )
    kept: list[tuple[float, float, float]] = []
    for rule in found:
        if not any(abs(rule[2] - k[2]) < _SAME and abs(rule[0] - k[0]) < _SAME for k in kept):
            kept.append(rule)
    return kept


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
    """Rows as lines of cells; a row whose first cell is empty goes on in the cells above it."""
    kept: list[tuple[list[list[str]], list[Word], bool]] = []
    for row in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for word in row:
            at = max((i for i, left in enumerate(columns) if word.x0 >= left - 1), default=0)
            cells[at].append(word)
        head = row[0].bottom <= head_bottom + 1
        texts = [_cell_text(c) for c in cells]
        if kept and not texts[0] and kept[-1][2] == head and any(texts):
            for parts, text in zip(kept[-1][0], texts, strict=True):
                parts.append(text)
            kept[-1][1].extend(row)
        else:
            kept.append(([[t] for t in texts], list(row), head))
    for r, (columns_parts, held, head) in enumerate(kept):
        cells_ = tuple(Cell(join_lines(p), (r, c), head) for c, p in enumerate(columns_parts))
        box = _box(
            min(w.x0 for w in held), min(w.top for w in held), max(w.x1 for w in held), max(w.bottom for w in held)
        )
        yield Line(cells_, page=page, boxes=(box,))
