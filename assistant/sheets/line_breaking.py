"""Where a line of mixed Chinese and Latin text may end, and paragraphs of PDF sheets that keep to it.

A small part of UAX #14: between ideographs, after spaces and hyphens; never before closing or after opening
punctuation, nor between a word and the mark of its source. ReportLab's own table lacks ，；：》 and others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus.paragraph import ParaLines, cjkU, makeCJKParaLine

_CANNOT_START = frozenset("，。、；：？！》〉」』）〕】］｝”’…—～·％‰℃,.;:?!)]}%")
_CANNOT_END = frozenset("《〈「『（〔【［｛“‘([{￥$")
_BREAK_AFTER = frozenset("-–/|_=&")
_FIRST_WIDE = 0x2E80
# Rounding of widths, in points.
_FUZZ = 1e-6


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _CANNOT_START or before in _CANNOT_END or (after == "[" and before != "]"):
        return False
    return _is_wide(before) or _is_wide(after) or before in _BREAK_AFTER or (before, after) == ("]", "[")


def lines(characters: Sequence[str], widths: Sequence[float], first: float, later: float) -> Iterator[tuple[int, int]]:
    """[start, end) of each line, filled as far as it goes; a word longer than a line is cut where the line ends.

    Args:
        characters: the text, one character (or an anchor without width, "") each.
        widths: of the same characters, in points.
        first, later: how wide the first and every later line may be, in points.
    """
    start, used, room, last = 0, 0.0, first, 0
    position = 0
    while position < len(characters):
        if position > start and may_break(characters[position - 1] or " ", characters[position] or " "):
            last = position
        used += widths[position]
        if used > room + _FUZZ and position > start and characters[position] != " ":
            end = last if last > start else position
            yield start, end
            start = last = end
            position, used, room = end, 0.0, later
            continue
        position += 1
    if start < len(characters):
        yield start, len(characters)


class Flowing(PdfParagraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph whose lines end where ``may_break`` allows; its style needs ``wordWrap="CJK"``."""

    def breakLinesCJK(self, maxWidths: Any) -> Any:
        """Overrides reportlab's greedy splitting by character."""
        if hasattr(self, "blPara") and getattr(self, "_splitpara", False):
            return self.blPara
        self.height = 0
        rooms = list(maxWidths) if isinstance(maxWidths, list | tuple) else [maxWidths]
        units = [cjkU(c, frag, "utf8") for frag in self.frags for c in (frag.text or ("",))]
        made: list[Any] = []
        for start, end in lines(units, [u.width for u in units], rooms[0], rooms[-1]):
            part = units[start:end]
            used = sum(u.width for u in part)
            room = rooms[0] if not made else rooms[-1]
            made.append(makeCJKParaLine(part, room, used, room - used, False, False))
        return ParaLines(kind=1, lines=made)


def _is_wide(character: str) -> bool:
    return ord(character[0]) >= _FIRST_WIDE
