"""Which rows and columns of a table a question names, by the table's own words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evidence.operations import left_out
from assistant.evidence.tables import Table

# A part of a long name stands for it from this length on, where it is no part of another row's name.
_PART_CHARS, _PART_CHARS_EN, _BEGINNING_CHARS, _ENDING_CHARS = 4, 8, 2, 3
# What is longer is a description, no name.
_SENTENCE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a table that a question names, and those that it leaves out.

    ``named`` are (column, row, start, end) with the offsets of the name in the plain question; ``rows`` the rows that
    fit every column which is named, all where none is; ``without`` the rows that are left out of them, by the values
    of the column ``by``; ``text`` is the plain question.
    """

    table: Table
    named: tuple[tuple[int, int, int, int], ...]
    rows: tuple[int, ...]
    without: tuple[int, ...]
    by: int | None
    text: str = ""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The parts of the question that name rows."""
        return tuple(dict.fromkeys((s, e) for _, _, s, e in self.named))


def select(text: str, table: Table) -> Selection:
    """The rows that a plain question names; linear in the table."""
    gone = left_out(text)
    named = _surest([m for c in table.naming for m in _mentions(text, table, c)], table)
    # 「甲类焊接作业」 names what the whole table is about, and no row of 「登高焊接作业」 by a part of it.
    about = _of_all_rows(text, table)
    named = [m for m in named if not any(s <= m[2] and m[3] <= e and (s, e) != m[2:] for s, e in about)]
    inside = [m for m in named if any(s <= m[2] and m[3] <= e for s, e in gone)]
    kept = [m for m in named if m not in inside]
    rows = set(range(len(table.rows)))
    for column in {c for c, *_ in kept}:
        rows &= {r for c, r, *_ in kept if c == column}
    without = {r for _, r, *_ in inside} & rows
    by = next((c for c, r, *_ in inside if r in without), None)
    return Selection(table, tuple(named), tuple(sorted(rows - without)), tuple(sorted(without)), by, text)


def _of_all_rows(text: str, table: Table) -> list[tuple[int, int]]:
    """Where a plain question names what all rows of a table are called alike."""
    alike = (set.intersection(*map(set, table.names[c])) for c in table.naming if len(table.rows) > 1)
    return [s for names in alike for n in names if (s := _place(text, n) or _part(text, n, ""))]


def _surest(named: list[tuple[int, int, int, int]], table: Table) -> list[tuple[int, int, int, int]]:
    """The rows that are named by more than the beginning of a name, where any are: 「零基础」 names no 「基础设计」."""
    whole = [m for m in named if m[3] - m[2] >= _ENDING_CHARS or m[3] - m[2] in map(len, table.names[m[0]][m[1]])]
    return whole or named


def _mentions(text: str, table: Table, column: int) -> list[tuple[int, int, int, int]]:
    names = table.names[column]
    if len(set(names)) < 2:
        return []
    everywhere = set.intersection(*(set(n) for n in names))
    found: list[tuple[int, int, int, int]] = []
    for row, called in enumerate(names):
        spans = [s for name in called if name not in everywhere and (s := _place(text, name))]
        if not spans:
            # Rows that share a name (with and without what its bracket says) are one thing.
            others = "\0".join(n for other in names if not set(other) & set(called) for n in other)
            spans = [s for name in called if name not in everywhere and (s := _part(text, name, others))]
        if spans:
            found.append((column, row, *max(spans, key=lambda s: s[1] - s[0])))
    # A name within the name of another row that is named whole says nothing of the shorter one.
    return [m for m in found if not any(o[2] <= m[2] and m[3] <= o[3] and (o[2], o[3]) != (m[2], m[3]) for o in found)]


def _place(text: str, name: str) -> tuple[int, int] | None:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _within_word(text, start, end):
            return start, end
        start = text.find(name, start + 1)
    return None


def _within_word(text: str, start: int, end: int) -> bool:
    def joins(a: str, b: str) -> bool:
        return a.isascii() and b.isascii() and a.isalnum() and b.isalnum()

    return joins(text[start - 1 : start] or " ", text[start]) or joins(text[end - 1], text[end : end + 1] or " ")


def _part(text: str, name: str, others: str) -> tuple[int, int] | None:
    """The longest part of a long name that stands in the question and in no other row's name."""
    if len(name) > _SENTENCE_CHARS:
        return None
    least = _PART_CHARS_EN if name.isascii() else _PART_CHARS
    # 「叉车和冷链哪个贵」: a name's beginning may be shorter.
    for length in range(len(name) - 1, (least if name.isascii() else _BEGINNING_CHARS) - 1, -1):
        # What a name ends in is what it is a kind of: 「核心课」.
        ends = () if length < _ENDING_CHARS else (len(name) - length,)
        for start in range(len(name) - length + 1) if length >= least else (0, *ends):
            part = name[start : start + length]
            place = text.find(part)
            if part != part.strip():
                continue
            if place >= 0 and part not in others and not _within_word(text, place, place + length):
                return place, place + length
    return None


def without_rows(text: str, selection: Selection) -> str:
    """A plain question without the words that name rows."""
    for start, end in selection.spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
