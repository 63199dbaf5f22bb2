"""How a text was laid out when it was taken from its pages: every line by itself, or cells below one another."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.characters import join_lines
from assistant.corpus.page_furniture import full_length

# Of a text with blank lines between all its lines so many stand alone, and so many are broken by the page's edge.
_ALONE, _BROKEN = 0.85, 0.4
_NEAR_EDGE = 0.85
_SENTENCE_ENDS = "。！？；!?;.:："
_ENDS = _SENTENCE_ENDS + "”」』）)"
# Two cells below one another are a name and what is said of it; more are a row of a table.
_ROW_CELLS = 3
_NAME_CHARS = 40


def closed_up(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones between them, that say nothing where each line of a page has one behind it."""
    filled = [i for i, line in enumerate(lines) if line]
    alone = sum(i + 1 == len(lines) or not lines[i + 1] for i in filled)
    edge = _NEAR_EDGE * full_length(lines)
    broken = sum(len(lines[i]) >= edge and lines[i][-1] not in _ENDS for i in filled)
    if alone < _ALONE * len(filled) or broken < _BROKEN * len(filled):
        return list(lines)
    return [line for i, line in enumerate(lines) if line or (i and not lines[i - 1])]


def rows_of_cells(lines: Sequence[str]) -> list[str]:
    """The lines, where each cell of a row stands on a line of its own behind a tab as one line with tabs.

    A blank line ends a row; a line without a tab goes on with the cell before it. Rows of one width stand together.
    """
    made: list[str] = []
    width = 0
    position = 0
    while position < len(lines):
        cells, after = _cells(lines, position)
        if len(cells) > 1:
            while len(cells) == width >= _ROW_CELLS and made and not made[-1]:
                made.pop()
            made.append("\t".join(cells))
            width, position = len(cells), after
        else:
            width = width if not lines[position] else 0
            made.append(lines[position])
            position += 1
    return made


def _cells(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """The cells that stand below one another from a line on, and the position after them; [] where there are none."""
    cells: list[str] = []
    position = start
    while position < len(lines) and lines[position]:
        line = lines[position]
        if line.startswith("\t") and "\t" not in line.strip():
            cells.append(line.strip())
        elif cells and "\t" not in line:
            cells[-1] = join_lines([cells[-1], line])
        else:
            return [], start
        position += 1
    # A paragraph may begin with a tab too.
    is_row = bool(cells) and len(cells[0]) <= _NAME_CHARS and cells[0][-1] not in _SENTENCE_ENDS
    return (cells, position) if is_row else ([], start)
