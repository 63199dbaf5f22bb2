"""The marks by which an answer cites: 「…三年[1][2]。」"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_MAX_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """``[n]`` in a text: [start, end) with the space before it."""

    start: int
    end: int
    n: int


def citation_marks(text: str) -> Iterator[Mark]:
    """The marks of a text in order."""
    opened = text.find("[")
    while opened >= 0:
        closed = text.find("]", opened, opened + _MAX_DIGITS + 2)
        if closed >= 0 and text[opened + 1 : closed].isdecimal():
            start = opened
            while start and text[start - 1].isspace():
                start -= 1
            yield Mark(start, closed + 1, int(text[opened + 1 : closed]))
        opened = text.find("[", opened + 1)


def without_marks(text: str) -> str:
    """A text without its marks and the spaces before them."""
    kept, position = [], 0
    for mark in citation_marks(text):
        kept.append(text[position : mark.start])
        position = mark.end
    return "".join([*kept, text[position:]])
