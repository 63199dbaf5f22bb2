"""The figures of a text, read one way whatever their writing: numbers, shares, days and codes.

One left-to-right scanner instead of many patterns, so that a digit is read once: 「2025-12-31」 is a day and not
three numbers, ``1.3.2`` a code, the 1 of ``1+X`` and the 2s of ``B2B`` no figures at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from assistant.llm.figure_words import (
    ENGLISH,
    MEASURES,
    MONTHS,
    MYRIADS,
    NUMERALS,
    ONE_OF,
    PARTS,
    SCALES,
    TENS,
    Unit,
    chinese,
    split_words,
    unit_after,
)
from assistant.retrieval.tokenization import normalise

# Digits beyond these name no quantity that a document states; reading them would cost time.
_MAX_DIGITS = 18
_WIDE = tuple("０１２３４５６７８９")
_YEARS = range(1900, 2101)
_MARKS = "+-/&_'.*~"
_APPROXIMATE = split_words("约|近|≈|大概|左右|大致|about|around|roughly|nearly|almost|approximately")
_LATEX = (("\\times", "×"), ("\\div", "÷"), ("\\approx", "≈"), ("\\cdot", "×"), ("\\%", "%"), ("\\(", ""), ("\\)", ""))


class Kind(StrEnum):
    """What a figure is."""

    NUMBER = "number"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    Attributes:
        start, end: its place in the plain text, without its unit.
        value: of a number; 50% is 1/2.
        share: whether it is written as a percentage or fraction.
        day: (year, month, day) of a date, each None where it is not given.
        code: of a code, the form in which codes are compared.
        step: the worth of its last digit (1 of 33, 1/100 of 33%), for what is rounded.
        parts: numerator and denominator as written.
        about: whether it is given as approximate.
        ordinal: whether it names a place in an order (第三).
    """

    kind: Kind
    start: int
    end: int
    value: Fraction = Fraction(0)
    share: bool = False
    unit: Unit | None = None
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    code: str = ""
    step: Fraction = Fraction(1)
    parts: tuple[Fraction, Fraction] | None = None
    about: bool = False
    ordinal: bool = False


def without_latex(text: str) -> str:
    """With the signs for which models like to write LaTeX."""
    if "\\" in text:
        for written, meant in _LATEX:
            text = text.replace(written, meant)
    return text


def plain(text: str) -> str:
    """The form in which texts are compared: normalised, without emphasis, and 「，」 no thousands separator."""
    if "，" in text:
        # 「３，０００」 is one number, 「100，200」 are two.
        text = "".join(
            c if c != "，" else "," if text[i - 1 : i] in _WIDE and text[i + 1 : i + 2] in _WIDE else "；"
            for i, c in enumerate(text)
        )
    text = text.replace("**", "").replace("__", "").replace("`", "")
    text = without_latex(text)
    # Circled numbers count the writer's own points.
    text = "".join(" " if "\u2460" <= c <= "\u2473" else c for c in text)
    return normalise(text)


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
    about = any(w in before[-3:] or before.rstrip().endswith(w) for w in _APPROXIMATE) or "左右" in after
    unit = figure.unit
    if figure.kind is Kind.NUMBER and unit is None and not figure.share:
        unit = Unit.MONEY if before[-1:] in ("$", "¥", "€") else unit_after(text, figure.end)
    return replace(figure, about=about, unit=unit, ordinal=figure.ordinal or before.endswith(("第", "no.", "no. ")))


def _figure_at(text: str, at: int) -> tuple[Figure | None, int]:
    """The figure that begins at a place, if any, and where to read on."""
    c = text[at]
    if c in NUMERALS:
        return _chinese_at(text, at)
    if c in "〔[(" and (bracketed := _bracketed_code(text, at)):
        return bracketed, bracketed.end
    if not _is_latin(c):
        return None, at + 1
    end = _run_end(text, at)
    run = text[at:end]
    if not any(x.isalpha() for x in run):
        return _digits_at(text, at, end)
    if c.isdigit():
        return _digits_with_letters(text, at, end)
    return _english_at(text, at, end)


def _is_latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _run_end(text: str, at: int) -> int:
    end = at
    while end < len(text) and (
        _is_latin(text[end]) or text[end] in _MARKS and end + 1 < len(text) and _is_latin(text[end + 1])
    ):
        end += 1
    return end


def _digits_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isascii() and text[at].isdigit():
        at += 1
    return at


def _int(digits: str) -> int:
    return int(digits[:_MAX_DIGITS] or 0)


def _digits_with_letters(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """``30h``, ``3rd``, ``3-year`` and ``5k`` are numbers; ``1+x`` and ``2021q1`` are names."""
    digits = _digits_end(text, at)
    if digits < end and text[digits] in ".," and text[digits + 1 : digits + 2].isdigit():
        digits = _digits_end(text, digits + 1)
    rest = text[digits:end]
    figure = _number(text, at, digits)
    if rest in ("st", "nd", "rd", "th"):
        day = _english_month(text, end, _int(text[at:digits]))
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


def _digits_at(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """A run of digits and inner marks: a day, a code, a fraction, or a number and then the rest."""
    run = text[at:end]
    groups = run.split("-")
    if date := _numeric_date(text, at, end):
        return date, date.end
    first = _digits_end(text, at)
    if run.count(".") >= 2 and all(p.isdigit() for p in run.split(".")):
        return Figure(Kind.CODE, at, end, code=run), end
    if len(groups) >= 3 and all(g.isdigit() and len(g) <= 4 for g in groups) and "/" not in run:
        return Figure(Kind.CODE, at, end, code=run), end
    dotted = _digits_end(text, first + 1) if text[first : first + 1] == "." else first
    if text[dotted : dotted + 1] == "." and dotted < end:
        code_end = dotted
        while text[code_end : code_end + 1] == "." and text[code_end + 1 : code_end + 2].isdigit():
            code_end = _digits_end(text, code_end + 1)
        return Figure(Kind.CODE, at, code_end, code=text[at:code_end]), code_end
    number_end = dotted
    while _is_thousand(text, at, number_end):
        number_end += 4
    if text[number_end : number_end + 1] == "." and text[number_end + 1 : number_end + 2].isdigit():
        number_end = _digits_end(text, number_end + 1)
    if text[number_end : number_end + 1] == "/" and text[number_end + 1 : number_end + 2].isdigit():
        below_end = _digits_end(text, number_end + 1)
        above, below = Fraction(_int(text[at:first])), Fraction(_int(text[number_end + 1 : below_end]))
        if below and dotted == first and above not in _YEARS and text[below_end : below_end + 1] != "/":
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
    figure = _number(text, at, number_end)
    return figure, figure.end


def _is_thousand(text: str, at: int, end: int) -> bool:
    head = text[at:end].split(",", 1)[0]
    return (
        0 < len(head) <= 3
        and text[end : end + 1] in (",", "'")
        and text[end + 1 : end + 4].isdigit()
        and not text[end + 4 : end + 5].isdigit()
    )


def _number(text: str, at: int, end: int) -> Figure:
    """The number written in digits between two places, with the scale, per cent sign or year's sign behind it."""
    whole, _, decimals = text[at:end].replace(",", "").replace("'", "").partition(".")
    value = Fraction(_int(whole)) + (Fraction(_int(decimals), 10 ** len(decimals[:_MAX_DIGITS])) if decimals else 0)
    figure = Figure(Kind.NUMBER, at, end, value=value, step=Fraction(1, 10 ** len(decimals[:_MAX_DIGITS])))
    if not decimals and (date := _chinese_date(text, figure)):
        return date
    day = _english_month(text, end, int(value)) if not decimals and 0 < value <= 31 else None
    return day or _scaled(text, figure)


def _scaled(text: str, figure: Figure) -> Figure:
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
            if sign == "成" and not _is_tenths(per):
                break
            below = 10 if sign == "成" else 100
            end += len(rest) - len(per) + len(sign)
            return replace(figure, end=end, value=figure.value / below, step=figure.step / below, share=True)
    return figure


def _is_tenths(rest: str) -> bool:
    return rest[1:2] not in tuple("立为就员果本品绩功熟长都不人交份")


def _numeric_date(text: str, at: int, end: int) -> Figure | None:
    year_end = _digits_end(text, at)
    if (
        year_end - at != 4
        or int(text[at:year_end]) not in _YEARS
        or text[year_end : year_end + 1] not in ("-", "/", ".")
    ):
        return None
    mark = text[year_end]
    month_end = _digits_end(text, year_end + 1)
    if not 0 < month_end - year_end - 1 <= 2 or not 1 <= int(text[year_end + 1 : month_end]) <= 12:
        return None
    year, month = int(text[at:year_end]), int(text[year_end + 1 : month_end])
    day_end = _digits_end(text, month_end + 1) if text[month_end : month_end + 1] == mark else month_end
    if 0 < day_end - month_end - 1 <= 2 and 1 <= int(text[month_end + 1 : day_end]) <= 31:
        return Figure(Kind.DATE, at, day_end, day=(year, month, int(text[month_end + 1 : day_end])))
    if mark == "." or (mark == "/" and month_end < end):
        return None
    return Figure(Kind.DATE, at, month_end, day=(year, month, None))


def _chinese_date(text: str, figure: Figure) -> Figure | None:
    """「2025年12月31日」 and what begins or ends within it; ``figure`` is its first number."""
    value, end = int(figure.value), figure.end
    gap = 1 if text[end : end + 1] == " " else 0
    sign = text[end + gap : end + gap + 1]
    if value in _YEARS and figure.end - figure.start == 4:
        if sign != "年":
            if unit_after(text, end) or sign in ("%", *MYRIADS, *TENS) or text[end + 1 : end + 2].isdigit():
                return None
            return replace(figure, kind=Kind.DATE, day=(value, None, None))
        end += gap + 1
        month, month_end = _sub_date(text, end, "月", 12)
        if month is None:
            month = 12 if text.startswith(("底", "末", "年底"), end) else None
            return replace(figure, kind=Kind.DATE, end=end, day=(value, month, None))
        day, day_end = _sub_date(text, month_end, ("日", "号"), 31)
        return replace(figure, kind=Kind.DATE, end=day_end, day=(value, month, day))
    if sign == "月" and 1 <= value <= 12:
        day, day_end = _sub_date(text, end + gap + 1, ("日", "号"), 31)
        return replace(figure, kind=Kind.DATE, end=day_end, day=(None, value, day))
    return None


def _sub_date(text: str, at: int, sign: str | tuple[str, ...], most: int) -> tuple[int | None, int]:
    start = at + 1 if text[at : at + 1] == " " else at
    end = start
    while end - start < 3 and end < len(text) and (text[end] in NUMERALS or "0" <= text[end] <= "9"):
        end += 1
    run = text[start:end]
    value = _int(run) if run.isdecimal() and run.isascii() else chinese(run) if run and set(run) <= NUMERALS else None
    gap = 1 if text[end : end + 1] == " " else 0
    if value is None or not 1 <= value <= most or not text.startswith(sign, end + gap):
        return None, at
    return int(value), end + gap + 1


def _english_month(text: str, end: int, day: int) -> Figure | None:
    """``31 December 2025`` from behind its day."""
    words = text[end : end + 24].lstrip(" ").removeprefix("of ").split(" ")
    month = MONTHS.get(words[0].strip(".,;:)"))
    if month is None or text[end : end + 1] != " ":
        return None
    month_end = text.find(words[0], end) + len(words[0].rstrip(".,;:)"))
    start = end
    while start > 0 and _is_latin(text[start - 1]):
        start -= 1
    year, year_end = _year_after(text, month_end)
    return Figure(Kind.DATE, start, year_end, day=(year, month, day))


def _year_after(text: str, at: int) -> tuple[int | None, int]:
    start = at
    while start < len(text) and text[start] in ",. " and start - at < 2:
        start += 1
    end = _digits_end(text, start)
    if end - start == 4 and int(text[start:end]) in _YEARS:
        return int(text[start:end]), end
    return None, at


def _english_at(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """Number words, month names with a day or year, and otherwise nothing."""
    word = text[at:end]
    if word in MONTHS:
        start = at
        digits = _digits_end(text, end + 1) if text[end : end + 1] in (" ", ".") else end
        start = end + 1
        while text[start : start + 1] == " ":
            start += 1
        digits = _digits_end(text, start)
        if 0 < digits - start <= 2 and 1 <= int(text[start:digits]) <= 31 and start > end:
            day_end = digits + 2 if text[digits : digits + 2] in ("st", "nd", "rd", "th") else digits
            year, year_end = _year_after(text, day_end)
            return Figure(Kind.DATE, at, year_end, day=(year, MONTHS[word], int(text[start:digits]))), year_end
        year, year_end = _year_after(text, end)
        return (Figure(Kind.DATE, at, year_end, day=(year, MONTHS[word], None)), year_end) if year else (None, end)
    total, section, counted, last = 0, 0, 0, at
    place = at
    while True:
        parts = word.split("-")
        if all(p in ENGLISH or (counted and p in ("hundred", "thousand", "million")) for p in parts):
            for part in parts:
                counted += 1
                if part in ENGLISH:
                    section += ENGLISH[part]
                elif part == "hundred":
                    section *= 100
                else:
                    total, section = total + section * SCALES[part], 0
            last = place + len(word)
        elif parts[0] in ENGLISH and len(parts) == 2 and counted == 0:
            below = PARTS.get(parts[1])
            value = Fraction(ENGLISH[parts[0]], below or 1)
            return Figure(
                Kind.NUMBER,
                at,
                at + len(parts[0]),
                value=value,
                share=below is not None,
                step=Fraction(0 if below else 1),
            ), end
        elif not (word == "and" and counted):
            break
        place = _run_start(text, place + len(word))
        if place < 0:
            break
        word = text[place : _run_end(text, place)]
    if not counted:
        return (
            (Figure(Kind.NUMBER, at, end, value=Fraction(1, 2), share=True, step=Fraction(0)), end)
            if word == "half"
            else (None, end)
        )
    value = Fraction(total + section)
    below = PARTS.get(word)
    if place > last and below and counted == 1:
        return Figure(
            Kind.NUMBER, at, place + len(word), value=value / below, share=True, step=Fraction(0)
        ), place + len(word)
    figure = _scaled(text, Figure(Kind.NUMBER, at, last, value=value))
    # "one of the", "from zero" count nothing.
    return (None, last) if value in (0, 1) and not figure.share and not _measured(text, last) else (figure, figure.end)


def _run_start(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " and at + 1 < len(text) and _is_latin(text[at + 1]) else -1


def _measured(text: str, at: int) -> bool:
    return unit_after(text, at) not in (None, Unit.COUNT, Unit.PERSON)


def _bracketed_code(text: str, at: int) -> Figure | None:
    """「函〔2025〕154号」: the number of a paper, with the two signs before its year, which tell offices apart."""
    year_end = _digits_end(text, at + 1)
    if year_end - at != 5 or text[year_end : year_end + 1] not in ("〕", "]", ")"):
        return None
    start = year_end + 2 if text[year_end + 1 : year_end + 2] == "第" else year_end + 1
    end = _digits_end(text, start)
    if end == start or text[end : end + 1] != "号":
        return None
    office = text[max(0, at - 2) : at]
    return Figure(Kind.CODE, at, end + 1, code=f"{office}{text[at + 1 : year_end]}-{text[start:end]}")


def _chinese_at(text: str, at: int) -> tuple[Figure | None, int]:
    """A run of Chinese numerals, where it is a figure and no part of a word."""
    end = at
    while end < len(text) and text[end] in NUMERALS and end - at < 24:
        end += 1
    run = text[at:end]
    if text.startswith("分之", end) and (value := _share_of(run)):
        above, above_end = _after_share(text, end + 2)
        if above is not None:
            return Figure(
                Kind.NUMBER, at, above_end, value=above / value, share=True, parts=(above, value), step=Fraction(0)
            ), above_end
    if run[0] in MYRIADS or set(run) <= set("千万") or (run[0] in "百千" and len(run) == 1):
        return None, end
    value = chinese(run)
    if value is None:
        return None, end
    figure = Figure(Kind.NUMBER, at, end, value=value, step=Fraction(1))
    if date := _chinese_date(text, replace(figure, start=end - 4 if len(run) == 4 else at)):
        return replace(date, start=at), date.end
    following = text[end : end + 1]
    if run == "一" and following == "半":
        return replace(figure, end=end + 1, value=Fraction(1, 2), share=True, step=Fraction(0)), end + 1
    if following == "成" and len(run) == 1 and _is_tenths(text[end : end + 3]):
        return replace(figure, end=end + 1, value=value / 10, share=True, step=Fraction(1, 10)), end + 1
    named = text[at - 1 : at] in ("第", "共", "表", "图")
    if len(run) == 1 and not named:
        if value == 1 and not text.startswith(ONE_OF, end):
            return None, end
        if following not in MEASURES or (following == "方" and text[end + 1 : end + 2] != "面"):
            return None, end
    if text[at - 1 : at] in ("几", "数", "统", "唯") or (following in ("几", "者")):
        return None, end
    return figure, end


def _share_of(run: str) -> Fraction | None:
    return {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10_000)}.get(run) or chinese(run) or None


def _after_share(text: str, at: int) -> tuple[Fraction | None, int]:
    end = at
    while end < len(text) and text[end] in NUMERALS:
        end += 1
    if end > at:
        return chinese(text[at:end]), end
    end = _digits_end(text, at)
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        end = _digits_end(text, end + 1)
    return (Fraction(text[at:end]) if end > at and end - at <= _MAX_DIGITS else None), end
