"""Days as documents write them, and the words around each, by which it is told what happened then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s+(?:19|20)\d\d"
# So many characters around a day say what happened then.
_AROUND = 120
_DAY = re.compile(
    r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|"
    r"[二一][〇○零Ｏ一二三四五六七八九]{3}\s*年\s*[一二三四五六七八九十]{1,2}\s*月(?:\s*[一二三四五六七八九十]{1,3}\s*日)?|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\.?,?\s+(?:19|20)\d\d|"
    r"[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|"
    rf"{_IN_MONTH}|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or month (YYYY-MM-DD, YYYY-MM) in a line, with where it begins, and some words before and after it.

    ``before`` is in small letters, without a colon or space at its end; ``after`` without a space at its beginning.
    """

    start: int
    before: str
    text: str
    after: str

    @property
    def day(self) -> str | None:
        """The day; None for what no calendar has."""
        return iso_day(self.text)


def dated(line: str) -> Iterator[Dated]:
    """The days of a line in order."""
    for found in _DAY.finditer(line):
        start, end = found.span()
        before = line[max(0, start - _AROUND) : start].rstrip().rstrip(":：").rstrip().casefold()
        yield Dated(start, before, found.group(), line[end : end + _AROUND].lstrip())


def iso_day(text: str) -> str | None:
    """A day or month in any usual writing as YYYY-MM-DD or YYYY-MM; None for what no calendar has."""
    words = ["".join(run) for kind, run in groupby(text, _kind) if kind]
    month = next((_MONTHS.index(w[:3].lower()) + 1 for w in words if w[:3].lower() in _MONTHS), None)
    figures = [_figure(w) for w in words if not w[0].isascii() or w.isdecimal()]
    if month is not None:
        parts = [max(figures, default=0), month, *sorted(figures)[:-1]]
    else:
        # 「5/9/2023」 has its year last.
        parts = figures[::-1] if figures and figures[0] < figures[-1] else figures
    if len(parts) < 2 or not all(parts):
        return None
    try:
        whole = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None
    return whole.isoformat() if len(parts) > 2 else f"{whole:%Y-%m}"


def _kind(character: str) -> str:
    if character.isdecimal():
        return "figure"
    if character in _HAN_DIGITS or character == "十":
        return "figure in characters"
    return "word" if character.isascii() and character.isalpha() else ""


def _figure(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN_DIGITS.get(tens, 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_HAN_DIGITS[c]) for c in text))
