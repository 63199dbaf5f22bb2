"""Figures of an answer that nothing carries, read independently of the product's own verification.

A figure is supported where it stands in what the answer cites (with titles, headings and column names), in the
person's words or the day; where it follows from two such figures by one step of arithmetic, as in 160÷20=8, or from a
sum that is shown, 10×20%+3=5; where it is how far a cited figure lies from the person's; or where it counts what the
answer itself names. Codes count with their parts: 1.3 of 1.3.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

_FIGURE = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d+)*")
_MARK = re.compile(r"\s*\[[a-z]?\d+\]")
_JOINT = re.compile(r"、|, | and | or |和|及|；|;")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.、)])\s+", re.MULTILINE)
_OPERATORS = {"+": "+", "-": "-", "−": "-", "–": "-", "×": "*", "÷": "/"}
_SHOWN = re.compile(r"(\d+(?:\.\d+)?)(%?)|([-+−–×÷=≈])")
_CHINESE = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2", "十": "10"}
_ENGLISH = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_ENGLISH |= {"seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12"}
# An answer counts no more things than this.
MAX_COUNT = 30


def figures_in(text: str) -> set[str]:
    """The figures of a text as plain digits: 3,000 and 三千 left to others, 三 and three read."""
    text = text.lower()
    for sign, digits in _CHINESE.items():
        text = text.replace(sign, f" {digits} ")
    found = {_plain(f.replace(",", "")) for f in _FIGURE.findall(text)}
    return found | {digits for word, digits in _ENGLISH.items() if re.search(rf"\b{word}\b", text)}


def own_figures(said: str) -> set[str]:
    """The person's figures, and the months of their years: 18 of 「一年半」."""
    text = said
    for sign, digits in _CHINESE.items():
        text = text.replace(sign, digits)
    months = {str(12 * int(n) + 6 * bool(half)) for n, half in re.findall(r"(?<!\d)(\d{1,2})年(半?)", text)}
    return with_parts(figures_in(said)) | months


def with_parts(figures: set[str]) -> set[str]:
    """Figures and the parts of codes: 1.3 and 1 of 1.3.2."""
    return figures | {_plain(f[:at]) for f in figures for at, c in enumerate(f) if c == "."}


def follows(figure: str, known: set[str], given: set[str]) -> bool:
    """Whether a figure is made of two that stand both in ``known`` and in ``given``, or rounds their quotient."""
    value = number(figure)
    if value is None:
        return False
    terms = [n for f in known & given if (n := number(f)) is not None]
    # A sum of several, a share of 100.
    if len(terms) > 2 and sum(terms) == value:
        return True
    pairs = list(combinations([*terms, Fraction(100)], 2))
    return any(_makes(value, a, b) for a, b in pairs)


def shown_results(text: str, known: set[str]) -> set[str]:
    """The results of sums that a text shows, each of figures in ``known`` or of results before it, and right."""
    results: set[str] = set()
    for part in re.split(r"[，,；;：:。（）()|\n]", text):
        left: list[tuple[str, str]] = []
        operator = "+"
        for figure, percent, sign in _SHOWN.findall(part):
            if sign in "=≈" and sign and len(left) > 1:
                operator = "="
            elif sign:
                operator = _OPERATORS.get(sign, operator)
            elif operator == "=":
                if all(_plain(f.removesuffix("/100")) in known | results for _, f in left) and _is_value(left, figure):
                    results.add(_plain(figure))
                left, operator = [("+", figure)], "+"
            else:
                left.append((operator, figure + ("/100" if percent else "")))
    return results


def _is_value(terms: Sequence[tuple[str, str]], figure: str) -> bool:
    """Whether terms with their operators, products first, come to a figure as rounded there, or to so many percent."""
    total, product = Fraction(0), Fraction(0)
    for operator, term in terms:
        value = Fraction(term.removesuffix("/100")) / (100 if term.endswith("/100") else 1)
        if operator in "+-":
            total, product = total + product, value if operator == "+" else -value
        elif operator == "*":
            product *= value
        elif value:
            product /= value
        else:
            return False
    exact, decimals = total + product, len(figure.partition(".")[2])
    return any(abs(exact * scale - Fraction(figure)) * 2 * 10**decimals <= 1 for scale in (1, 100))


def number(figure: str) -> Fraction | None:
    """The value of a figure; None of a code."""
    return Fraction(figure) if figure.count(".") < 2 else None


def adds_up(figure: str, quotes: Sequence[set[str]]) -> bool:
    """Whether several quotes hold one number, of which this is the sum: nine tasks in three lines of three."""
    value = number(figure)
    return value is not None and any(
        value == one * times
        for f in set[str]().union(*quotes)
        if (one := number(f)) is not None
        for times in range(2, sum(f in figures for figures in quotes) + 1)
    )


def unsupported(answer: str, quotes: Sequence[str], said: str) -> set[str]:
    """The figures of a whole answer that nothing carries.

    Args:
        answer: Markdown with its marks.
        quotes: what it cites, each with title, headings, column names and locator.
        said: the person's words, now and earlier, and the day.
    """
    bare = _ITEM.sub("", _MARK.sub("", answer))
    held = [with_parts(figures_in(q)) for q in quotes]
    own, given = own_figures(said), figures_in(bare)
    known = own.union(*held)
    known |= shown_results(bare, known)
    return {
        f
        for f in given - known
        if not follows(f, known, given) and not _counts(f, answer) and not adds_up(f, held) and not lacks(f, own, known)
    }


def lacks(figure: str, own: set[str], known: set[str]) -> bool:
    """Whether a figure is how far one that is known lies from one of the person's."""
    value = number(figure)
    return value is not None and any(
        abs(a - b) == value for f in own if (a := number(f)) is not None for o in known if (b := number(o)) is not None
    )


def _counts(figure: str, answer: str) -> bool:
    value = number(figure)
    if value is None or value.denominator != 1 or not 1 <= value <= MAX_COUNT:
        return False
    joined = {len(_JOINT.findall(clause)) + more for clause in re.split(r"[。：:]", answer) for more in (0, 1, 2)}
    return value in joined or value == len(_ITEM.findall(answer))


def _plain(figure: str) -> str:
    whole, dot, rest = figure.partition(".")
    return f"{whole.lstrip('0') or '0'}{dot}{rest}"


def _makes(value: Fraction, a: Fraction, b: Fraction) -> bool:
    exact = [a + b, abs(a - b), a * b, a * b / 100]
    exact += [a / b, 100 * a / b] if b else []
    exact += [b / a, 100 * b / a] if a else []
    return any(abs(e - value) * 20 <= 1 or (e != value and abs(e - value) < 1 and value == -(-e // 1)) for e in exact)
