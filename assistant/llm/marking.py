"""Verified units of a reply as statements of the answer, their marks behind a sentence or in the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.verification import Numbering, marked, unsupported_figures
from assistant.llm.grounding import Checked, Line
from assistant.llm.grounding.marks import read_marks
from assistant.types import Citation, Statement

_MAX_PLACES = 3


def statement_of(unit: Checked, before: Checked | None, lines: Sequence[Line]) -> Statement:
    """A kept unit as a statement with the places that carry it; ``before`` is the last one that was kept.

    ``Statement.computed`` holds the figures that stand in none of its quotes: the person's own, recomputed
    ones, counts, and those of titles and dates. Each was verified when the unit was.
    """
    # The marker of a line goes with the first unit that is kept of it.
    goes_on = before is not None and before.piece.line == unit.piece.line
    statement = Statement(("" if goes_on else unit.piece.marker) + unit.bare, _places(unit.cited, lines))
    return replace(statement, computed=frozenset(unsupported_figures(statement)))


def _places(cited: Sequence[str], lines: Sequence[Line]) -> tuple[Citation, ...]:
    """Where the sources say what some ids stand for, at most ``_MAX_PLACES`` an id."""
    shown = {line.id: line for line in lines}
    return tuple(dict.fromkeys(c for i in cited if i in shown for c in shown[i].evidence.citations[:_MAX_PLACES]))


def marked_statement(statement: Statement, unit: Checked, lines: Sequence[Line], numbering: Numbering) -> str:
    """A statement with its marks; those of a table's row stand in the cells that the model put them in."""
    if not statement.text.endswith("|"):
        return marked(statement)
    cells = [_cell(cell, lines, numbering) for cell in unit.text.strip().strip("|").split("|")]
    written = frozenset(c for _, cited in cells for c in cited)
    found = tuple(c for c in dict.fromkeys(statement.citations) if c not in written)
    texts = [text for text, _ in cells]
    texts[-1] = marked(Statement(texts[-1], found))
    return f"| {' | '.join(texts)} |"


def _cell(cell: str, lines: Sequence[Line], numbering: Numbering) -> tuple[str, tuple[Citation, ...]]:
    """A cell of a row with its own marks, and the citations that these are."""
    read = read_marks(cell, {line.id: line for line in lines})
    cited = numbering.number(_places(read.cited, lines))
    return marked(Statement(read.bare.strip(), cited)), cited
