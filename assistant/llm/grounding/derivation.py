"""Figures that follow from given ones without the sum being shown: 「相差2名」, "1544 yuan more", 「剩下60%」."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

from assistant.llm.grounding.figure_words import MONTHS_IN, split_words
from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure, stated

# A clause without one of these says of no figure that it follows.
_SUM = split_words("合计|共|总|加起来|相加|total|sum|together|in all")
_DIFFERENCE = split_words("差|多|少|高|低|剩|还|缺|gap|difference|more|less|fewer|higher|lower|short|missing")
_PRODUCT = split_words("倍|每|各|共|合计|总|折|也就是|即|相当于|times|each|per |twice|total|together|that is|i.e")
# Of a person's own figure a rule makes another one: 160 students, one teacher to 20.
_NEEDS = split_words("至少|最少|最多|至多|需|应|要|大概|大约|约|就是|at least|at most|need|must|require|about|roughly")
_REST = split_words("剩|其余|余下|另|rest|remain|other")
# Bounds are no comparisons.
_BOUNDS = split_words("至少|最少|最多|至多|不少|多少|大多|多数|at least|at most|no less|no more")
_ENDS = frozenset("。；;：:、（）()|!?！？\n")
# From a line with more figures than these, something can be made to follow for any other.
_MAX_PAIRED, _MAX_RULES, _MAX_OTHERS = 4, 8, 12


def follows_day(figure: Figure, carriers: Sequence[Ground]) -> bool:
    """Whether a day lies so many months or years behind another, both as given: 12 months after 2025-11-05."""
    year, month, day = figure.day
    if figure.kind is not Kind.DATE or year is None or month is None:
        return False
    spans = {f.value * MONTHS_IN[f.unit] for g in carriers for f in g.figures if f.unit in MONTHS_IN}
    return any(
        (year - then[0]) * 12 + month - then[1] in spans
        for g in carriers
        for then in g.days
        if then[0] is not None and then[1] is not None and then[2] == day
    )


def derives(
    figure: Figure, text: str, figures: Sequence[Figure], carriers: Sequence[Ground], followed: Sequence[Figure]
) -> bool:
    """Whether a figure follows exactly from two that are given, as its clause says.

    Args:
        figure: the figure in question.
        text, figures: the plain sentence and its figures.
        carriers: the lines that it cites, and what the person said.
        followed: figures of the sentence that were found to follow.
    """
    if figure.kind is not Kind.NUMBER:
        return False
    clause = bare = clause_of(text, figure)
    for bound in _BOUNDS:
        bare = bare.replace(bound, " ")
    sums, differs, makes, rests = (any(w in bare for w in cues) for cues in (_SUM, _DIFFERENCE, _PRODUCT, _REST))
    if rests and figure.share and any(1 - figure.value in g.values for g in carriers):
        return True
    said = [f for f in figures if f.kind is Kind.NUMBER and f is not figure and not f.ordinal]
    beside = list(combinations([f for f in said if f in followed or stated(f, carriers)][:_MAX_OTHERS], 2))
    lines = _numbers(carriers[:-1])
    alike = list({f.value: f for f in lines if f.unit is figure.unit or (f.unit is None and not f.ordinal)}.values())
    own = [f for f in _numbers(carriers[-1:]) if f.value > 1 or f.share][:_MAX_OTHERS]
    within = list(combinations(alike, 2)) if len(alike) <= _MAX_PAIRED else []
    # 「差50人」 of the 150 that the person has and the 200 that are asked.
    with_own = list(product(own, alike)) if len(alike) <= _MAX_RULES else []
    ruled = list(product(own, lines[: 4 * _MAX_OTHERS])) if len(alike) <= _MAX_RULES else []
    return (
        (sums and any(_is_sum(figure, a, b) for a, b in (*beside, *within)))
        or (differs and any(_is_sum(a, figure, b) or _is_sum(b, figure, a) for a, b in (*beside, *within, *with_own)))
        or (differs and any(_is_gap(figure, a, b) for a, b in beside))
        or (makes and any(_is_made(figure, a, b) for a, b in beside))
        or ((makes or any(w in clause for w in _NEEDS)) and any(_is_made(figure, a, b) for a, b in ruled))
    )


def _is_sum(whole: Figure, one: Figure, other: Figure) -> bool:
    alike = same_measure(one, other) and same_measure(one, whole) and same_measure(other, whole)
    return alike and whole.value == one.value + other.value


def _is_gap(figure: Figure, one: Figure, other: Figure) -> bool:
    """「高42%」 of 5177 over 3633."""
    gap = abs(one.value - other.value)
    shares = [gap / f.value for f in (one, other) if f.value]
    return figure.share and same_measure(one, other) and any(_is_about(figure, s) for s in shares)


def _is_made(figure: Figure, one: Figure, other: Figure) -> bool:
    """Whether a figure is the product or ratio of two others."""
    if {0, 1} & {one.value, other.value}:
        return False
    ratios = (one.value / other.value, other.value / one.value)
    return figure.value == one.value * other.value or any(_is_about(figure, r) for r in ratios)


def _numbers(grounds: Sequence[Ground]) -> list[Figure]:
    """The numbers of texts, each value and unit once."""
    return list({(f.value, f.unit): f for g in grounds for f in g.figures if f.kind is Kind.NUMBER}.values())


def clause_of(text: str, figure: Figure) -> str:
    """The clause of a plain text in which a figure stands."""
    start, end = figure.start, figure.end
    while start > 0 and text[start - 1] not in _ENDS and not text.startswith(", ", start - 1):
        start -= 1
    while end < len(text) and text[end] not in _ENDS and not text.startswith(", ", end):
        end += 1
    return text[start:end]


def _is_about(figure: Figure, exact: Fraction) -> bool:
    """Whether a figure is a ratio, exactly or, where it has decimals or is a share, rounded to its digits."""
    rounds = figure.about or figure.share or figure.step < 1
    return figure.value == exact or (rounds and abs(figure.value - exact) * 2 <= figure.step)
