"""Lines as a page broke them, put together again: wrapped items and titles, lone bullets, lone section numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_SOME = 2


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that go on with the one before, which stands right above them."""
    joined: list[str] = []
    for line in with_bullets([_closed_up(line) for line in lines]):
        before = joined[-1] if joined else ""
        on = line and before and len(before) < _PARAGRAPH_CHARS and "\t" not in line + before
        if on and goes_on(before, line):
            joined[-1] = join_lines([before, line])
        elif line and (number := _number_waiting(joined)) is not None and not begins_anew(line) and not line.isdigit():
            del joined[number + 1 :]
            joined[number] = f"{joined[number]} {line}"
        else:
            joined.append(line)
    return joined


def goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the one before it, by how that ends or this begins."""
    if begins_anew(line):
        return False
    open_bracket = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    return line[0].islower() or line[0] in ")）」』" or open_bracket or _is_open(before)


def with_bullets(lines: Sequence[str]) -> Iterator[str]:
    """The lines, where bullets were laid out before their items each of these with its own."""
    waiting, begun, before = 0, 0, ""
    for line in lines:
        if len(line) == 1 and line in BULLETS:
            waiting, begun = waiting + 1, 0
            continue
        if line and waiting and not begins_anew(line) and (begun or not before):
            new = not before or not goes_on(before, line)
            yield f"• {line}" if new else line
            waiting, begun = waiting - new, begun + 1
        else:
            # Several lines in one block were all the items that there are; after a single one more may follow.
            waiting, begun = (0 if begun >= _SOME else waiting), 0
            yield line
        before = line


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


def _number_waiting(joined: Sequence[str]) -> int | None:
    """The place of a section number that stands alone right before, over a blank line at most."""
    for place in (len(joined) - 1, len(joined) - 2):
        if place >= 0 and _is_number(joined[place]) and not any(joined[place + 1 :]):
            return place
    return None


def _is_number(line: str) -> bool:
    number, rest = split_number(line)
    return "." in number and number == line and not rest
