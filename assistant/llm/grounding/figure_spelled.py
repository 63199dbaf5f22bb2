"""Figures written in words: 「三千」, 「百分之五十」, 「六成」, "twenty-five", "two thirds", "December 31"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.llm.grounding.figure_dates import MAX_DIGITS, chinese_date, digits_end, is_latin, year_after
from assistant.llm.grounding.figure_digits import is_tenths, run_end, scaled
from assistant.llm.grounding.figure_words import (
    DETERMINERS,
    ENGLISH,
    MEASURES,
    MONTHS,
    MYRIADS,
    NUMERALS,
    ONE_OF,
    PARTS,
    SCALES,
    Unit,
    chinese,
    unit_after,
)
from assistant.llm.grounding.figures import Figure, Kind


def english_at(text: str, at: int, end: int) -> tuple[Figure | None, int]:
    """Number words, month names with a day or year, and otherwise nothing."""
    word = text[at:end]
    if word in MONTHS:
        start = at
        digits = digits_end(text, end + 1) if text[end : end + 1] in (" ", ".") else end
        start = end + 1
        while text[start : start + 1] == " ":
            start += 1
        digits = digits_end(text, start)
        if 0 < digits - start <= 2 and 1 <= int(text[start:digits]) <= 31 and start > end:
            day_end = digits + 2 if text[digits : digits + 2] in ("st", "nd", "rd", "th") else digits
            year, year_end = year_after(text, day_end)
            return Figure(Kind.DATE, at, year_end, day=(year, MONTHS[word], int(text[start:digits]))), year_end
        year, year_end = year_after(text, end)
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
        word = text[place : run_end(text, place)]
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
    figure = scaled(text, Figure(Kind.NUMBER, at, last, value=value))
    # "one of the", "from zero" count nothing.
    return (None, last) if value in (0, 1) and not figure.share and not _measured(text, last) else (figure, figure.end)


def _run_start(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " and at + 1 < len(text) and is_latin(text[at + 1]) else -1


def _measured(text: str, at: int) -> bool:
    return unit_after(text, at) not in (None, Unit.COUNT, Unit.PERSON)


def chinese_at(text: str, at: int) -> tuple[Figure | None, int]:
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
    if date := chinese_date(text, replace(figure, start=end - 4 if len(run) == 4 else at)):
        return replace(date, start=at), date.end
    following = text[end : end + 1]
    if run == "一" and following == "半":
        return replace(figure, end=end + 1, value=Fraction(1, 2), share=True, step=Fraction(0)), end + 1
    if following == "成" and len(run) == 1 and is_tenths(text[end : end + 3]):
        return replace(figure, end=end + 1, value=value / 10, share=True, step=Fraction(1, 10)), end + 1
    named = text[at - 1 : at] in ("第", "共", "表", "图")
    if len(run) == 1 and not named:
        if value == 1 and (not text.startswith(ONE_OF, end) or text[at - 1 : at] in DETERMINERS):
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
    end = digits_end(text, at)
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        end = digits_end(text, end + 1)
    return (Fraction(text[at:end]) if end > at and end - at <= MAX_DIGITS else None), end
