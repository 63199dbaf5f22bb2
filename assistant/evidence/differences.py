"""By what share two figures that one passage states differ: 「有证的比没证的高百分之多少」."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.evidence.asked import Figures
from assistant.evidence.measured import read
from assistant.evidence.operations import Operation, goes_down, operations, wants_percent
from assistant.evidence.quantities import RATIO, SHARE, Quantity, shown, shown_share
from assistant.types import Language, Passage

# Among so many of the best passages the two figures are looked for.
_BEST = 3
_TWO, _WITH_DIFFERENCE = 2, 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures of a passage: what is said of one as a share of the other."""

    passage: Passage
    more: Quantity
    less: Quantity
    down: bool

    @property
    def share(self) -> Fraction:
        """By how much the asked one is more, of the less; or less, of the more."""
        return (self.more.value - self.less.value) / (self.more if self.down else self.less).value


def difference_in_percent(figures: Figures, candidates: Sequence[Passage]) -> Difference | None:
    """The share by which the two figures differ that a question names or a passage compares; None without such.

    Args:
        figures: the question's.
        candidates: passages, best first.
    """
    text = figures.text.plain
    words = next((w for o, w in operations(text) if o is Operation.DIFFERENCE), None)
    if words is None or not wants_percent(text, words):
        return None
    named = {m.quantity.value for m in figures.text.measured}
    for passage in candidates[:_BEST]:
        pair = _compared([m.quantity for m in read(passage.text).measured], named)
        if pair is not None and pair[1].value:
            return Difference(passage, *pair, down=goes_down(text[text.find(words) :]))
    return None


def _compared(stated: Sequence[Quantity], named: set[Fraction]) -> tuple[Quantity, Quantity] | None:
    """(the greater, the less) of two figures of one unit that are named, or whose difference stands beside them."""
    for unit in dict.fromkeys(q.unit for q in stated if q.unit not in ("", SHARE, RATIO)):
        of_unit = sorted({q.value: q for q in stated if q.unit == unit}.values(), key=lambda q: -q.value)
        told = [q for q in of_unit if q.value in named]
        if len(told) == _TWO:
            return told[0], told[1]
        values = [q.value for q in of_unit]
        if not named and len(values) == _WITH_DIFFERENCE and values[0] == values[1] + values[2]:
            # The difference stands behind the two that it is of.
            return of_unit[0], of_unit[1] if stated[-1] == of_unit[2] else of_unit[2]
    return None


def say(found: Difference, language: Language) -> str:
    """「高42.5%：(5177－3633)÷3633≈42.5%。」"""
    base = found.more if found.down else found.less
    exact = (found.share * 1000).denominator == 1
    sum_ = f"({shown(found.more.own)}－{shown(found.less.own)})÷{shown(base.own)}"
    said = f"{sum_}{'=' if exact else '≈'}{shown_share(found.share)}"
    if language is Language.ZH:
        figures = f"{found.more.written}、{found.less.written}"
        return f"{'低' if found.down else '高'}{shown_share(found.share)}：{said}（资料所写的两数是{figures}）。"
    figures = f"{found.more.written} and {found.less.written}"
    return f"{shown_share(found.share)} {'less' if found.down else 'more'}: {said} (the sources state {figures})."
