"""Tables of plain text: columns set apart by tabs or by runs of spaces, with or without a line of column names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from assistant.corpus.markdown_source import pipe_table
from assistant.text.list_marks import HAN_NUMERALS, item_length, split_number, unit_length

_CURRENCIES, _OF_FIGURES = "$£€¥", "0123456789.,%％±~～–—-"
_UNIT_CHARS = 8
# What is longer is running text in two columns of a page, no cell.
_CELL_CHARS = 48
# A cell may begin so far before the others of its column; so many rows with every one say where the columns are.
_SLACK, _WHOLE_ROWS = 2, 2
# Nothing is indented so far but what stands below a column.
_FAR = 8


def is_figure(cell: str) -> bool:
    """Whether a cell is a figure with a unit at most: 「$35」, 「90分钟」, 「60–75 %」."""
    bare = cell[1:] if cell[:1] in tuple(_CURRENCIES) else cell
    unit = bare.lstrip(_OF_FIGURES)
    return len(unit) < len(bare) and len(unit.lstrip()) <= _UNIT_CHARS and all(c.isalnum() for c in unit.lstrip())


def _begins_with_figure(cell: str) -> bool:
    """The same with a remark behind it: 「35 (free until ten days before)」."""
    return cell.lstrip(_CURRENCIES)[:1].isdecimal()


def _is_marked(line: str) -> bool:
    """Whether a line is an item or a clause with a wide space after its number."""
    bare = line.strip()
    mark, _, said = bare.partition(" ")
    # "二  纸质证书遗失补发35元。" in a list; a row of a table ends no sentence.
    counted = not mark.strip(HAN_NUMERALS) and said.endswith("。")
    return bool(counted or item_length(bare) or unit_length(bare, "条章节款")) or "." in split_number(bare)[0]


def with_tabs(lines: Sequence[str]) -> Iterator[str]:
    """The lines with tabs between cells that only spaces set apart, where neighbouring lines are rows of one table."""
    split = [
        tuple(c.strip() for c in line.split("  ") if c.strip()) if "\t" not in line and not _is_marked(line) else ()
        for line in lines
    ]
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and (len(split[end]) > 1 or (end > position and _goes_on_below(lines[end], split[end]))):
            end += 1
        end = max(end, position + 1)
        yield from _tabbed(lines[position:end], split[position:end])
        position = end


def rows_by_place(lines: Sequence[str]) -> list[list[str]] | None:
    """The rows of a table whose lines have different numbers of cells; None where too few have every one.

    A cell belongs to the column in whose place it begins. Of a line with nothing in the first column the row above
    goes on.

    Args:
        lines: neighbouring lines, their blanks as they are.
    """
    placed = [list(_placed_cells(line)) for line in lines]
    width = max(map(len, placed))
    whole = [[start for _, start in cells] for cells in placed if len(cells) == width]
    if len(whole) < _WHOLE_ROWS:
        return None
    starts = [min(column) for column in zip(*whole, strict=True)]
    rows: list[list[str]] = []
    for cells in placed:
        parted = list(_parted(cells, starts))
        cells = parted if len(parted) == width else cells
        row = [""] * width
        for number, (text, start) in enumerate(cells):
            at = number if len(cells) == width else max(bisect_right(starts, start + _SLACK) - 1, 0)
            row[at] = f"{row[at]} {text}".strip()
        if row[0] or not rows:
            rows.append(row)
        else:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], row, strict=True)]
    return rows


def _parted(cells: Sequence[tuple[str, int]], starts: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The cells cut where a word begins in the place of a column: a long cell leaves one space only before the next."""
    for text, start in cells:
        held, place = start, start
        words: list[str] = []
        for word in text.split(" "):
            if words and any(abs(place - s) < _SLACK for s in starts):
                yield " ".join(words), held
                words, held = [], place
            words.append(word)
            place += _width(word) + 1
        yield " ".join(words), held


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(c) in ("W", "F")) for c in text)


def _placed_cells(line: str) -> Iterator[tuple[str, int]]:
    """What two or more spaces set apart on a line, and where each begins, in widths of a Latin letter."""
    place = 0
    for part in line.replace("\u3000", "  ").split("  "):
        if part.strip():
            yield part.strip(), place + len(part) - len(part.lstrip())
        place += _width(part) + 2


def _goes_on_below(line: str, cells: Sequence[str]) -> bool:
    """Whether a line is the end of a cell of the row above it: alone, and far from the margin."""
    return len(cells) == 1 and len(line) - len(line.lstrip()) >= _FAR


def _tabbed(lines: Sequence[str], split: Sequence[Sequence[str]]) -> Iterator[str]:
    """Neighbouring lines with cells as rows; where they are no rows of one table, those with as many cells each."""
    widths = {len(cells) for cells in split}
    rows = rows_by_place(lines) if len(widths) > 1 and _are_short(split) else None
    if rows:
        yield from ("\t".join(row).rstrip("\t") for row in rows)
        return
    for width, run in groupby(range(len(lines)), key=lambda i: len(split[i])):
        numbers = list(run)
        together = width > 1 and len(numbers) > 1 and _are_short([split[i] for i in numbers])
        yield from ("\t".join(split[i]) if together else lines[i] for i in numbers)


def _are_short(rows: Sequence[Sequence[str]]) -> bool:
    lengths = sorted(len(c) for row in rows for c in row)
    return bool(lengths) and lengths[len(lengths) // 2] <= _CELL_CHARS


def cells_of(line: str) -> list[str]:
    """The cells of a line with tabs; an empty one between two tabs stays."""
    return [c.strip() for c in line.split("\t")]


def table_or_items(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a pipe table, or as items where no row names the columns: then the first cell names the others."""
    filled = [[c for c in row if c] for row in rows]
    if min(map(len, filled)) == max(map(len, filled)):
        rows = filled
    if max(map(len, filled)) == 1:
        # A tab before the words, and nothing beside them.
        return "\n\n".join(cell for row in filled for cell in row)
    first, rest = rows[0], rows[1:]
    # Column names stand over figures, and are none.
    over = [n for n in range(1, len(first)) if rest and all(n < len(r) and _begins_with_figure(r[n]) for r in rest)]
    named = not any(_begins_with_figure(c) for c in first[1:]) and (bool(over) or len(first) > 2 or not _pairs(rows))
    if named and rest:
        return pipe_table(rows)
    return "\n".join(f"- {row[0]}: {', '.join(c for c in row[1:] if c)}" for row in rows)


def _pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of two cells are names with what is said of them: 「Telephone  020 …」."""
    return all(len(row) == 2 for row in rows) and any(
        _begins_with_figure(row[1]) or row[0][-1:] in ":：" for row in rows
    )
