"""Counts the steps that a regular expression takes: a backtracking matcher over Python's own parse of a pattern.

Time says little on a busy machine, and the engine of ``re`` counts nothing. This one takes the same alternatives in
the same order, so that what is quadratic there is quadratic here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Continuation = Callable[[int], bool]
Node = Callable[[int, Continuation], bool]
_ONE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_MAX_DEPTH = 60_000


def steps(pattern: re.Pattern[str], text: str) -> int:
    """Steps of looking for every match of a pattern in a text, from left to right."""
    matcher = _Matcher(text, bool(pattern.flags & re.IGNORECASE))
    node = matcher.sequence(list(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_MAX_DEPTH)
    try:
        at = 0
        while at <= len(text):
            ends: list[int] = []
            found = node(at, lambda end, ends=ends: ends.append(end) or True)  # type: ignore[misc]
            at = ends[0] if found and ends[0] > at else at + 1
    finally:
        sys.setrecursionlimit(limit)
    return matcher.steps


class _Matcher:
    """Makes matchers of the parts of a pattern over one text; each calls on with the end of what it matched."""

    def __init__(self, text: str, ignores_case: bool) -> None:
        self._text, self._ignores_case = text, ignores_case
        self.steps = 0

    def sequence(self, items: list[Any]) -> Node:
        """All items one after another."""
        nodes = [self._node(*item) for item in items]
        if len(nodes) == 1:
            return nodes[0]

        def run(number: int, at: int, then: Continuation) -> bool:
            if number == len(nodes):
                return then(at)
            return nodes[number](at, lambda end: run(number + 1, end, then))

        return lambda at, then: run(0, at, then)

    def _node(self, kind: Any, value: Any) -> Node:
        if kind in _ONE:
            fits = self._one(kind, value)
            return lambda at, then: self._fits(fits, at) and then(at + 1)
        if kind is op.SUBPATTERN:
            return self.sequence(list(value[3]))
        if kind is op.BRANCH:
            branches = [self.sequence(list(b)) for b in value[1]]
            return lambda at, then: any(b(at, then) for b in branches)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(kind, *value)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            direction, inner = value
            node, width = self.sequence(list(inner)), inner.getwidth()[0] if direction < 0 else 0
            wanted = kind is op.ASSERT
            return lambda at, then: (at >= width and node(at - width, lambda _: True)) is wanted and then(at)
        if kind is op.AT:
            return lambda at, then: self._at(value, at) and then(at)
        raise NotImplementedError(str(kind))

    def _repeat(self, kind: Any, least: int, most: int, inner: Any) -> Node:
        items = list(inner)
        if len(items) == 1 and items[0][0] in _ONE and kind is not op.MIN_REPEAT:
            return self._run(self._one(*items[0]), least, most, gives_back=kind is op.MAX_REPEAT)
        node = self.sequence(items)

        def more(count: int, at: int, then: Continuation) -> bool:
            return count < most and node(at, lambda end: (end > at or count < least) and repeat(count + 1, end, then))

        def repeat(count: int, at: int, then: Continuation) -> bool:
            if count < least:
                return more(count, at, then)
            if kind is op.MIN_REPEAT:
                return then(at) or more(count, at, then)
            return more(count, at, then) or then(at)

        return lambda at, then: repeat(0, at, then)

    def _run(self, fits: Callable[[str], bool], least: int, most: int, *, gives_back: bool) -> Node:
        """A repeat of one character: as many as there are, then fewer."""

        def run(at: int, then: Continuation) -> bool:
            end = at
            while end - at < most and self._fits(fits, end):
                end += 1
            while end - at >= least:
                self.steps += 1
                if then(end):
                    return True
                if not gives_back:
                    return False
                end -= 1
            return False

        return run

    def _fits(self, fits: Callable[[str], bool], at: int) -> bool:
        self.steps += 1
        return at < len(self._text) and fits(self._text[at])

    def _one(self, kind: Any, value: Any) -> Callable[[str], bool]:
        if kind is op.ANY:
            return lambda c: c != "\n"
        if kind is op.IN:
            return lambda c: any(_in(value, form) for form in self._forms(c))
        return lambda c: any((ord(form) == value) is (kind is op.LITERAL) for form in self._forms(c))

    def _forms(self, c: str) -> tuple[str, ...]:
        return tuple(f for f in (c.lower(), c.upper()) if len(f) == 1) if self._ignores_case else (c,)

    def _at(self, place: Any, at: int) -> bool:
        self.steps += 1
        text = self._text
        if place in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0
        if place in (op.AT_END, op.AT_END_STRING):
            return at == len(text)
        within = (at > 0 and _is_word(text[at - 1])) != (at < len(text) and _is_word(text[at]))
        return within is (place is op.AT_BOUNDARY)


def _in(members: list[Any], c: str) -> bool:
    negated = members[0][0] is op.NEGATE
    held = any(
        (kind is op.LITERAL and ord(c) == value)
        or (kind is op.RANGE and value[0] <= ord(c) <= value[1])
        or (kind is op.CATEGORY and _of_category(value, c))
        for kind, value in members
    )
    return held is not negated


def _of_category(category: Any, c: str) -> bool:
    name = str(category).lower()
    held = c.isdigit() if "digit" in name else c.isspace() if "space" in name else _is_word(c)
    return held is not ("not" in name)


def _is_word(c: str) -> bool:
    return c.isalnum() or c == "_"
