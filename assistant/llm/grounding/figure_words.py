"""The words of which figures are made in Chinese and English: numerals, scales, units, months."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction


def split_words(listed: str) -> tuple[str, ...]:
    """The words of a list written as ``a|b|c``; tokens such as ``<|`` cannot stand in one."""
    return tuple(listed.split("|"))


class Unit(StrEnum):
    """What a figure measures; two figures of different units are different facts."""

    YEAR = "year"
    TERM = "term"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    CREDIT = "credit"
    MONEY = "money"
    SCORE = "score"
    LEVEL = "level"
    PERSON = "person"
    COUNT = "count"


# Units that are told apart; anything may be counted with any measure word.
DISTINCT = frozenset(Unit) - {Unit.COUNT}

# One span may be given in either: 「一年半」 is 18 months.
MONTHS_IN = {Unit.YEAR: 12, Unit.MONTH: 1}

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERALS = frozenset((*DIGITS, *TENS, *MYRIADS))

ENGLISH = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "k": 10**3}
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}
MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        start=1,
    )
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

_ZH_WORDS: tuple[tuple[str, Unit], ...] = (
    *((w, Unit.HOUR) for w in ("学时", "课时", "小时", "个学时", "个课时", "个小时")),
    *((w, Unit.CREDIT) for w in ("学分", "个学分")),
    *((w, Unit.TERM) for w in ("学期", "个学期")),
    *((w, Unit.MINUTE) for w in ("分钟", "个分钟")),
    *((w, Unit.WEEK) for w in ("周", "星期", "个星期")),
    *((w, Unit.MONTH) for w in ("个月", "个自然月")),
    *((w, Unit.COUNT) for w in ("年级", "周岁", "分之", "分点", "日制")),
    *((w, Unit.YEAR) for w in ("周年", "学年", "年")),
    *((w, Unit.DAY) for w in ("工作日", "个工作日", "天", "日")),
    *((w, Unit.MONEY) for w in ("元", "块钱", "人民币", "美元", "美金")),
    *((w, Unit.PERSON) for w in ("名", "人", "位")),
    ("级", Unit.LEVEL),
    ("分", Unit.SCORE),
)
# Longest first: 「周年」 is no week.
_UNITS_ZH = tuple(sorted(_ZH_WORDS, key=lambda pair: -len(pair[0])))
_UNITS_EN = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "year-old"), Unit.YEAR),
    **dict.fromkeys(("month", "months"), Unit.MONTH),
    **dict.fromkeys(("week", "weeks"), Unit.WEEK),
    **dict.fromkeys(("day", "days"), Unit.DAY),
    **dict.fromkeys(("hour", "hours", "h", "hr", "hrs"), Unit.HOUR),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), Unit.MINUTE),
    **dict.fromkeys(("semester", "semesters", "term", "terms"), Unit.TERM),
    **dict.fromkeys(("credit", "credits"), Unit.CREDIT),
    **dict.fromkeys(("yuan", "rmb", "cny", "dollars", "usd"), Unit.MONEY),
    **dict.fromkeys(("point", "points", "marks"), Unit.SCORE),
    **dict.fromkeys(("people", "persons", "students", "lecturers", "teachers", "trainers"), Unit.PERSON),
}
# What may stand between a figure and its unit.
_BETWEEN = "多余来+- "
# One character after a numeral of one character that makes it a figure (「三项」, but not 「四川」 or 「三亚」).
MEASURES = frozenset(
    "个名位人张本门条项种类块级年月天日周次倍分学课节元家所套批届场轮步章篇页组档点部大阶层段期季份岁小领任环模板省市区科技岗方科职成"
    "笔件台款只封间座道题篇处栋把支"
)
# Only with these is a lone 「一」 a figure: elsewhere it is a word (一般, 一定, 进一步).
# 「这一级」「另一年」 count nothing: which one is meant stands before.
DETERMINERS = frozenset("这那每另哪同某上下头")
ONE_OF = ("年", "个月", "天", "周", "个学期", "学期", "小时", "个小时", "学时", "学分", "元", "级")


def chinese(run: str) -> Fraction | None:
    """Value of a run of Chinese numerals; None for digits side by side that count no one thing (「三四」)."""
    if not any(c in TENS or c in MYRIADS for c in run):
        if len(run) == 1 or len(run) == 4:
            return Fraction(int("".join(str(DIGITS[c]) for c in run)))
        return None
    total = section = digit = 0
    last = 0
    for place, c in enumerate(run):
        if c in DIGITS:
            digit = DIGITS[c]
            # 「一百五」: a last digit right after a scale counts tenths of it.
            if place == len(run) - 1 and last >= 100 and run[place - 1] not in DIGITS:
                digit *= last // 10
        elif c in MYRIADS:
            total, section, digit = (total + section + digit or 1) * MYRIADS[c], 0, 0
            last = MYRIADS[c]
        else:
            section, digit = section + (digit or 1) * TENS[c], 0
            last = TENS[c]
    return Fraction(total + section + digit)


def _names_operand(text: str, at: int) -> bool:
    """Whether what stands behind a sign is the name of the next number of a sum: 「北京5+天津5」."""
    end = at
    while end < len(text) and text[end].isalpha() and text[end] not in NUMERALS:
        end += 1
    return text[at - 1] in "+-" and end - at > 1 and text[end : end + 1].isdecimal()


def unit_after(text: str, at: int) -> Unit | None:
    """The unit that stands behind a figure ending at ``at``."""
    start = at
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    if text[start:at].strip() and _names_operand(text, at):
        return None
    for word, unit in _UNITS_ZH:
        if text.startswith(word, at):
            return unit
    if at < len(text) and text[at] in MEASURES:
        return Unit.COUNT
    words = text[at : at + 32].partition("\n")[0].replace("-", " ").split(" ")
    # "3000 class hours", "10 academic years": the unit may be the second word.
    for word in words[:2]:
        bare = word.strip(".,;:()")
        if bare in _UNITS_EN:
            return _UNITS_EN[bare]
        if not (bare.isascii() and bare.isalpha()) or bare != word:
            return None
    return None
