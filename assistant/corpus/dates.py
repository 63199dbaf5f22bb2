"""Dates as exact as a source gives them: YYYY, YYYY-MM or YYYY-MM-DD."""

from __future__ import annotations

import calendar
from datetime import date

from assistant.types import Document

# How many digits a year, a month and a day have.
_DIGITS = (4, 2, 2)


def days(text: str) -> tuple[date, date]:
    """The first and last day that a date may mean.

    Raises:
        ValueError: it is no date, or no day of the calendar.
    """
    parts = text.strip().split("-")
    if tuple(map(len, parts)) != _DIGITS[: len(parts)] or not all(p.isascii() and p.isdecimal() for p in parts):
        raise ValueError("not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = [*map(int, parts), 0, 0][:3]
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def first_day(text: str | None) -> date | None:
    """The first day that YYYY, YYYY-MM or YYYY-MM-DD may mean, None for any other text."""
    try:
        return days(text)[0] if text else None
    except ValueError:
        return None


def iso_part(text: str) -> str | None:
    """The YYYY, YYYY-MM or YYYY-MM-DD at the head of a text, before a time; None where there is none."""
    day = text.strip().partition("T")[0].partition(" ")[0]
    return day if first_day(day) else None


def date_at(document: Document, position: int) -> str | None:
    """When the text at a position was issued.

    The date that the document gives for the passage which begins there, or for its section; else the document's
    own; else the one that the section's locator gives.
    """
    for words, day in document.dates:
        if document.text.startswith(words, position):
            return day
    section = next((s for s in document.sections if s.start <= position < s.end), None)
    stated = dict(document.dates).get(section.locator) if section else None
    if stated or document.issued or section is None:
        return stated or document.issued
    # A section of collected facts names its source and that one's date: 「光明日报转载页 2025-09-11」.
    last_words = (part.rpartition(" ")[2] for part in section.locator.split("·") if " " in part)
    return next((w for w in last_words if w.startswith(("19", "20")) and first_day(w)), None)


def within(dates: tuple[str | None, ...], first: date | None, last: date | None) -> bool:
    """Whether one of the dates may lie in [first, last]; None at either side leaves it open.

    A text without any date lies in no bounded range: when it was issued is not known.
    """
    if first is None and last is None:
        return True
    for text in dates:
        try:
            begins, ends = days(text or "")
        except ValueError:
            continue
        if (first is None or ends >= first) and (last is None or begins <= last):
            return True
    return False
