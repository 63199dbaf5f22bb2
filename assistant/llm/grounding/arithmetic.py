"""Sums that a reply shows, recomputed: ``160÷20=8``, ``3000×1/3=1000``, ``5177 元 − 3633 元 = 1544 元``, chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.llm.grounding.figures import Figure, Kind

_WORDS = {"+": "+ 加 加上 plus", "-": "- − – — 减 减去 minus", "*": "× * x · 乘 乘以 times", "/": "÷ / 除以"}
_OPERATORS = {word: operator for operator, words in _WORDS.items() for word in words.split()}
_EQUALS = ("=", "≈", "≒", "≅", "等于", "约等于", "equals", "is about")
# What may stand between a number and a sign: a unit, a short name of what is counted.
_MAX_WORDS = 14
_STOPS = frozenset("。；;!?！？\n、,|")


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum as shown.

    Attributes:
        operands: the numbers that it starts from.
        results: the numbers said to follow, each recomputed.
        right: whether they do.
    """

    operands: tuple[Figure, ...]
    results: tuple[Figure, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class _Side:
    value: Fraction | None
    numbers: tuple[Figure, ...]


def read_sums(text: str, figures: Sequence[Figure]) -> list[Sum]:
    """The sums of a plain text, whose figures are given in order."""
    numbers = [f for f in figures if f.kind is not Kind.CODE]
    sums: list[Sum] = []
    at = 0
    while at < len(numbers):
        sides, signs, after = _chain(text, numbers, at)
        if len(sides) > 1 and (sides[0].numbers[0].parts or any(len(s.numbers) > 1 for s in sides)):
            sums.append(_weighed(sides, signs))
        at = after
    return sums


def _chain(text: str, numbers: list[Figure], at: int) -> tuple[list[_Side], list[str], int]:
    """Sides joined by signs of equality, from the number at ``at``."""
    sides: list[_Side] = []
    signs: list[str] = []
    group, operators = [numbers[at]], list[str]()
    at += 1
    while at < len(numbers):
        between = text[group[-1].end : numbers[at].start]
        if (sign := _sign(between, _EQUALS)) is not None:
            sides.append(_side(group, operators))
            signs.append(sign)
            group, operators = [numbers[at]], []
        elif (operator := _sign(between, tuple(_OPERATORS))) is not None:
            group.append(numbers[at])
            operators.append(_OPERATORS[operator])
        else:
            break
        at += 1
    sides.append(_side(group, operators))
    return sides, signs, at


def _sign(between: str, signs: tuple[str, ...]) -> str | None:
    """The one sign that stands between two numbers, among at most a few words."""
    bare = between.replace(" ", "").replace("(", "").replace(")", "")
    if len(bare) > _MAX_WORDS or any(c in _STOPS for c in bare):
        return None
    found = [s for s in sorted(signs, key=len, reverse=True) if s in bare]
    if not found:
        return None
    sign = found[0]
    if sign in ("x", "-", "–", "—", "/", "is about") and bare != sign and signs is not _EQUALS:
        # A letter or dash within words is no sign; a dash right between a unit and a number may be.
        at = bare.find(sign)
        return sign if sign in ("-", "–") and at == len(bare) - 1 and at <= 3 else None
    return sign


def _side(group: list[Figure], operators: list[str]) -> _Side:
    """The value of numbers and operators: products before sums."""
    terms: list[Fraction] = []
    sign = 1
    current = group[0].value
    for operator, figure in zip(operators, group[1:], strict=True):
        value = figure.value
        if operator == "*":
            current *= value
        elif operator == "/":
            if not value:
                return _Side(None, tuple(group))
            current /= value
        else:
            terms.append(sign * current)
            sign, current = (1 if operator == "+" else -1), value
    return _Side(sum(terms, Fraction(0)) + sign * current, tuple(group))


def _weighed(sides: list[_Side], signs: list[str]) -> Sum:
    shown = [s for s in sides if len(s.numbers) > 1 or (s is sides[0] and s.numbers[0].parts)]
    operands = tuple(f for s in shown for f in s.numbers)
    results = tuple(s.numbers[0] for s in sides if s not in shown)
    first, exact = sides[0], True
    for side, sign in zip(sides[1:], signs, strict=True):
        exact = exact and sign in ("=", "等于", "equals")
        if not _agree(first, side, exact=exact):
            return Sum(operands, results, right=False)
    return Sum(operands, results, right=True)


def _agree(one: _Side, other: _Side, *, exact: bool) -> bool:
    if one.value is None or other.value is None:
        return False
    difference = abs(one.value - other.value)
    if not difference:
        return True
    figure = other.numbers[-1]
    if len(other.numbers) == 1 and figure.step < 1 and 2 * difference <= figure.step:
        return True
    whole = other.value.denominator == 1 and len(other.numbers) == 1
    return whole and difference < 1 and not exact
