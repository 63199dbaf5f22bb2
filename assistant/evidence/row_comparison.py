"""How the rows of a table that a question names side by side differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.evidence.asked import Figures
from assistant.evidence.columns import JOINS, Nearness, columns_named, nearest
from assistant.evidence.operations import Operation
from assistant.evidence.rows import Result, Term
from assistant.evidence.selection import Selection, select, without_rows
from assistant.evidence.tables import Table
from assistant.retrieval.tokenization import tokenize

_MAX_COMPARED = 4
# What stands between two names that are named side by side.
_BETWEEN = 16


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
            others = {c: h for c, h in columns.items() if c not in by}
            if named := columns_named(without_rows(text, selection), others):
                found = _of_columns(text, selection, named, others)
                # A word that a column's name shares with the question may be of anything.
                if any(r.surely or states(r) for r in found):
                    return found
            if alike and len(others) == 1:
                # Only one thing is said of each.
                return tuple(replace(_compared(selection, c), surely=True) for c in others)
            numeric = [_compared(selection, c) for c in selection.table.numeric if c not in by]
            among += [(r, columns[r.columns[0]]) for r in numeric if states(r)]
    # What is the same for all makes none the longer.
    best = nearest([pair for pair in among if pair[0].value] or among, nearness)
    return () if best is None else (best,)


def _of_columns(text: str, selection: Selection, named: Sequence[int], others: Mapping[int, str]) -> tuple[Result, ...]:
    """The rows in the columns that a question names."""
    said, numeric = set(tokenize(text)), selection.table.numeric
    # "Course" may head prices, whatever else is asked of two courses.
    surely = {c: c not in numeric and said.issuperset(tokenize(others[c])) for c in named}
    return tuple(replace(_compared(selection, c), named=True, surely=surely[c]) for c in named)


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
