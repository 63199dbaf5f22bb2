"""Quantities in text: the value, what it is counted in, how it bounds, and where it stands.

A scanner reads numerals (digits, Chinese, English words, fractions, shares, ratios) and the unit after them; the words
of a bound stand before or behind. It knows measures, which belong to the language, and no noun of any subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.evidence.measures import AFTER, BEFORE, CURRENCIES, LONGEST, MEASURES, PERSONS, Bound
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import word_at
from assistant.understanding.numbers import ENGLISH_NUMBER, with_digits

SHARE, RATIO = "%", ":"
# A number with these behind it is a name or a date: 「三级」, 「3月」, 「5日」, 「9.1节」.
_NAMES = ("级", "月", "日", "号", "届", "季度", "学期", "学年", "年级", "线")
_NUMERALS = "零〇一二两俩仨三四五六七八九十百千万"
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FIGURES = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# Figures, Chinese numerals, or a whole Latin word, which may be a number or begin one.
_NUMERAL = re.compile(
    rf"(?P<figures>{_FIGURES})|(?P<half>半|(?<![0-9a-z])half(?![a-z]))|(?P<zh>[{_NUMERALS}]+)|(?<![0-9a-z])[a-z]+"
)
_YEARS = range(1900, 2101)
_SECOND_MAX = 10


# So many characters at most stand between the words of a bound and the number: 「一般占总学时的1/3」.
_REACH = 6
# 「48学时内容」: what begins as a bound does.
_CONTENTS = ("内容", "内部", "内外")
_BREAKS = frozenset("，,。；;：:、（）() ")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        value: in ``unit``; a share is a part of one, a ratio the first by the second.
        unit: canonical measure (``月``, ``学时``, ``元``), ``%`` a share, ``:`` a ratio, '' a count of things.
        bound: how it bounds.
        written: as it stands in the normalised text, with its unit.
        suffix: the unit as it is written, '' for none.
        scale: how many of ``unit`` one of ``suffix`` is (12 for 年).
        start, end: offsets in the normalised text, bound words left out.
        around: [left, right) with the words of the bound.
    """

    value: Fraction
    unit: str
    bound: Bound
    written: str
    suffix: str
    scale: int
    start: int
    end: int
    around: tuple[int, int]

    @property
    def own(self) -> Fraction:
        """The value in the unit as it is written."""
        return self.value / self.scale

    @property
    def counts_persons(self) -> bool:
        """Whether the unit is one in which people are counted."""
        return self.suffix in PERSONS


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text that is already normalised, in order; they never overlap."""
    found, position = [], 0
    while match := _NUMERAL.search(text, position):
        value, position = _value(text, match)
        quantity = _measured(text, match.start(), position, value) if value is not None else None
        if quantity is not None:
            found.append(_bounded(text, quantity))
            position = max(position, quantity.end)
    return tuple(found)


def unit_of(noun: str) -> str:
    """The measure that a noun ends with (总学时, total hours), or what a number counts (章 of 章节数), '' for none."""
    words = plain(noun).strip()
    if words.endswith("数") and words[0] in MEASURES:
        return words[0]
    ends = [u for u, (unit, _) in MEASURES.items() if unit and words.endswith(u if not u.isascii() else f" {u}")]
    return max((u for u in ends if len(u) > 1), key=len, default="")


def fits_measure(quantity: Quantity, noun: str) -> bool:
    """Whether a quantity can measure a noun: three years are no part of 总学时, a bare 3000 may be."""
    unit = unit_of(noun)
    return not unit or not quantity.suffix or MEASURES[unit][0] == quantity.unit


def plain(text: str) -> str:
    """A text as the scanner reads it: normalised, with one sign for a ratio."""
    return normalise(text).replace("∶", ":").replace("﹪", "%")


def shown(value: Fraction) -> str:
    """A value as people write it: whole, or with up to two decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def shown_share(value: Fraction) -> str:
    """A part of one as a percentage: 1/3 is 33.3%."""
    return f"{float(value * 100):.1f}".removesuffix(".0") + "%"


def _value(text: str, match: re.Match[str]) -> tuple[Fraction | None, int]:
    """(value, end) of what may be a numeral; the value is None for what is no single number."""
    start, end = match.span()
    if match["half"]:
        return Fraction(1, 2), end
    if match["figures"]:
        before, after, beyond = text[:start][-1:], text[end : end + 1], text[end + 1 : end + 2]
        # A code or a name: 1+x, b2b, 9.1.2, rev2, 2020-01.
        joined = bool(before) and before.isascii() and (before.isalpha() or before in "+.-_/#")
        coded = bool(after) and after in "+.-_" and beyond.isascii() and beyond.isalnum()
        return (None if joined or coded else Fraction(match.group().replace(",", ""))), end
    words = match if match["zh"] else ENGLISH_NUMBER.match(text, start)
    if words is None:
        return None, end
    digits = with_digits(words.group())
    return (Fraction(digits) if digits.isascii() and digits.isdigit() else None), words.end()


def _measured(text: str, start: int, end: int, value: Fraction) -> Quantity | None:
    """The quantity that a numeral makes with what follows it, None where it is a name, a date or a mere word."""
    if text[start - 1 : start] == "第":
        return None
    digits = text[start].isdigit()
    if text[start] == "半" or text[start:end] == "half":
        # 「一半」 is read with its 一; 「半年」 is half of a year.
        if unit := _unit(text, end):
            return _quantity(text, start, unit[1], value * unit[0][1], unit)
        return _quantity(text, start, end, value, None, SHARE) if text[start:end] == "half" else None
    if text[end : end + 1] == "半" and value == 1:
        return _quantity(text, start, end + 1, Fraction(1, 2), None, SHARE)
    if text.startswith("分之", end) and value:
        numeral = _NUMERAL.match(text, end + 2)
        part, stop = _value(text, numeral) if numeral else (None, end)
        return None if part is None else _quantity(text, start, stop, part / value, None, SHARE)
    rest = text[end:].lstrip(" ")
    after = len(text) - len(rest)
    if rest.startswith(("%", "percent", "per cent")):
        stop = after + (1 if rest[0] == "%" else len("percent") if rest.startswith("percent") else len("per cent"))
        return _quantity(text, start, stop, value / 100, None, SHARE)
    if rest[:1] == "成" and value < 10 and rest[1:2] not in ("立", "为", "就", "本"):
        return _quantity(text, start, after + 1, value / 10, None, SHARE)
    if digits and text[end : end + 1] in ("/", ":", "比") and end + 1 < len(text):
        return _related(text, start, end, value)
    while digits and text[after : after + 1] in _SCALES:
        value, end, after = value * _SCALES[text[after]], after + 1, after + 1
    if digits and text[end : end + 1].isascii() and text[end : end + 1].isalpha() and _unit(text, end) is None:
        return None
    sign = text[start - 1 : start]
    if sign in CURRENCIES:
        written = text[start - 1 : end]
        return Quantity(value, CURRENCIES[sign], Bound.EXACT, written, sign, 1, start - 1, end, (start - 1, end))
    return _with_unit(text, start, end, value)


def _related(text: str, start: int, end: int, value: Fraction) -> Quantity | None:
    """「1/3」 and 「20:1」; a date (2020/03) and a time of day (14:30) are neither."""
    second = _NUMERAL.match(text, end + 1)
    other = Fraction(second["figures"].replace(",", "")) if second and second["figures"] else Fraction(0)
    if second is None or not other:
        return _with_unit(text, start, end, value)
    if text[end] == "/":
        if value >= other or other > 100 or text[second.end() : second.end() + 1] == "/":
            return None
        return _quantity(text, start, second.end(), value / other, None, SHARE)
    if min(value, other) > _SECOND_MAX or (other > _SECOND_MAX and value > 1):
        return None
    return _quantity(text, start, second.end(), value / other, None, RATIO)


def _with_unit(text: str, start: int, end: int, value: Fraction) -> Quantity | None:
    bare = text[end:].lstrip(" ")
    unit = _unit(text, end)
    is_year = value.denominator == 1 and value.numerator in _YEARS
    if unit is None:
        # A bare figure counts what follows it; a bare numeral in Chinese is a syllable (一般, 三维).
        if is_year or bare.startswith(_NAMES) or text[start] in _NUMERALS or value >= 10**7:
            return None
        return _quantity(text, start, end, value, None, "")
    surface = unit[2]
    if (is_year and surface in ("年", "years", "year")) or bare.startswith(_NAMES):
        return None
    stop = unit[1]
    if surface in ("年", "个月", "小时", "个小时") and text[stop : stop + 1] == "半":
        return _quantity(text, start, stop + 1, (value + Fraction(1, 2)) * unit[0][1], unit)
    return _quantity(text, start, stop, value * unit[0][1], unit)


def _unit(text: str, end: int) -> tuple[tuple[str, int], int, str] | None:
    """((canonical unit, factor), end, surface) of the unit that stands there."""
    start = end + (text[end : end + 1] in (" ", "-") and end + 1 < len(text))
    if word := word_at(text, start):
        return (MEASURES[word], start + len(word), word) if word in MEASURES else None
    for length in range(LONGEST, 0, -1):
        surface = text[start : start + length]
        if len(surface) == length and surface in MEASURES and not surface.isascii():
            return MEASURES[surface], start + length, surface
    return None


def _quantity(
    text: str,
    start: int,
    end: int,
    value: Fraction,
    unit: tuple[tuple[str, int], int, str] | None,
    canonical: str = "",
) -> Quantity:
    name, scale, suffix = (unit[0][0], unit[0][1], unit[2]) if unit else (canonical, 1, "")
    return Quantity(value, name, Bound.EXACT, text[start:end], suffix, scale, start, end, (start, end))


def _bounded(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the bound that stands before or behind it."""
    left = text[: quantity.start].rstrip(" ")
    for word, bound in BEFORE:
        if left.endswith(word) and not _in_word(left, len(left) - len(word)):
            return replace(quantity, bound=bound, around=(len(left) - len(word), quantity.end))
    right = text[quantity.end :].lstrip(" ")
    for word, bound in AFTER:
        if right.startswith(word) and not right.startswith(_CONTENTS):
            end = len(text) - len(right) + len(word)
            return replace(quantity, bound=bound, around=(quantity.start, end))
    near = left[-_REACH - 4 :]
    for word, bound in BEFORE:
        place = -1 if word.isascii() else near.rfind(word)
        between = near[place + len(word) :] if place >= 0 else ""
        # 「满分200分」 names the most that there is, and bounds nothing.
        if (
            between
            and not (quantity.suffix and between.startswith(quantity.suffix))
            and len(between) <= _REACH
            and not any(c in _BREAKS or c.isdigit() for c in between)
        ):
            return replace(quantity, bound=bound)
    return quantity


def _in_word(text: str, start: int) -> bool:
    """Whether an English word goes on to the left of a place: the 「over」 of "covers"."""
    before = text[start - 1 : start] if start else ""
    return before.isascii() and before.isalpha() and text[start].isascii()
