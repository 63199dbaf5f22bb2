"""Words that mean a day only together with the day on which they are said: 今年, 去年10月, 26年, last year."""

from __future__ import annotations

import re
from datetime import date

# Years from the day's own.
_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2,
    "the year before last": -2, "last year": -1, "this year": 0, "next year": 1,
}  # fmt: skip
# Months from the day's own.
_MONTHS = {
    "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1,
    "last month": -1, "this month": 0, "next month": 1,
}  # fmt: skip
# 「证明年限」 speaks of no next year, 「以上年龄」 of no last one.
_RELATIVE = re.compile(
    "|".join(
        rf"\b{w}\b" if w.isascii() else rf"(?<![证声表注]){w}(?![龄薪])"
        for w in sorted((*_YEARS, *_MONTHS), key=len, reverse=True)
    ),
    re.IGNORECASE,
)
# Two digits are a year where they lie near the day's own, and where what follows makes them no span of time.
_SHORT_YEAR = re.compile(r"(?<![\d.第满])(\d\d)年(?!以上|以内|经验|工龄|前|后|内|间|制|级|来|多|的?工作)")
_YEARS_BACK, _YEARS_AHEAD = 8, 2


def dated(text: str, day: date) -> str:
    """A text with the years and months that its words mean on a day, in four digits.

    「去年10月」 becomes 「2025年10月」, 「26年春季」 「2026年春季」: searching sees figures as documents give them.
    """
    return _SHORT_YEAR.sub(lambda m: _year(m, day), _RELATIVE.sub(lambda m: _relative(m.group(), day), text))


def _relative(words: str, day: date) -> str:
    known = words.lower()
    zh = not known.isascii()
    if known in _YEARS:
        year = day.year + _YEARS[known]
        # 「the fee last year」 asks in a year; 「this year's」 is of one.
        return f"{year}年" if zh else f"in {year}"
    month = day.year * 12 + day.month - 1 + _MONTHS[known]
    return f"{month // 12}年{month % 12 + 1}月" if zh else f"{month // 12}-{month % 12 + 1:02}"


def _year(match: re.Match[str], day: date) -> str:
    year = 2000 + int(match.group(1))
    near = day.year - _YEARS_BACK <= year <= day.year + _YEARS_AHEAD
    return f"{year}年" if near else match.group()
