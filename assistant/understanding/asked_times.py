"""The days and years that a question names as the time it asks about: 2022年, in February 2025, until 2025."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# A year, with what may stand behind it: 「年」, month and day as 「年6月」, 「-06-01」, 「/6」.
_YEAR = re.compile(
    r"(?<![\d〔\[])(?P<year>(?:19|20)\d\d)(?!\d)(?P<rest>"
    r"\s?[-年/.]\s?(?P<month>\d{1,2})(?!\d)\s?月?(?:\s?[-/.]?\s?(?P<day>\d{1,2})(?!\d)\s?[日号]?)?|\s?年)?"
)
_MONTHS = tuple(m.lower() for m in calendar.month_name)
# What a year says of people, not when something is asked for: 2019届, 2021 graduates.
_WHOSE = ("级", "届", "毕业", "出生", "参加", "取得", "获得", "graduat", "student", "intake", "cohort")
# What follows a bare year that names a time, and what stands before one.
_RULES = ("规定", "标准", "办法", "制度")
_OF_RULES = ("版", "修订", "时", "当时", "那时", *_RULES, *(f"的{r}" for r in (*_RULES, "时")))
_OF_RULES_EN = ("edition", "version", "rule", "rates")
_BEFORE_ZH = tuple("，,。；;：:在按照依到至")
_BEFORE_EN = frozenset(
    ("in", "on", "of", "by", "under", "during", "for", "the", "since", "from", "until", "till", "before", "to")
)
# The time asked about ends before the one that is named.
_UNTIL_EN, _UNTIL_ZH = frozenset({"until", "till", "before"}), ("以前", "之前", "前")
# What else belongs to a time that is named: 「2018年的时候」.
_THEN = ("的时候", "那时候", "那时", "那会儿", "当时", *_UNTIL_ZH)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A time that a normalised text names: the last day that it means, and where in the text it stands."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedMonth:
    """A month of a year that a text names: its number since the year 0, and where in the text it stands."""

    month: int
    start: int
    end: int


def named_months(text: str) -> Iterable[NamedMonth]:
    """Every month of a year that a normalised text names, whatever of, in order."""
    for match in _YEAR.finditer(text):
        before = text[: match.start()].rstrip()
        named = before.split()[-1] if before.split() else ""
        in_words = named in _MONTHS[1:]
        month = _MONTHS.index(named) if in_words else int(match["month"] or 0)
        if 1 <= month <= len(_MONTHS) - 1:
            start = len(before) - len(named) if in_words else match.start()
            yield NamedMonth(int(match["year"]) * 12 + month - 1, start, match.end("year") if in_words else match.end())


def asked_times(text: str) -> Iterable[AskedTime]:
    """The times that a normalised text names, in order.

    Of a bare year or month its last day is meant, on which what was changed within it holds; of what lies before a
    time, the day before it.
    """
    for match in _YEAR.finditer(text):
        end = match.end()
        before, after = text[: match.start()].rstrip(), text[end:].lstrip()
        words = before.split()
        named = words[-1] if words else ""
        month = _MONTHS.index(named) if named in _MONTHS[1:] else 0
        words = words[:-1] if month else words
        opens = not before or before.endswith(_BEFORE_ZH) or bool(words and words[-1] in _BEFORE_EN)
        says_when = bool(match["rest"]) or bool(month) or opens or after.startswith((*_OF_RULES, *_OF_RULES_EN))
        if after.startswith(_WHOSE) or not says_when:
            continue
        ends = bool(words and words[-1] in _UNTIL_EN) or after.startswith(_UNTIL_ZH)
        numbers = [int(n) for n in (match["month"], match["day"]) if n]
        day = _day(int(match["year"]), month or (numbers[0] if numbers else 0), numbers[1:], ends=ends)
        if day is not None:
            start = len(before) - len(named) if month else match.start()
            start = len(text[:start].rstrip()) - len(words[-1]) if words and words[-1] in _UNTIL_EN else start
            then = next((w for w in _THEN if after.startswith(w)), "")
            yield AskedTime(day, start, text.index(then, end) + len(then) if then else end)


def _day(year: int, month: int, days: list[int], *, ends: bool) -> date | None:
    """The last day of a year, month or day, or the one before its first; None for what no calendar has."""
    try:
        if ends:
            return date(year, month or 1, days[0] if days else 1) - timedelta(days=1)
        last = days[0] if days else calendar.monthrange(year, month or 12)[1]
        return date(year, month or 12, last)
    except (ValueError, calendar.IllegalMonthError):
        return None
