"""The tables of an index: rows of one document under one header with the same columns, each cell read as a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from assistant.evidence.measured import read
from assistant.evidence.quantities import Quantity, plain
from assistant.types import Passage, PassageKind

# So much of a column must be figures of one unit for it to be a column of figures.
_FIGURES_SHARE = 0.5
_BRACKETED = str.maketrans(dict.fromkeys("（）()/、|；;，,：: ", "\0"))
_BRACKETED_EN = str.maketrans(dict.fromkeys("（）()/|、；;，,：:", "\0"))
_MIN_NAME = 2
# How a cell begins that says nothing.
_SAYS_NOTHING = ("未说明", "not stated")
# Around the figures of one column stand the same words, or those and none.
_WORDINGS = 2


@dataclass(frozen=True, eq=False)
class Table:
    """Rows × named columns of one document; not slotted, since what is read of it is kept."""

    header: str
    document_id: str
    columns: tuple[str, ...]
    rows: tuple[Passage, ...]

    @cached_property
    def figures(self) -> tuple[tuple[Quantity | None, ...], ...]:
        """For each row the figure of every cell, None where a cell holds none or several."""
        return tuple(tuple(_figure(v) for _, v in row.cells) for row in self.rows)

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """Numbers of the columns that hold figures of one unit."""
        return tuple(c for c in range(len(self.columns)) if self._is_numeric(c))

    @cached_property
    def naming(self) -> tuple[int, ...]:
        """Numbers of the columns that tell rows apart by words."""
        return tuple(c for c in range(len(self.columns)) if c not in self.numeric)

    @cached_property
    def names(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each column the names by which each row's value is called, as plain text."""
        return tuple(self._names(c) for c in range(len(self.columns)))

    def value(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self.rows[row].cells[column][1]

    def states(self, row: int, column: int) -> bool:
        """Whether a cell says something."""
        value = self.value(row, column).strip()
        return any(c.isalnum() for c in value) and not value.startswith(_SAYS_NOTHING)

    def _is_numeric(self, column: int) -> bool:
        """Whether the cells are figures of one unit in the same words (410元/人次), and no numbering of the rows."""
        known = [(row, f) for row, figures in enumerate(self.figures) if (f := figures[column]) is not None]
        if len(known) < max(2, _FIGURES_SHARE * len(self.rows)) or len({f.unit for _, f in known}) > 1:
            return False
        words = {plain(self.value(r, column)).replace(f.written, "") for r, f in known}
        numbers = [f.value for _, f in known]
        return len(words) <= _WORDINGS and numbers != [Fraction(n) for n in range(1, len(numbers) + 1)]

    def _names(self, column: int) -> tuple[tuple[str, ...], ...]:
        values = [plain(v) for v in (self.value(r, column) for r in range(len(self.rows)))]
        shared = _shared_prefix(sorted(set(values)))
        found = []
        for value in values:
            marks = _BRACKETED if not _has_words(value) else _BRACKETED_EN
            # 「level 4」, not 「4」, of the levels of one occupation.
            start = shared.rstrip().rfind(" ") + 1 if shared.isascii() else len(shared)
            parts = [value, value[start:], *value.translate(marks).split("\0")]
            if shared.isascii():
                parts += [n for p in parts for n in p[start:].translate(marks).split("\0")]
            parts = [p.strip(" 《》“”\"'*[]【】") for p in parts]
            found.append(tuple(dict.fromkeys(p for p in parts if len(p) >= _MIN_NAME)))
        return tuple(found)


def _has_words(value: str) -> bool:
    """Whether blanks in a value stand between Latin words, which are no names by themselves."""
    words = value.split(" ")
    return value.isascii() or any(a[-1:].isascii() and b[:1].isascii() and a and b for a, b in pairwise(words))


def tables_of(passages: Iterable[Passage]) -> dict[str, Table]:
    """Every table, by the id of each of its rows."""
    grouped: dict[tuple[str, str, tuple[str, ...]], list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.kind is PassageKind.ROW and passage.cells:
            grouped[passage.document_id, passage.header, tuple(c for c, _ in passage.cells)].append(passage)
    found: dict[str, Table] = {}
    for (document, header, columns), rows in grouped.items():
        table = Table(header, document, columns, tuple(rows))
        found |= {row.id: table for row in rows}
    return found


def _figure(value: str) -> Quantity | None:
    """The one figure of a cell; a bare year or a list of figures is none."""
    measured = read(value).measured
    if len(measured) != 1:
        return None
    return measured[0].quantity


def _shared_prefix(values: Sequence[str]) -> str:
    if len(values) < 2:
        return ""
    first, last = values[0], values[-1]
    length = 0
    while length < min(len(first), len(last)) and first[length] == last[length]:
        length += 1
    return first[:length]
