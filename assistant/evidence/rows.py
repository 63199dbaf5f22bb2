"""The algebra of rows over any table: find, sum, difference, most, least, and what is left when some are excepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.evidence.asked import Figures
from assistant.evidence.columns import Nearness, all_asked, cells_asked, columns_asked
from assistant.evidence.multiples import MONEY, periods, times
from assistant.evidence.operations import EXTREMES, Operation, left_out, operations
from assistant.evidence.quantities import Quantity
from assistant.evidence.selection import Selection, select
from assistant.evidence.tables import Table

# A list of more rows than this is better read in the source.
_MAX_ROWS = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One cell of a sum: the row, the column and its figure."""

    row: int
    column: int
    figure: Quantity


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation over rows gives.

    ``rows`` are those that the answer names, ``terms`` the cells that it is reckoned from (none for a list); ``words``
    are the question's words that asked for the operation, ``columns`` those whose cells were asked for, ``named``
    whether a comparison names them, ``surely`` whether by all of their name or as all that a table says; ``times`` how
    often each term is paid.
    """

    table: Table
    selection: Selection
    operation: Operation
    words: str
    rows: tuple[int, ...]
    terms: tuple[Term, ...] = ()
    value: Fraction | None = None
    compared: int = 0
    columns: tuple[int, ...] = ()
    named: bool = False
    surely: bool = False
    times: int = 1


def reckon_rows(figures: Figures, tables: Sequence[Table], nearness: Nearness | None = None) -> tuple[Result, ...]:
    """The result of the first table that a question's words fit, () where none does.

    Args:
        figures: the question's, with its plain text.
        tables: in the order in which the search found a row of each.
        nearness: how near names are to the question, for one that names no column.
    """
    text = figures.text.plain
    asked = operations(text)
    excepts = left_out(text)
    if not asked and not excepts and not figures.wants_amount:
        return ()
    for table in tables:
        selection = select(text, table)
        columns = columns_asked(text, selection, nearness)
        if all(o is Operation.SUM for o, _ in asked) and (paid := _paid(figures, selection, columns)):
            return (replace(paid, words=asked[0][1] if asked else ""),)
        extremes = [pair for pair in asked if pair[0] in EXTREMES]
        extremes.sort(key=lambda pair: text.find(pair[1]))
        # 「哪本最多、哪本最少」 asks for both ends; of other operations the most telling one is meant.
        for group in ([asked[0]], extremes) if asked and asked[0] not in extremes else (extremes,):
            # The dearest may be so by another price: of each that is none of the question's words, both are said.
            of = all_asked(text, selection) if group is extremes and nearness is not None else ()
            found = tuple(r for operation, words in group for r in _apply(operation, words, selection, of or columns))
            if found:
                return found
        if excepts and selection.without and not asked:
            found = _rest(figures, selection)
            if found:
                return found
    return ()


def _paid(figures: Figures, selection: Selection, columns: Sequence[int]) -> Result | None:
    """What as many people, tries or pieces cost as the question counts; None where it counts none, or no prices."""
    table, often = selection.table, times(figures, selection)
    if not often:
        by_time = [(c, n) for c in table.numeric if (n := periods(figures, selection, table.columns[c]))]
        columns, often = ([by_time[0][0]], by_time[0][1]) if len(by_time) == 1 else (columns, 0)
    if not often or len(columns) != 1:
        return None
    terms = tuple(Term(r, columns[0], f) for r in selection.rows if (f := table.figures[r][columns[0]]) is not None)
    known = 0 < len(terms) == len(selection.rows) <= _MAX_ROWS
    if not known or len({t.figure.unit for t in terms} | MONEY) > len(MONEY):
        return None
    value = often * sum((t.figure.value for t in terms), Fraction(0))
    return Result(table, selection, Operation.SUM, "", selection.rows, terms, value, times=often)


def find_cells(figures: Figures, table: Table) -> Result | None:
    """The cells of the rows that a question names in the columns that it names; None where a table lacks either.

    Rows whose cell says nothing are left out; at least one must say something.
    """
    text = figures.text.plain
    selection = select(text, table)
    whole = not operations(text) and not selection.without
    columns = cells_asked(text, selection) if selection.named and whole and not _is_vague(selection) else ()
    rows = tuple(r for r in selection.rows if any(table.states(r, c) for c in columns))
    if not rows or len(rows) > _MAX_ROWS or len(selection.rows) == len(table.rows):
        return None
    return Result(table, selection, Operation.FIND, "", rows, columns=columns)


def _is_vague(selection: Selection) -> bool:
    """Whether the same words of a question stand for rows of different values."""
    called: dict[tuple[int, int, int], str] = {}
    return any(
        called.setdefault((c, start, end), value) != value
        for c, r, start, end in selection.named
        if r in selection.rows and (value := selection.table.value(r, c))
    )


def _apply(operation: Operation, words: str, selection: Selection, columns: Sequence[int]) -> tuple[Result, ...]:
    table = selection.table
    if not columns or not selection.rows:
        return ()
    if operation in EXTREMES:
        return tuple(r for c in columns if (r := extreme(operation, words, selection, c)) is not None)
    if not selection.named:
        # The sum of a whole table is asked for by its name; that is for the caller to see.
        named: tuple[int, ...] = tuple(range(len(table.rows)))
    else:
        named = selection.rows
    units = {f.unit for c in columns for r in named if (f := table.figures[r][c]) is not None}
    terms = [Term(r, c, f) for c in columns for r in named if (f := table.figures[r][c]) is not None]
    if len(terms) != len(named) * len(columns) or len(terms) < 2 or len(terms) > _MAX_ROWS:
        return ()
    if operation is Operation.DIFFERENCE:
        if len(terms) != 2 or len(named) != 2:
            return ()
        values = [t.figure.value for t in terms]
        return (Result(table, selection, operation, words, named, tuple(terms), max(values) - min(values)),)
    each = [terms] if len(units) == 1 else [[t for t in terms if t.column == c] for c in columns]
    sums = (sum((t.figure.value for t in own), Fraction(0)) for own in each)
    return tuple(
        Result(table, selection, operation, words, named, tuple(own), total)
        for own, total in zip(each, sums, strict=True)
    )


def extreme(operation: Operation, words: str, selection: Selection, column: int) -> Result | None:
    """The rows with the most or the least in a column; None where fewer than two have a figure, or all the same."""
    table = selection.table
    terms = [Term(r, column, f) for r in selection.rows if (f := table.figures[r][column]) is not None]
    if len(terms) < 2:
        return None
    best = (max if operation is Operation.MOST else min)(t.figure.value for t in terms)
    winners = tuple(t for t in terms if t.figure.value == best)
    if len(winners) == len(terms):
        return None
    return Result(table, selection, operation, words, tuple(t.row for t in winners), winners, best, len(terms))


def _rest(figures: Figures, selection: Selection) -> tuple[Result, ...]:
    """The rows that are left, those with a figure that the question names (「3学分的」) where it names one."""
    table, rows = selection.table, selection.rows
    if not rows or len(rows) > _MAX_ROWS or len(rows) + len(selection.without) > _MAX_ROWS:
        return ()
    operation = Operation.COUNT if figures.counts else Operation.LIST
    return (Result(table, selection, operation, "", rows),)
