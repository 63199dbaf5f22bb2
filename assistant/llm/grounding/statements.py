"""Verified units of a reply as statements of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.verification import unsupported_figures
from assistant.llm.grounding.checked import Checked
from assistant.llm.grounding.grounds import Line
from assistant.types import Citation, Statement

_MAX_PLACES = 3


def to_statements(units: Iterable[Checked], lines: Sequence[Line]) -> tuple[Statement, ...]:
    """The kept units, one statement each, with the places that carry them.

    ``Statement.computed`` holds the figures that stand in none of its quotes: the person's own, recomputed
    ones, counts, and those of titles and dates. Each was verified when the unit was.
    """
    kept = [u for u in units if u.kept]
    statements = []
    for before, unit in zip([None, *kept], kept, strict=False):
        # The marker of a line goes with the first unit that is kept of it.
        goes_on = before is not None and before.piece.line == unit.piece.line
        statement = Statement(("" if goes_on else unit.piece.marker) + unit.bare, places(unit.cited, lines))
        statements.append(replace(statement, computed=frozenset(unsupported_figures(statement))))
    return tuple(statements)


def places(cited: Sequence[str], lines: Sequence[Line]) -> tuple[Citation, ...]:
    """Where the sources say what some ids stand for, at most ``_MAX_PLACES`` an id."""
    shown = {line.id: line for line in lines}
    found = [c for i in cited if i in shown for c in shown[i].evidence.citations[:_MAX_PLACES]]
    return tuple(dict.fromkeys(found))
