"""Tables that only spaces set apart: a cell belongs to the column in whose place it stands.

Rows seldom have as many cells as there are columns: a remark is left out, a long cell leaves one space only before
the next, the end of a cell stands on the line below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

# A cell may begin or end so far beside the others of its column.
_SLACK = 2
# So many rows that have every column say where the columns are, and this share of all must fit them.
_FULL_ROWS, _FITTING = 2, 0.7
_WIDE = ("W", "F")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and its place on the line, in widths of a Latin letter."""

    text: str
    start: int
    end: int


def rows_by_place(lines: Sequence[str]) -> list[list[str]] | None:
    """The rows of a table whose lines have different numbers of cells; None where they stand in no columns.

    A line that fits no column is a row of one cell. Of a line with one cell below a column the cell above goes on.

    Args:
        lines: neighbouring lines, their blanks as they are.
    """
    placed = [_cells(line) for line in lines]
    width = max(map(len, placed))
    whole = [cells for cells in placed if len(cells) == width]
    if len(whole) < _FULL_ROWS:
        return None
    columns = [(min(c.start for c in column), max(c.end for c in column)) for column in zip(*whole, strict=True)]
    if any(left[1] > right[0] for left, right in zip(columns, columns[1:], strict=False)):
        return None
    rows: list[list[str]] = []
    unfit = 0
    for cells in placed:
        row = _in_columns(_parted(cells, columns), columns)
        if row is None:
            unfit += 1
            rows.append([" ".join(c.text for c in cells)])
        elif len(cells) == 1 and not row[0] and rows and len(rows[-1]) == width:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows if len(rows) - unfit >= _FITTING * len(rows) else None


def _cells(line: str) -> list[_Cell]:
    """What two or more spaces set apart on a line."""
    cells = []
    place = 0
    for part in line.replace("\u3000", "  ").split("  "):
        bare = part.strip()
        if bare:
            start = place + len(part) - len(part.lstrip())
            cells.append(_Cell(bare, start, start + _width(bare)))
        place += _width(part) + 2
    return cells


def _parted(cells: list[_Cell], columns: Sequence[tuple[int, int]]) -> list[_Cell]:
    """The cells, where those with one space between two columns make a whole row when they are cut there."""
    parted = []
    for cell in cells:
        words = cell.text.split(" ")
        held = [words[0]]
        start = place = cell.start
        for word in words[1:]:
            place += _width(held[-1]) + 1
            if any(abs(place - first) < _SLACK for first, _ in columns):
                parted.append(_Cell(" ".join(held), start, place - 1))
                held, start = [word], place
            else:
                held.append(word)
        parted.append(_Cell(" ".join(held), start, cell.end))
    return parted if len(cells) < len(parted) == len(columns) else cells


def _in_columns(cells: Sequence[_Cell], columns: Sequence[tuple[int, int]]) -> list[str] | None:
    """The cells of a row, "" for those that it lacks; None where one stands in no column of its own."""
    if len(cells) == len(columns):
        return [c.text for c in cells]
    row = [""] * len(columns)
    free = 0
    for cell in cells:
        column = next(
            (
                n
                for n, (start, end) in enumerate(columns)
                if n >= free and (start - _SLACK <= cell.start < end or abs(cell.end - end) <= _SLACK)
            ),
            None,
        )
        if column is None:
            return None
        row[column] = cell.text
        free = column + 1
    return row


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in _WIDE else 1 for c in text)
