"""Lines as a page broke them, put together again: wrapped items and titles, lone bullets, lone section numbers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.characters import join_lines
from assistant.text.characters import is_ideograph
from assistant.text.list_marks import BULLETS, begins_anew, split_number

# A line that ends so is not at its end.
_OPEN_MARKS = tuple("、，,（(")
_OPEN_WORDS = frozenset("and or of to for with in on by from as the a an at into using e.g.".split())
# From so many on spaces between ideographs were made to fill a line.
_SPREAD_TIMES = 3
# No paragraph is longer; a million short lines are put together in seconds.
_PARAGRAPH_CHARS = 4_000


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that go on with the one before, which stands right above them."""
    joined: list[str] = []
    for line in map(_closed_up, lines):
        before = joined[-1] if joined else ""
        on = line and before and len(before) < _PARAGRAPH_CHARS and "\t" not in line + before
        if on and goes_on(before, line):
            joined[-1] = join_lines([before, line])
        elif line and (mark := _mark_waiting(joined)) is not None and not begins_anew(line) and not line.isdigit():
            joined[mark:] = [f"{joined[mark]} {line}"]
        else:
            joined.append(line)
    return joined


def _mark_waiting(joined: Sequence[str]) -> int | None:
    """The place of a bullet or a section's number that stands alone right before, over a blank line at most."""
    place = len(joined) - 1 - (len(joined) > 1 and not joined[-1])
    line = joined[place] if joined else ""
    alone = line in tuple(BULLETS) or ("." in line and split_number(line) == (line, ""))
    return place if alone else None


def goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the one before it, by how that ends or this begins."""
    if begins_anew(line):
        return False
    open_bracket = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    return line[0].islower() or line[0] in ")）」』" or open_bracket or _is_open(before)


def _is_open(line: str) -> bool:
    """Whether a line ends in what something must follow: a comma, "and", "of the"."""
    return line.endswith(_OPEN_MARKS) or next(reversed(line.lower().split()), "") in _OPEN_WORDS


def _closed_up(line: str) -> str:
    """A line without the spaces between ideographs, where there are so many that they were made to fill it."""
    between = [
        i for i, c in enumerate(line) if c == " " and is_ideograph(line[i - 1]) and _is_close(line[i + 1 : i + 2])
    ]
    return "".join(c for i, c in enumerate(line) if i not in between) if len(between) >= _SPREAD_TIMES else line


def _is_close(character: str) -> bool:
    return bool(character) and (is_ideograph(character) or character in "、，。；：")
