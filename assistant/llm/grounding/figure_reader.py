"""Reads the figures of a text one way, whatever their writing.

A digit is read once: 「2025-12-31」 is a day and not three numbers, ``1.3.2`` a code, and the digits of a name such as
``C2M`` or ``3+2`` are no figures at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from assistant.llm.grounding.figure_words import (
    APPROXIMATE,
    DETERMINERS,
    HALVED,
    MEASURES,
    MONTHS,
    NO_TENTHS,
    ONE_OF,
    PARTS,
    SCALES,
    Unit,
    unit_after,
)
from assistant.llm.grounding.figures import Figure, Kind
from assistant.understanding.numbers import ENGLISH_NUMBER, with_digits

# Digits beyond these name no quantity that a document states; reading them would cost time.
_MAX_DIGITS, _MAX_NUMERALS = 18, 24
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NUMERALS = "零〇一二两三四五六七八九十百千万"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?:\d\d?(?!\d)|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH = rf"(?P<month>{_DAY}) ?月(?: ?(?P<day>{_DAY}) ?[日号])?"
_NAME = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_BEHIND = rf"(?:[,. ]{{1,2}}{_YEAR})?"
_DATES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?))?(?!\d)",
        rf"(?P<year>(?:19|20)\d\d|[一二][零〇一二三四五六七八九]{{3}}) ?年(?: ?{_MONTH}|(?P<end>年?[底末]))?",
        _MONTH,
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?{_NAME}{_BEHIND}",
        rf"{_NAME}(?: (?P<day>\d\d?)(?:st|nd|rd|th)?(?!\d))?{_BEHIND}",
    )
)
_RUN = re.compile(r"[a-z0-9]+(?:[-+/&_'.*~][a-z0-9]+)*")
_PAPER = re.compile(r"[〔\[(](\d{4})[〕\])]第?(\d+)号")
_CODE_OR_FRACTION = re.compile(
    r"(?P<code>\d+(?:\.\d+){2,}|\d{1,4}(?:-\d{1,4}){2,}(?![\d/]))|(?P<above>\d{1,18})/(?P<below>\d{1,18})(?![\d/])"
)
_NUMBER = re.compile(r"(\d{1,3}(?:[,']\d{3})+(?!\d)|\d+)(?:\.(\d+))?")
# ``30h`` and ``3-year`` are numbers with their unit, ``64x2`` and ``100-x`` the beginning of a sum; others are names.
_SUFFIX = re.compile(
    r"(st|nd|rd|th)\b|([kw])\b|(?:h|hrs?|min|m|km|yrs?)\b|(?:-[a-z]+)+(?![\w-])|(?=x\d|[-+*~/]\d)", re.ASCII
)
_PART_OF = re.compile(rf"([{_NUMERALS}]{{1,24}})分之([{_NUMERALS}]{{1,24}}|\d{{1,18}}(?:\.\d{{1,18}})?)")
_SCALED = re.compile(
    r"(?:[多余](?=[万亿]))?(?P<signs>(?:(?!百分)[十百千万亿])*)(?: ?(?P<scale>hundred|thousand|million|billion)\b)?"
    rf"(?P<share> ?(?:%|per ?cent|个?百分点|(?P<tenths>成)(?![{NO_TENTHS}])))?"
)


def read_figures(text: str) -> list[Figure]:
    """The figures of a plain text in their order."""
    found: list[Figure] = []
    at = 0
    while at < len(text):
        figure, after = _figure_at(text, at)
        if figure is not None:
            found.append(_with_surroundings(text, figure))
        at = max(after, at + 1)
    return found


def _with_surroundings(text: str, figure: Figure) -> Figure:
    before, after = text[max(0, figure.start - 14) : figure.start], text[figure.end : figure.end + 6]
    # 「约」 must stand close before it, 「左右」 close behind.
    about = any(w in before[-3:] or before.rstrip().endswith(w) for w in APPROXIMATE) or "左右" in after
    ordinal = figure.ordinal or before.endswith(("第", "no.", "no. "))
    if figure.kind is not Kind.NUMBER or figure.share:
        return replace(figure, about=about, ordinal=ordinal)
    unit, end = (Unit.MONEY, 0) if before[-1:] in ("$", "¥", "€") else unit_after(text, figure.end)
    half = Fraction(unit in HALVED and text[end : end + 1] == "半", 2)
    return replace(figure, about=about, ordinal=ordinal, unit=unit, value=figure.value + half)


def _figure_at(text: str, at: int) -> tuple[Figure | None, int]:
    """The figure that begins at a place, if any, and where to read on."""
    c = text[at]
    if c in "〔[(" and (paper := _PAPER.match(text, at)):
        # The two signs before the year of a paper's number tell offices apart.
        code = f"{text[max(0, at - 2) : at]}{paper[1]}-{paper[2]}"
        return Figure(Kind.CODE, at, paper.end(), code=code), paper.end()
    if c in _NUMERALS:
        return _chinese(text, at)
    run = _RUN.match(text, at)
    if run is None:
        return None, at + 1
    if date := _date(text, at):
        return date, date.end
    if c.isalpha():
        return _english(text, at, run.end())
    if not any(x.isalpha() for x in run.group()):
        return _digits(text, at)
    number = _number(text, at)
    suffix = _SUFFIX.match(text, number.end)
    if suffix is None:
        return None, run.end()
    if suffix[2]:
        scale = SCALES[suffix[2]]
        number = replace(number, value=number.value * scale, step=number.step * scale, end=suffix.end())
    return replace(number, ordinal=suffix[1] is not None), suffix.end()


def _date(text: str, at: int) -> Figure | None:
    """The day, month or year that begins at a place."""
    for form in _DATES:
        found = form.match(text, at)
        if found is None:
            continue
        parts = found.groupdict()
        year, month, day = (_int(parts.get(name)) for name in ("year", "month", "day"))
        mark = parts.get("mark")
        if mark and day is None and (mark == "." or text[found.end() : found.end() + 1] in (".", "/", "-")):
            continue
        if (month or 1) not in range(1, 13) or (day or 1) not in range(1, 32):
            continue
        if form is _DATES[-1] and day is None and year is None:
            # "may" alone
            continue
        month = 12 if parts.get("end") else month
        return Figure(Kind.DATE, at, found.end(), value=Fraction(year or 0), day=(year, month, day))
    return None


def _int(digits: str | None) -> int | None:
    return MONTHS.get(digits) or int(with_digits(digits)) if digits else None


def _digits(text: str, at: int) -> tuple[Figure, int]:
    """A code, a fraction, or a number and then the rest."""
    if found := _CODE_OR_FRACTION.match(text, at):
        if found["code"]:
            return Figure(Kind.CODE, at, found.end(), code=found["code"]), found.end()
        above, below = Fraction(found["above"]), Fraction(found["below"])
        if not _is_year(above) and below:
            return _share(at, found.end(), above, below), found.end()
    figure = _scaled(text, _number(text, at))
    is_part = text[figure.end + 1 : figure.end + 2].isdigit()
    if figure.end == at + 4 and _is_year(figure.value) and not is_part and unit_after(text, figure.end)[0] is None:
        return replace(figure, kind=Kind.DATE, day=(int(figure.value), None, None)), figure.end
    return figure, figure.end


def _is_year(value: Fraction) -> bool:
    return value.denominator == 1 and _FIRST_YEAR <= value <= _LAST_YEAR


def _number(text: str, at: int) -> Figure:
    """The number written in digits at a place."""
    found = _NUMBER.match(text, at)
    assert found is not None  # a digit stands there
    whole, decimals = found[1].replace(",", "").replace("'", "")[:_MAX_DIGITS], (found[2] or "")[:_MAX_DIGITS]
    step = Fraction(1, 10 ** len(decimals))
    return Figure(Kind.NUMBER, at, found.end(), value=int(whole) + int(decimals or 0) * step, step=step)


def _share(start: int, end: int, above: Fraction, below: Fraction) -> Figure:
    parts = (above, below)
    return Figure(Kind.NUMBER, start, end, value=above / below, share=True, parts=parts, step=Fraction(0))


def _half(start: int, end: int) -> Figure:
    return Figure(Kind.NUMBER, start, end, value=Fraction(1, 2), share=True, step=Fraction(0))


def _scaled(text: str, figure: Figure) -> Figure:
    """With what multiplies or divides it: 万, million, %, percent, 成."""
    found = _SCALED.match(text, figure.end)
    assert found is not None  # it may be empty
    scale = Fraction(math.prod(SCALES.get(sign, 1) for sign in (*found["signs"], found["scale"])))
    if found["share"]:
        scale /= 10 if found["tenths"] else 100
    value, step = figure.value * scale, figure.step * scale
    return replace(figure, end=found.end(), value=value, step=step, share=found["share"] is not None)


def _english(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """A number in English words, and otherwise nothing of the run that ends at ``end``."""
    if text.startswith("half", at) and end == at + 4:
        return _half(at, end), end
    found = ENGLISH_NUMBER.match(text, at)
    if found is None:
        return None, end
    value = Fraction(with_digits(found.group()))
    parts = (p for p in PARTS if text.startswith((f" {p}", f"-{p}"), found.end()))
    for part, after in ((p, found.end() + 1 + len(p)) for p in parts):
        if not text[after : after + 1].isalnum() and text[after : after + 1] != "_":
            return _share(at, after, value, Fraction(PARTS[part])), after
    figure = _scaled(text, Figure(Kind.NUMBER, at, found.end(), value=value))
    # "one of the", "from zero" count nothing.
    counts_none = value <= 1 and not figure.share and unit_after(text, figure.end)[0] in (None, Unit.COUNT, Unit.PERSON)
    return (None if counts_none else figure), figure.end


def _chinese(text: str, at: int) -> tuple[Figure | None, int]:
    """A run of Chinese numerals, where it is a figure and no part of a word."""
    if (part := _PART_OF.match(text, at)) and (below := _value(part[1])) and (above := _value(part[2])) is not None:
        return _share(at, part.end(), above, below), part.end()
    if date := _date(text, at):
        return date, date.end
    run = "".join(takewhile(_NUMERALS.__contains__, text[at : at + _MAX_NUMERALS]))
    end = at + len(run)
    before, following = text[at - 1 : at], text[end : end + 1]
    if run == "一" and following == "半":
        return _half(at, end + 1), end + 1
    value = None if set(run) <= set("千万") or run == "百" or run[0] == "万" else _value(run)
    if value is None or before in ("几", "数", "统", "唯") or following in ("几", "者"):
        return None, end
    figure = _scaled(text, Figure(Kind.NUMBER, at, end, value=value))
    # A lone numeral is a figure before what it counts; elsewhere it is a part of a word.
    if len(run) == 1 and figure.end == end and before not in ("第", "共", "表", "图"):
        counts = following in MEASURES and (following != "方" or text[end + 1 : end + 2] == "面")
        if not counts or (run == "一" and (not text.startswith(ONE_OF, end) or before in DETERMINERS)):
            return None, end
    return figure, figure.end


def _value(numeral: str) -> Fraction | None:
    """The value of digits or a run of numerals; None for digits side by side that count no one thing (「三四」)."""
    spelled = not any(c in "十百千万" or c.isdigit() for c in numeral)
    digits = with_digits(numeral)
    is_one = digits.replace(".", "", 1).isdecimal() and not (spelled and len(numeral) not in (1, 4))
    return Fraction(digits) if is_one else None
