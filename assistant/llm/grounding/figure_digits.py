"""Figures written in digits: numbers with their scale, fractions, codes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.llm.grounding.figure_dates import (
    MAX_DIGITS,
    YEARS,
    chinese_date,
    digits_end,
    english_month,
    is_latin,
    numeric_date,
    to_int,
)
from assistant.llm.grounding.figure_words import MYRIADS, SCALES, TENS, Unit
from assistant.llm.grounding.figures import Figure, Kind

_MARKS = "+-/&_'.*~"


def run_end(text: str, at: int) -> int:
    end = at
    while end < len(text) and (
        is_latin(text[end]) or text[end] in _MARKS and end + 1 < len(text) and is_latin(text[end + 1])
    ):
        end += 1
    return end


def digits_with_letters(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """``30h``, ``3rd``, ``3-year`` and ``5k`` are numbers; ``1+x`` and ``2021q1`` are names."""
    digits = digits_end(text, at)
    if digits < end and text[digits] in ".," and text[digits + 1 : digits + 2].isdigit():
        digits = digits_end(text, digits + 1)
    rest = text[digits:end]
    figure = number_at(text, at, digits)
    if rest in ("st", "nd", "rd", "th"):
        day = english_month(text, end, to_int(text[at:digits]))
        return (day, day.end) if day else (replace(figure, ordinal=True), end)
    if rest == "k":
        return replace(figure, value=figure.value * 1000, step=figure.step * 1000, end=end), end
    if rest[0] == "x" and rest[1:2].isdigit():
        return figure, digits + 1
    if rest.startswith("-") and rest[1:].replace("-", "").isalpha():
        return figure, end
    if rest in ("h", "hr", "hrs", "min", "m", "km", "w", "yr", "yrs"):
        scaled = figure.value * (10_000 if rest == "w" else 1)
        return replace(figure, value=scaled), end
    if text[digits] in "+-*~/" and not text[digits + 1 : digits + 2].isalpha():
        return figure, digits
    return None, end


def digits_at(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """A run of digits and inner marks: a day, a code, a fraction, or a number and then the rest."""
    run = text[at:end]
    groups = run.split("-")
    if date := numeric_date(text, at, end):
        return date, date.end
    first = digits_end(text, at)
    if run.count(".") >= 2 and all(p.isdigit() for p in run.split(".")):
        return Figure(Kind.CODE, at, end, code=run), end
    if len(groups) >= 3 and all(g.isdigit() and len(g) <= 4 for g in groups) and "/" not in run:
        return Figure(Kind.CODE, at, end, code=run), end
    decimal = text[first : first + 1] == "." and text[first + 1 : first + 2].isdigit()
    dotted = digits_end(text, first + 1) if decimal else first
    if text[dotted : dotted + 1] == "." and dotted < end:
        code_end = dotted
        while text[code_end : code_end + 1] == "." and text[code_end + 1 : code_end + 2].isdigit():
            code_end = digits_end(text, code_end + 1)
        return Figure(Kind.CODE, at, code_end, code=text[at:code_end]), code_end
    number_end = dotted
    while _is_thousand(text, at, number_end):
        number_end += 4
    if text[number_end : number_end + 1] == "." and text[number_end + 1 : number_end + 2].isdigit():
        number_end = digits_end(text, number_end + 1)
    if text[number_end : number_end + 1] == "/" and text[number_end + 1 : number_end + 2].isdigit():
        below_end = digits_end(text, number_end + 1)
        above, below = Fraction(to_int(text[at:first])), Fraction(to_int(text[number_end + 1 : below_end]))
        if below and dotted == first and above not in YEARS and text[below_end : below_end + 1] != "/":
            fraction = Figure(
                Kind.NUMBER,
                at,
                below_end,
                value=above / below,
                share=True,
                parts=(above, below),
                step=Fraction(0),
            )
            return fraction, below_end
    figure = number_at(text, at, number_end)
    return figure, figure.end


def _is_thousand(text: str, at: int, end: int) -> bool:
    head = text[at:end].split(",", 1)[0]
    return (
        0 < len(head) <= 3
        and text[end : end + 1] in (",", "'")
        and text[end + 1 : end + 4].isdigit()
        and not text[end + 4 : end + 5].isdigit()
    )


def number_at(text: str, at: int, end: int) -> Figure:
    """The number written in digits between two places, with the scale, per cent sign or year's sign behind it."""
    whole, _, decimals = text[at:end].replace(",", "").replace("'", "").partition(".")
    value = Fraction(to_int(whole)) + (Fraction(to_int(decimals), 10 ** len(decimals[:MAX_DIGITS])) if decimals else 0)
    figure = Figure(Kind.NUMBER, at, end, value=value, step=Fraction(1, 10 ** len(decimals[:MAX_DIGITS])))
    if not decimals and (date := chinese_date(text, figure)):
        return date
    if (
        not decimals
        and text[end : end + 1] == "块"
        and text[end + 1 : end + 2].isdigit()
        and not text[end + 2 : end + 3].isdigit()
    ):
        # 「9块9」
        return Figure(Kind.NUMBER, at, end + 2, value=value + Fraction(int(text[end + 1]), 10), unit=Unit.MONEY)
    day = english_month(text, end, int(value)) if not decimals and 0 < value <= 31 else None
    return day or scaled(text, figure)


def scaled(text: str, figure: Figure) -> Figure:
    """With what multiplies or divides it: 万, million, %, percent."""
    end = figure.end
    scale = 1
    # 「多万」「余万」 keep the number's own digits.
    skip = 1 if text[end : end + 1] in ("多", "余") and text[end + 1 : end + 2] in MYRIADS else 0
    while (c := text[end + skip : end + skip + 1]) and (c in TENS or c in MYRIADS):
        if text.startswith("百分", end + skip):
            break
        scale *= (TENS | MYRIADS)[c]
        end, skip = end + skip + 1, 0
    rest = text[end : end + 14]
    word = rest.lstrip().split(" ", 1)[0].strip(".,;:)")
    if word in SCALES and word != "k":
        scale *= SCALES[word]
        end += rest.find(word) + len(word)
        rest = text[end : end + 14]
    figure = replace(figure, end=end, value=figure.value * scale, step=figure.step * scale)
    per = rest.lstrip()
    for sign in ("%", "percent", "per cent", "个百分点", "百分点", "成"):
        if per.startswith(sign):
            if sign == "成" and not is_tenths(per):
                break
            below = 10 if sign == "成" else 100
            end += len(rest) - len(per) + len(sign)
            return replace(figure, end=end, value=figure.value / below, step=figure.step / below, share=True)
    return figure


def is_tenths(rest: str) -> bool:
    return rest[1:2] not in tuple("立为就员果本品绩功熟长都不人交份")


def bracketed_code(text: str, at: int) -> Figure | None:
    """「函〔2025〕154号」: the number of a paper, with the two signs before its year, which tell offices apart."""
    year_end = digits_end(text, at + 1)
    if year_end - at != 5 or text[year_end : year_end + 1] not in ("〕", "]", ")"):
        return None
    start = year_end + 2 if text[year_end + 1 : year_end + 2] == "第" else year_end + 1
    end = digits_end(text, start)
    if end == start or text[end : end + 1] != "号":
        return None
    office = text[max(0, at - 2) : at]
    return Figure(Kind.CODE, at, end + 1, code=f"{office}{text[at + 1 : year_end]}-{text[start:end]}")
