"""Figures as they stand in a text."""

from __future__ import annotations

from itertools import groupby

from assistant.text.characters import runs

_HAN = "一二三四五六七八九十"


def holds_figure(text: str, figure: str, *, joined_by: str = ".") -> bool:
    """Whether a figure stands in a text and is part of no longer one: 「2.1」 not in 「2.1.3」, but in 「见2.1。」.

    Args:
        text: normalised.
        figure: digits, or a code such as 2.1.1.
        joined_by: marks that join it with more digits.
    """
    start = text.find(figure)
    while start >= 0:
        before, after = text[start - 1 : start] if start else "", text[start + len(figure) :]
        more = after[:1].isdecimal() or (after[:1] in joined_by and after[1:2].isdecimal())
        if not (before and (before.isdecimal() or before in joined_by)) and not more:
            return True
        start = text.find(figure, start + 1)
    return False


def codes(text: str, *, min_digits: int) -> list[str]:
    """The codes in a text: figures joined by points (2.1.1), and figures of at least so many digits (460103)."""
    found = [text[a:b] for a, b in runs(text, lambda c: c.isdecimal() or c == ".")]
    whole = [run for run in found if all(part.isdecimal() for part in run.split("."))]
    return [run for run in whole if "." in run or len(run) >= min_digits]


def numbers(text: str) -> list[int]:
    """The numbers in figures, and those from 1 to 10 in characters: [1, 2] of 「第一、二学期」, [7] of 「07」."""
    found: list[int] = []
    for are_digits, characters in groupby(text, str.isdecimal):
        run = "".join(characters)
        found += [int(run)] if are_digits else [_HAN.index(c) + 1 for c in run if c in _HAN]
    return found


def years(text: str) -> list[str]:
    """The years from 1900 to 2099 that stand in a text as four digits, in order."""
    found = [text[start:end] for start, end in runs(text, str.isdecimal)]
    return [run for run in found if len(run) == 4 and run.startswith(("19", "20"))]
