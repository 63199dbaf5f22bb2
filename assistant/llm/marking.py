"""Marks of citations in what a model wrote: behind a sentence, in the cells of a table's row."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.verification import Numbering, marked
from assistant.llm.grounding import Checked, Line, places
from assistant.llm.grounding.marks import read_marks
from assistant.types import Citation, Statement


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
    cited = numbering.number(places(read.cited, lines))
    return marked(Statement(read.bare.strip(), cited)), cited
