"""Tables of plain text: columns set apart by tabs or by runs of spaces, with or without a line of column names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.corpus.markdown_source import pipe_table

NUMERIC = re.compile(r"^[$£€¥]?[\d.,%％±~～–—-]+\s*[%％元分年月天hH]?\w{0,7}$")
# What begins so is an item or a clause with a wide space after its number.
_MARKED = re.compile(r"^(?:第\S{1,6}[条章节款]|[（(]?\S{1,3}[）)、.．]|[•●○◦▪■◆·‣⁃*–—-])(?:\s|$)")
_GAP = re.compile(r"\s{2,}|\t+")
# What is longer is running text in two columns of a page, no cell.
_CELL_CHARS = 48
# A remark may follow the figure of a cell: 「35 (free until ten days before)」.
_FIGURE = re.compile(r"^[$£€¥]?\d")


def with_tabs(lines: Sequence[str]) -> Iterator[str]:
    """The lines with tabs between cells that only spaces set apart, where neighbouring lines have as many cells."""
    split = [
        tuple(_GAP.split(line.strip())) if "\t" not in line and not _MARKED.match(line.strip()) else ()
        for line in lines
    ]
    for width, run in groupby(range(len(lines)), key=lambda i: len(split[i])):
        numbers = list(run)
        cells = [c for i in numbers for c in split[i]]
        short = sorted(map(len, cells))[len(cells) // 2] <= _CELL_CHARS if cells else False
        for i in numbers:
            yield "\t".join(split[i]) if width > 1 and len(numbers) > 1 and short else lines[i]


def cells_of(line: str) -> list[str]:
    """The cells of a line with tabs; an empty one between two tabs stays."""
    return [c.strip() for c in line.split("\t")]


def table_or_items(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a pipe table, or as items where no row names the columns: then the first cell names the others."""
    filled = [[c for c in row if c] for row in rows]
    if min(map(len, filled)) == max(map(len, filled)):
        rows = filled
    first, rest = rows[0], rows[1:]
    # Column names stand over figures, and are none.
    over = [n for n in range(1, len(first)) if rest and all(n < len(r) and _FIGURE.match(r[n]) for r in rest)]
    named = not any(_FIGURE.match(c) for c in first[1:]) and (bool(over) or len(first) > 2 or not _pairs(rows))
    if named and rest:
        return pipe_table(rows)
    return "\n".join(f"- {row[0]}: {', '.join(c for c in row[1:] if c)}" for row in rows)


def _pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of two cells are names with what is said of them: 「Telephone  020 …」."""
    return all(len(row) == 2 for row in rows) and any(_FIGURE.match(row[1]) or row[0][-1:] in ":：" for row in rows)
