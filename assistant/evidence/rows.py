"""The algebra of rows over any table: find, sum, difference, most, least, and what is left when some are excepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.evidence.asked import Figures
from assistant.evidence.columns import Nearness, all_asked, cells_asked, columns_asked, columns_named
from assistant.evidence.multiples import MONEY, periods, times
from assistant.evidence.operations import EXTREMES, Operation, goes_down, left_out, operations, wants_percent
from assistant.evidence.quantities import SHARE, Quantity, plain
from assistant.evidence.selection import Selection, names_another, select
from assistant.evidence.tables import Table

# A list of more rows than this is better read in the source.
_MAX_ROWS = 20
_MIN_SUMMED = 2
# What stands before the number of those that are meant out of several.
_FIRST = ("头", "前", "前面", "first ")
# From so many characters on a name is one of its own.
_A_NAME = 6


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
    whether a comparison names them, ``surely`` whether by all of their name or as all that a table says.
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
        selection = _first_few(figures, select(text, table))
        if names_another(text, selection):
            continue
        columns = columns_asked(text, selection, nearness)
        if all(o is Operation.SUM for o, _ in asked) and (paid := _paid(figures, selection, columns)):
            return (replace(paid, words=asked[0][1] if asked else ""),)
        if not asked and not excepts:
            if held := _come_up_to(figures, selection, columns):
                return (held,)
            continue
        extremes = [pair for pair in asked if pair[0] in EXTREMES]
        extremes.sort(key=lambda pair: text.find(pair[1]))
        # 「哪本最多、哪本最少」 asks for both ends; of other operations the most telling one is meant.
        for group in ([asked[0]], extremes) if asked and asked[0] not in extremes else (extremes,):
            # The dearest may be so by another price: of each that is none of the question's words, both are said.
            of = all_asked(text, selection) if group is extremes and nearness is not None else ()
            found = tuple(r for operation, words in group for r in _apply(operation, words, selection, of or columns))
            if found:
                return tuple(_against(_as_share(r, text), figures) for r in found)
        if excepts and selection.without and not asked:
            found = _rest(figures, selection)
            if found:
                return found
    return ()


def _first_few(figures: Figures, selection: Selection) -> Selection:
    """The first of the rows that a question names, where it asks of so many of them: 「头两个一共多少」."""
    places: dict[int, int] = {}
    for _, row, start, _ in sorted(selection.named, key=lambda m: m[2]):
        places.setdefault(row, start)
    named = sorted((r for r in selection.rows if r in places), key=lambda r: places[r])
    for measured in figures.text.measured:
        number, start = measured.quantity.value, measured.quantity.start
        if not measured.quantity.unit and 0 < number < len(named) and figures.text.plain[:start].endswith(_FIRST):
            return replace(selection, rows=tuple(sorted(named[: int(number)])))
    return selection


def of_other_columns(found: Result, said: str) -> tuple[Result, ...]:
    """The same of the columns that a few words more name: 「…一共几个专科？本科呢」."""
    columns = {t.column for t in found.terms}
    if found.operation is not Operation.SUM or found.times or len(columns) != 1:
        return ()
    table = found.table
    named = columns_named(said, {c: table.columns[c] for c in table.numeric if c not in columns})
    return tuple(r for c in named for r in _apply(Operation.SUM, found.words, found.selection, (c,)))


def share_of_all(found: Result) -> Result:
    """A sum of some rows of a table with the share that it is of all of them; as it is where a row has no figure."""
    columns = {t.column for t in found.terms}
    if found.operation is not Operation.SUM or len(columns) != 1 or found.times or found.value is None:
        return found
    figures = [row[next(iter(columns))] for row in found.table.figures]
    whole = sum((f.value for f in figures if f is not None), Fraction(0))
    known = all(f is not None for f in figures) and len({f.unit for f in figures if f is not None}) == 1
    return replace(found, share=found.value / whole) if known and len(found.terms) < len(figures) and whole else found


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
    if not often:
        by_time = [(c, n) for c in table.numeric if (n := periods(figures, selection, table.columns[c]))]
        columns, often = ([by_time[0][0]], by_time[0][1]) if len(by_time) == 1 else (columns, ())
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


def _apply(operation: Operation, words: str, selection: Selection, columns: Sequence[int]) -> tuple[Result, ...]:
    table = selection.table
    if not columns or not selection.rows:
        return ()
    if operation in EXTREMES:
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
