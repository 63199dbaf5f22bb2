"""Days, months and years: ``2025-12-31``, 「2025年12月31日」, "31 December 2025"."""

from __future__ import annotations

from dataclasses import replace

from assistant.llm.grounding.figure_words import MEASURES, MONTHS, MYRIADS, NUMERALS, TENS, chinese, unit_after
from assistant.llm.grounding.figures import Figure, Kind

# Digits beyond these name no quantity that a document states; reading them would cost time.
MAX_DIGITS = 18
YEARS = range(1900, 2101)
_DAY = ("日", "号")


def is_latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def digits_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isascii() and text[at].isdigit():
        at += 1
    return at


def to_int(digits: str) -> int:
    return int(digits[:MAX_DIGITS] or 0)


def numeric_date(text: str, at: int, end: int) -> Figure | None:
    year_end = digits_end(text, at)
    if (
        year_end - at != 4
        or int(text[at:year_end]) not in YEARS
        or text[year_end : year_end + 1] not in ("-", "/", ".")
    ):
        return None
    mark = text[year_end]
    month_end = digits_end(text, year_end + 1)
    if not 0 < month_end - year_end - 1 <= 2 or not 1 <= int(text[year_end + 1 : month_end]) <= 12:
        return None
    year, month = int(text[at:year_end]), int(text[year_end + 1 : month_end])
    day_end = digits_end(text, month_end + 1) if text[month_end : month_end + 1] == mark else month_end
    if 0 < day_end - month_end - 1 <= 2 and 1 <= int(text[month_end + 1 : day_end]) <= 31:
        return Figure(Kind.DATE, at, day_end, day=(year, month, int(text[month_end + 1 : day_end])))
    if mark == "." or (mark == "/" and month_end < end):
        return None
    return Figure(Kind.DATE, at, month_end, day=(year, month, None))


def chinese_date(text: str, figure: Figure) -> Figure | None:
    """「2025年12月31日」 and what begins or ends within it; ``figure`` is its first number."""
    value, end = int(figure.value), figure.end
    gap = 1 if text[end : end + 1] == " " else 0
    sign = text[end + gap : end + gap + 1]
    if value in YEARS and figure.end - figure.start == 4:
        if sign != "年":
            if unit_after(text, end) or sign in ("%", *MYRIADS, *TENS) or text[end + 1 : end + 2].isdigit():
                return None
            return replace(figure, kind=Kind.DATE, day=(value, None, None))
        end += gap + 1
        month, month_end = _sub_date(text, end, "月", 12)
        if month is None:
            month = 12 if text.startswith(("底", "末", "年底"), end) else None
            return replace(figure, kind=Kind.DATE, end=end, day=(value, month, None))
        day, day_end = _sub_date(text, month_end, _DAY, 31)
        return replace(figure, kind=Kind.DATE, end=day_end, day=(value, month, day))
    if sign == "月" and 1 <= value <= 12:
        day, day_end = _sub_date(text, end + gap + 1, _DAY, 31)
        return replace(figure, kind=Kind.DATE, end=day_end, day=(None, value, day))
    return None


def _sub_date(text: str, at: int, sign: str | tuple[str, ...], most: int) -> tuple[int | None, int]:
    start = at + 1 if text[at : at + 1] == " " else at
    end = start
    while end - start < 3 and end < len(text) and (text[end] in NUMERALS or "0" <= text[end] <= "9"):
        end += 1
    run = text[start:end]
    value = to_int(run) if run.isdecimal() and run.isascii() else chinese(run) if run and set(run) <= NUMERALS else None
    gap = 1 if text[end : end + 1] == " " else 0
    if value is None or not 1 <= value <= most:
        return None, at
    following = text[end + gap : end + gap + 1]
    if sign == _DAY and run.isdecimal() and following and following not in MEASURES and following.isalpha():
        # 「7月27那场」
        return int(value), end
    if not text.startswith(sign, end + gap):
        return None, at
    return int(value), end + gap + 1


def english_month(text: str, end: int, day: int) -> Figure | None:
    """``31 December 2025`` from behind its day."""
    words = text[end : end + 24].lstrip(" ").removeprefix("of ").split(" ")
    month = MONTHS.get(words[0].strip(".,;:)"))
    if month is None or text[end : end + 1] != " ":
        return None
    month_end = text.find(words[0], end) + len(words[0].rstrip(".,;:)"))
    start = end
    while start > 0 and is_latin(text[start - 1]):
        start -= 1
    year, year_end = year_after(text, month_end)
    return Figure(Kind.DATE, start, year_end, day=(year, month, day))


def year_after(text: str, at: int) -> tuple[int | None, int]:
    start = at
    while start < len(text) and text[start] in ",. " and start - at < 2:
        start += 1
    end = digits_end(text, start)
    if end - start == 4 and int(text[start:end]) in YEARS:
        return int(text[start:end]), end
    return None, at
