"""Time that has gone by since something that a person tells of, in months: 「去年5月发的，现在都26年11月了」.

A question with two dates of its asker wants the time between them held against a rule. The dates themselves stand in no
source, so that the time takes their place in the question that is searched and reckoned with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.text.clauses import clauses
from assistant.types import Language
from assistant.understanding.asked_times import NamedMonth, named_months
from assistant.understanding.focus import asks_whether

# What says that a time is the one from which is looked back, right before it; and of oneself.
_UNTIL = ("到", "截至", "至", "现在", "现在都", "如今", "now", "now in", "by", "until", "it is", "it's")
_NOW = ("现在", "今天", "目前", "如今", "到今", " now", "today", " still ")
_OWN = ("我", "俺", "咱", "本人", "i ", "i'", "my ", "our ", "we ")
_MISSING = ("差", "还要", "还得", "还需")


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Months between two of the asker's dates, a month more or less, since the days are not told.

    Attributes:
        months: whole months from one to the other.
        written: how the time stands in the question in their place.
        since, until: the dates as they were written.
    """

    months: int
    written: str
    since: str
    until: str


def with_elapsed(text: str, day: date, language: Language) -> tuple[str, Elapsed | None]:
    """A question with the time between its asker's two dates in place of these, and that time; else as it is.

    Args:
        text: the question, its relative dates read against the day.
        day: on which it is asked: the second date where only one is told, and the question is of now.
        language: of the question.
    """
    words = text.lower()
    months = list(named_months(words))
    asks = any(asks_whether(c) for c in clauses(text)) or any(w in text for w in _MISSING)
    if not asks or len(months) not in (1, 2):
        return text, None
    first = months[0]
    until = months[1] if len(months) == 2 else None
    told = any(w in f" {words}" for w in _OWN)
    now = any(w in f" {words}" for w in _NOW)
    if until is None:
        if not (told and now):
            return text, None
    elif not (told or words[: until.start].rstrip().endswith(_UNTIL)):
        return text, None
    last = until.month if until else day.year * 12 + day.month - 1
    if last <= first.month:
        return text, None
    number = last - first.month
    zh = language is Language.ZH
    written = f"{number}个月" if zh else f"{number} months"
    today = f"{day.year}年{day.month}月" if zh else f"{day.year}-{day.month:02}"
    spent = Elapsed(number, written, _said(text, first), _said(text, until) if until else today)
    parts = [text[: first.start].removesuffix("in "), f"{written}前" if zh else f"{written} ago"]
    if until is None:
        parts.append(text[first.end :])
    else:
        parts += [text[first.end : until.start], text[until.end :]]
    return "".join(parts), spent


def _said(text: str, month: NamedMonth) -> str:
    return text[month.start : month.end].strip()
