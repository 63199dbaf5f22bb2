"""Reads the figures of a text one way, whatever their writing.

One left-to-right scanner instead of many patterns, so that a digit is read once: 「2025-12-31」 is a day and not
three numbers, ``1.3.2`` a code, the digits of a name such as ``C2M`` or ``3+2`` no figures at all.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.llm.grounding.figure_dates import is_latin
from assistant.llm.grounding.figure_digits import bracketed_code, digits_at, digits_with_letters, run_end
from assistant.llm.grounding.figure_spelled import chinese_at, english_at
from assistant.llm.grounding.figure_words import NUMERALS, Unit, split_words, unit_after
from assistant.llm.grounding.figures import Figure, Kind

_APPROXIMATE = split_words("约|近|≈|大概|左右|大致|about|around|roughly|nearly|almost|approximately")

_AND_A_HALF = tuple(f"{span}半" for span in ("年", "个月", "个学期", "学期", "天", "小时", "个小时"))


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
        if any(text.startswith(span, figure.end) for span in _AND_A_HALF):
            figure = replace(figure, value=figure.value + Fraction(1, 2))
    return replace(figure, about=about, unit=unit, ordinal=figure.ordinal or before.endswith(("第", "no.", "no. ")))


def _figure_at(text: str, at: int) -> tuple[Figure | None, int]:
    """The figure that begins at a place, if any, and where to read on."""
    c = text[at]
    if c in NUMERALS:
        return chinese_at(text, at)
    if c in "〔[(" and (bracketed := bracketed_code(text, at)):
        return bracketed, bracketed.end
    if not is_latin(c):
        return None, at + 1
    end = run_end(text, at)
    run = text[at:end]
    if not any(x.isalpha() for x in run):
        return digits_at(text, at, end)
    if c.isdigit():
        return digits_with_letters(text, at, end)
    return english_at(text, at, end)
