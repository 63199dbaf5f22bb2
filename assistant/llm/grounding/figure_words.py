"""The words of which figures are made in Chinese and English: scales, units, months."""

from __future__ import annotations

from enum import StrEnum


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
# 「一年半」
HALVED = frozenset((Unit.YEAR, Unit.TERM, Unit.MONTH, Unit.DAY, Unit.HOUR))

NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALES |= {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "k": 10**3, "w": 10**4}
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}
MONTHS = {
    name: number
    for number, name in enumerate(
        split_words("january|february|march|april|may|june|july|august|september|october|november|december"), start=1
    )
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

_UNITS = {
    Unit.HOUR: "学时|课时|小时|hour|hours|h|hr|hrs",
    Unit.CREDIT: "学分|credit|credits",
    Unit.TERM: "学期|semester|semesters|term|terms",
    Unit.MINUTE: "分钟|minute|minutes|min|mins",
    Unit.WEEK: "周|星期|week|weeks",
    Unit.MONTH: "个月|个自然月|month|months",
    # What begins with the word of a unit and is none.
    Unit.COUNT: "年级|周岁|分之|分点|日制",
    Unit.YEAR: "周年|学年|年|year|years|yr|yrs|year-old",
    Unit.DAY: "工作日|天|日|day|days",
    Unit.MONEY: "元|块钱|人民币|美元|美金|yuan|rmb|cny|dollars|usd",
    Unit.PERSON: "名|人|位|people|persons|students|lecturers|teachers|trainers",
    Unit.LEVEL: "级",
    Unit.SCORE: "分|point|points|marks",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in split_words(words)}
# Longest first: 「周年」 is no week.
_CHINESE_UNITS = sorted((w for w in _UNIT_OF if not w.isascii()), key=len, reverse=True)
# What may stand between a figure and its unit.
_BETWEEN = "多余来 "
# One character after a numeral of one character that makes it a figure (「三项」, but not 「四川」 or 「三亚」).
MEASURES = frozenset(
    "个名位人张本门条项种类块级年月天日周次倍分学课节元家所套批届场轮步章篇页组档点部大阶层段期季份岁小领任环模板省市区科技岗方科职成"
    "笔件台款只封间座道题篇处栋把支"
)
# 「这一级」「另一年」 count nothing: which one is meant stands before.
DETERMINERS = frozenset("这那每另哪同某上下头")
# Only with these is a lone 「一」 a figure: elsewhere it is a word (一般, 一定, 进一步).
ONE_OF = ("年", "个月", "天", "周", "个学期", "学期", "小时", "个小时", "学时", "学分", "元", "级")
# With these behind it 「成」 is no tenth: 成立, 成绩.
NO_TENTHS = "立为就员果本品绩功熟长都不人交份"
APPROXIMATE = split_words("约|近|≈|大概|左右|大致|about|around|roughly|nearly|almost|approximately")


def unit_after(text: str, at: int) -> tuple[Unit | None, int]:
    """The unit that stands behind a figure ending at ``at``, and where it ends."""
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    # 「个学时」 is one, 「个月」 a word of its own.
    for start in (at, at + 1) if text.startswith("个", at) else (at,):
        for word in _CHINESE_UNITS:
            if text.startswith(word, start):
                return _UNIT_OF[word], start + len(word)
    if at < len(text) and text[at] in MEASURES:
        return Unit.COUNT, at + 1
    words = text[at : at + 32].partition("\n")[0].replace("-", " ").split(" ")
    # "3000 class hours", "10 academic years": the unit may be the second word; "3-year" has a dash before it.
    for word in [w for w in words[:3] if w][:2]:
        bare = word.strip(".,;:()")
        if bare in _UNIT_OF:
            return _UNIT_OF[bare], at
        if not (bare.isascii() and bare.isalpha()) or bare != word:
            break
    return None, at
