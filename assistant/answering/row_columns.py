"""What the columns of a table are to its rows: what tells them apart, what groups them, what all of them say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.row_sentences import Cell, is_figure
from assistant.evidence.asked import read_figures
from assistant.evidence.measured import read
from assistant.evidence.quantities import plain
from assistant.evidence.values import Value, asked_values, held_values
from assistant.types import Passage

# A column that only counts the rows.
_COUNTS = frozenset({"", "序号", "编号", "行号", "no", "#", "nr"})
# What is shorter is no value by itself.
A_VALUE = 3
# So many groups of rows in one sentence are a list of them.
GROUPS = 2
# So many different marks say of each whether or how far something holds.
_MARKS = 3
# The kinds of amounts that a cell states by its unit or by its column's name, whatever else is asked.
_AMOUNTS = frozenset({Value.MONEY, Value.DURATION, Value.SHARE})


def key_columns(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The first column whose values are all different, else the first columns that are so together."""
    width = min(len(r.cells) for r in rows)
    for column in range(width):
        values = [r.cells[column][1] for r in rows]
        # A figure tells rows apart by chance, but in the first column, where it may be a grade.
        named = len(rows) == 1 or any(not is_figure(v) for v in values)
        counts = rows[0].cells[0][0].lower().rstrip(".") in _COUNTS
        if len(set(values)) == len(rows) and (named or (column == 0 and not counts)):
            return (column,)
    for count in range(2, width):
        if len({tuple(v for _, v in r.cells[:count]) for r in rows}) == len(rows):
            return tuple(range(count))
    return tuple(range(max(1, width - 1)))


def called_by(rows: Sequence[Passage], key: Sequence[int]) -> tuple[int, ...]:
    """The columns of a key that rows are called by: without those that it tells them apart without."""
    kept = list(key)
    for column in key[::-1][1:]:
        rest = [c for c in kept if c != column]
        if len({tuple(r.cells[c][1] for c in rest) for r in rows}) == len(rows):
            kept = rest
    # A number in a list is no name.
    words = [c for c in kept if any(x.isalpha() for r in rows for x in r.cells[c][1])]
    return tuple(words or kept)


def alike(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The columns in which all rows of a table say the same, unless nothing else would be left to say."""
    width = min(len(r.cells) for r in rows)
    same = tuple(c for c in range(width) if len(rows) > 1 and len({r.cells[c][1] for r in rows}) == 1)
    return same if len(same) < width - 1 else ()


def matrix(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The columns that state one property at several points (of each level: required or not), each by the same words.

    What one of them says of a row is half of what is asked without the others.
    """
    columns = [set(_plain_values(rows, c)) for c in range(min(len(r.cells) for r in rows))]
    marks = [(c, held) for c, held in enumerate(columns) if GROUPS <= len(held) <= _MARKS < len(rows)]
    marks = [(c, held) for c, held in marks if not any(map(is_figure, held))]
    return tuple(c for c, held in enumerate(columns) if any(held <= other for d, other in marks if d != c))


def shared_values(rows: Sequence[Passage]) -> tuple[frozenset[str], ...]:
    """The values of each column that several rows share, as plain text: what a question may put forward."""
    columns = (_plain_values(rows, c) for c in range(min(len(r.cells) for r in rows)))
    return tuple(
        frozenset(v for v in set(held) if held.count(v) > 1 and len(v) >= A_VALUE and not is_figure(v))
        for held in columns
    )


def groups(rows: Sequence[Passage]) -> tuple[frozenset[str], ...]:
    """The names that a column groups rows by, in plain text without brackets; none where each row differs."""
    columns = [_plain_values(rows, c) for c in range(min(len(r.cells) for r in rows))]
    return tuple(frozenset(h) if GROUPS <= len(set(h)) < len(rows) else frozenset() for h in columns)


def amounts(cells: Sequence[Cell], asked: Sequence[int], among: Sequence[int], question: str) -> tuple[int, ...]:
    """The cells of a row that state the amount which a question asks for and none of the asked cells states.

    Of 「补贴多少钱」 a column 「补贴」 may hold what it is called, and another one what it comes to.

    Args:
        cells: the row's columns and values.
        asked: the numbers of the cells whose columns the question names.
        among: the numbers of the cells that may be said.
        question: in its own words.
    """
    kinds = asked_values(question) & _AMOUNTS
    if not asked or not kinds or not read_figures(question).wants_amount:
        return ()
    if any(read(cells[i][1]).measured or kinds & held_values(cells[i][1], "") for i in asked):
        return ()
    figures = (i for i in among if read(cells[i][1]).measured)
    return tuple(i for i in figures if kinds & held_values(cells[i][1], cells[i][0]))


def _plain_values(rows: Sequence[Passage], column: int) -> list[str]:
    return [plain(r.cells[column][1]).partition("（")[0].partition("(")[0].strip() for r in rows]
