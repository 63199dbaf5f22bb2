"""The algebra of rows over any table: find, sum, difference, most, least, and what is left when some are excepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from assistant.evidence.asked import Figures
from assistant.evidence.multiples import MONEY, times
from assistant.evidence.operations import Operation, goes_down, left_out, operations, wants_percent
from assistant.evidence.quantities import SHARE, Quantity, plain
from assistant.evidence.selection import (
    JOINS,
    Nearness,
    Selection,
    cells_asked,
    columns_asked,
    columns_named,
    nearest,
    select,
    without_rows,
)
from assistant.evidence.tables import Table

# A list of more rows than this is better read in the source.
_MAX_ROWS = 20
_MIN_SUMMED = 2
# From so many characters on a name is one of its own.
_A_NAME = 6
_MAX_COMPARED = 4
# What stands between two names that are named side by side.
_BETWEEN = 16


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
    whether a comparison names them.
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
    times: tuple[int, ...] = ()
    share: Fraction | None = None
    against: Quantity | None = None


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
    if not asked and not excepts and not figures.wants_amount and not figures.wants_verdict:
        return ()
    for table in tables:
        selection = select(text, table)
        columns = columns_asked(text, selection, nearness)
        if all(o is Operation.SUM for o, _ in asked) and (paid := _paid(figures, selection, columns)):
            return (replace(paid, words=asked[0][1] if asked else ""),)
        if not asked and not excepts:
            if held := _come_up_to(figures, selection, columns):
                return (held,)
            continue
        extremes = [pair for pair in asked if pair[0] in (Operation.MOST, Operation.LEAST)]
        extremes.sort(key=lambda pair: text.find(pair[1]))
        # 「哪本最多、哪本最少」 asks for both ends; of other operations the most telling one is meant.
        for group in ([asked[0]], extremes) if asked and asked[0] not in extremes else (extremes,):
            found = tuple(r for operation, words in group for r in _apply(operation, words, selection, columns))
            if found:
                return tuple(_against(_as_share(r, text), figures) for r in found)
        if excepts and selection.without and not asked:
            found = _rest(figures, selection)
            if found:
                return found
    return ()


def _as_share(found: Result, text: str) -> Result:
    """A difference as a part of what is compared with, where it is asked for so."""
    shares = any(t.figure.unit == SHARE for t in found.terms)
    # Shares differ by points: 15% is 5% more than 10%.
    if found.operation is not Operation.DIFFERENCE or shares or not wants_percent(text, found.words):
        return found
    values = [t.figure.value for t in found.terms]
    base = max(values) if goes_down(found.words) else min(values)
    return replace(found, share=(max(values) - min(values)) / base) if base else found


def _come_up_to(figures: Figures, selection: Selection, columns: Sequence[int]) -> Result | None:
    """Several named rows summed against the asker's figure («这几门够5学分吗»); None where nothing is."""
    if not selection.named or len(selection.rows) < _MIN_SUMMED or len(columns) != 1:
        return None
    summed = [_against(r, figures) for r in _apply(Operation.SUM, "", selection, columns)]
    return next((r for r in summed if r.against is not None), None)


def _against(found: Result, figures: Figures) -> Result:
    """A sum with the asker's only figure in its unit, where the question is whether it comes up to that."""
    mine = [m.quantity for m in figures.own if m.quantity.unit and m.quantity.suffix]
    if found.operation is not Operation.SUM or figures.wants_amount or not figures.wants_verdict or len(mine) != 1:
        return found
    header, unit = plain(found.table.columns[found.terms[0].column]), found.terms[0].figure.unit
    return replace(found, against=mine[0]) if mine[0].unit == unit or (not unit and mine[0].suffix in header) else found


def _paid(figures: Figures, selection: Selection, columns: Sequence[int]) -> Result | None:
    """What as many people, tries or pieces cost as the question counts; None where it counts none, or no prices."""
    table, often = selection.table, times(figures, selection)
    if not often or len(columns) != 1:
        return None
    terms = tuple(Term(r, columns[0], f) for r in selection.rows if (f := table.figures[r][columns[0]]) is not None)
    if len(terms) != len(often) or len(terms) > _MAX_ROWS or len({t.figure.unit for t in terms} | MONEY) > len(MONEY):
        return None
    value = sum((n * t.figure.value for n, t in zip(often, terms, strict=True)), Fraction(0))
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


def compare_rows(
    figures: Figures,
    tables: Sequence[Table],
    nearness: Nearness,
    states: Callable[[Result], bool],
    *,
    alike: bool,
) -> tuple[Result, ...]:
    """The cells in which the rows that a question names differ, of the table whose columns fit it best.

    Args:
        figures: the question's, with its plain text.
        tables: in the order in which the search found a row of each.
        nearness: how near names are to the question, for one that names no column.
        states: whether cells hold what the question asks for.
        alike: whether a comparison is asked for in words; else rows must be named side by side.
    """
    text = figures.text.plain
    selected = [s for t in tables if _names_several(s := select(text, t))]
    selected = [s for s in selected if alike or _side_by_side(text, s)]
    most = max((len(s.spans) for s in selected), default=0)
    among: list[tuple[Result, str]] = []
    for selection in selected:
        by, columns = {c for c, *_ in selection.named}, dict(enumerate(selection.table.columns))
        if len(selection.spans) == most:
            if named := columns_named(without_rows(text, selection), {c: h for c, h in columns.items() if c not in by}):
                return tuple(replace(_compared(selection, c), named=True) for c in named)
            numeric = [_compared(selection, c) for c in selection.table.numeric if c not in by]
            among += [(r, columns[r.columns[0]]) for r in numeric if states(r)]
    best = nearest(among, nearness)
    return () if best is None else (best,)


def _side_by_side(text: str, selection: Selection) -> bool:
    """Whether the names of rows stand beside each other, with a word between them that joins them."""
    spans = sorted(selection.spans)
    between = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    return any(len(words) <= _BETWEEN and any(j in f" {words.strip()} " for j in JOINS) for words in between)


def _names_several(selection: Selection) -> bool:
    return bool(selection.named) and 1 < len(selection.rows) <= _MAX_COMPARED


def _compared(selection: Selection, column: int) -> Result:
    table = selection.table
    terms = tuple(Term(r, column, f) for r in selection.rows if (f := table.figures[r][column]) is not None)
    known = terms if len(terms) == len(selection.rows) and column in table.numeric else ()
    values = sorted(t.figure.value for t in known)
    value = values[-1] - values[0] if values and len({t.figure.unit for t in known}) == 1 else None
    return Result(table, selection, Operation.COMPARE, "", selection.rows, known, value, columns=(column,))


def _apply(operation: Operation, words: str, selection: Selection, columns: Sequence[int]) -> tuple[Result, ...]:
    table = selection.table
    if not columns or not selection.rows:
        return ()
    if operation in (Operation.MOST, Operation.LEAST):
        return tuple(r for c in columns if (r := _extreme(operation, words, selection, c)) is not None)
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
    if len(units) == 1:
        total = sum((t.figure.value for t in terms), Fraction(0))
        return (Result(table, selection, operation, words, named, tuple(terms), total),)
    return tuple(
        Result(table, selection, operation, words, named, own, sum((t.figure.value for t in own), Fraction(0)))
        for c in columns
        if (own := tuple(t for t in terms if t.column == c))
    )


def _extreme(operation: Operation, words: str, selection: Selection, column: int) -> Result | None:
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
    for measured in figures.text.measured:
        unit = measured.quantity.unit
        for column in table.numeric if unit else ():
            named = measured.quantity.suffix in plain(table.columns[column])
            cells = {r: f for r in rows if (f := table.figures[r][column]) is not None}
            known = {r: f for r, f in cells.items() if f.unit == unit or (named and not f.unit)}
            if known:
                rows = tuple(r for r, f in known.items() if f.value == measured.quantity.value)
                break
    if not rows or len(rows) > _MAX_ROWS or len(rows) + len(selection.without) > _MAX_ROWS:
        return ()
    operation = Operation.COUNT if figures.counts else Operation.LIST
    return (Result(table, selection, operation, "", rows),)
