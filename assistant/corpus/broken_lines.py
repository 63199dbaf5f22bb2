"""Lines as a page broke them, put together again: wrapped items and titles, lone bullets, lone section numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.corpus.characters import join_lines

_MARK = re.compile(
    r"^(?:[•●○◦▪■◆·‣⁃*–—-]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[）)、.．]|\d{1,2}[.．]\d|第\S{1,6}[条章节]|[①-⑳]|[a-z][)）])"
)
_BULLET_ALONE = re.compile(r"^[•●○◦▪■◆·‣⁃]$")
_NUMBER_ALONE = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}$")
# A line that ends so is not at its end.
_GOES_ON = re.compile(
    r"(?:[、，,（(]|\b(?:and|or|of|to|for|with|in|on|by|from|as|the|an?|at|into|using|such as|e\.g\.))$", re.I
)
_SPREAD = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff、，。；：])")
# From so many on spaces between ideographs were made to fill a line.
_SPREAD_TIMES = 3
_SOME = 2


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that go on with the one before, which stands right above them."""
    joined: list[str] = []
    for line in with_bullets([_closed_up(line) for line in lines]):
        before = joined[-1] if joined else ""
        if line and before and "\t" not in line + before and goes_on(before, line):
            joined[-1] = join_lines([before, line])
        elif line and (number := _number_waiting(joined)) is not None and not _MARK.match(line) and not line.isdigit():
            del joined[number + 1 :]
            joined[number] = f"{joined[number]} {line}"
        else:
            joined.append(line)
    return joined


def goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the one before it, by how that ends or this begins."""
    if _MARK.match(line):
        return False
    open_bracket = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    return line[0].islower() or line[0] in ")）」』" or open_bracket or bool(_GOES_ON.search(before))


def with_bullets(lines: Sequence[str]) -> Iterator[str]:
    """The lines, where bullets were laid out before their items each of these with its own."""
    waiting, begun, before = 0, 0, ""
    for line in lines:
        if _BULLET_ALONE.match(line):
            waiting, begun = waiting + 1, 0
            continue
        if line and waiting and not _MARK.match(line) and (begun or not before):
            new = not before or not goes_on(before, line)
            yield f"• {line}" if new else line
            waiting, begun = waiting - new, begun + 1
        else:
            # Several lines in one block were all the items that there are; after a single one more may follow.
            waiting, begun = (0 if begun >= _SOME else waiting), 0
            yield line
        before = line


def _closed_up(line: str) -> str:
    return _SPREAD.sub("", line) if len(list(islice(_SPREAD.finditer(line), _SPREAD_TIMES))) == _SPREAD_TIMES else line


def _number_waiting(joined: Sequence[str]) -> int | None:
    """The place of a section number that stands alone right before, over a blank line at most."""
    for place in (len(joined) - 1, len(joined) - 2):
        if place >= 0 and _NUMBER_ALONE.match(joined[place]) and not any(joined[place + 1 :]):
            return place
    return None
