"""Whether a sentence turns a bound round: 「不少于6个月」 of what is 「不超过6个月」, 「以后」 of what is 「以前」."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assistant.llm.grounding.figure_words import split_words
from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure


class Bound(StrEnum):
    """On which side of a figure the truth lies."""

    FROM = "from"
    TO = "to"


_BEFORE = {
    Bound.FROM: split_words(
        "不少于|不低于|不得少于|不得低于|至少|最少|≥|at least|no less than|no fewer than|minimum of"
    ),
    Bound.TO: split_words("不超过|不得超过|不高于|不多于|至多|最多|≤|at most|no more than|up to|maximum of|not exceed"),
}
_BEHIND = {
    Bound.FROM: ("以上", "及以上", "或以上", "or more"),
    Bound.TO: ("以内", "以下", "及以下", "or less", "or fewer"),
}
_DAY_BEHIND = {Bound.FROM: ("以后", "之后", "后", "起"), Bound.TO: ("前", "之前", "以前", "底前", "日前")}
_REACH = 16


def bound_of(text: str, figure: Figure) -> Bound | None:
    """The bound that stands right beside a figure of a plain text."""
    behind = text[figure.end : figure.end + _REACH]
    if figure.kind is Kind.DATE:
        return next((b for b, words in _DAY_BEHIND.items() if behind.lstrip(" ").startswith(words)), None)
    # A unit may stand between: 「6个月以内」.
    for bound, words in _BEHIND.items():
        if any(0 <= behind.find(w) <= 4 for w in words):
            return bound
    before = text[max(0, figure.start - _REACH) : figure.start].rstrip(" ")
    return next((b for b, words in _BEFORE.items() if before.endswith(words)), None)


def turns_bound(text: str, figures: Sequence[Figure], grounds: Sequence[Ground]) -> bool:
    """Whether a figure has one bound in the sentence and only the other in all that states it."""
    for figure in figures:
        bound = bound_of(text, figure)
        if bound is None:
            continue
        stated = {bound_of(g.text, o) for g in grounds for o in g.figures if _is_same(figure, o)}
        if stated and None not in stated and bound not in stated:
            return True
    return False


def _is_same(one: Figure, other: Figure) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.DATE:
        return one.day == other.day
    return one.value == other.value and same_measure(one, other)
