"""Figures that follow from given ones without the sum being shown: 「相差2名」, "1544 yuan more"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from assistant.llm.grounding.figure_words import MONTHS_IN, split_words
from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure, stated

# A clause without one of these says of no figure that it follows.
_SUM = split_words("合计|共|总|加起来|相加|total|sum|together|in all")
_DIFFERENCE = split_words("差|多|少|高|低|剩|还|缺|gap|difference|more|less|fewer|higher|lower|short|missing")
# Bounds are no comparisons.
_BOUNDS = split_words("至少|最少|最多|至多|不少|多少|大多|多数|at least|at most|no less|no more")
_ENDS = frozenset("。；;：:、（）()|!?！？\n")
# From more figures than these, something can be made to follow for any other.
_MAX_GIVEN, _MAX_RULES, _MAX_PAIRED = 12, 8, 4


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
    """Whether a figure is the sum or difference of two that are given, as its clause says.

    Args:
        figure: the figure in question.
        text, figures: the plain sentence and its figures.
        carriers: the lines that it cites, and what the person said.
        followed: figures of the sentence that were found to follow.
    """
    clause = clause_of(text, figure)
    for bound in _BOUNDS:
        clause = clause.replace(bound, " ")
    sums, differs = (any(w in clause for w in cues) for cues in (_SUM, _DIFFERENCE))
    if figure.kind is not Kind.NUMBER or not (sums or differs):
        return False
    given = [f for f in figures if f is not figure and not f.ordinal and (f in followed or stated(f, carriers))]
    pairs = list(combinations([f for f in given if f.kind is Kind.NUMBER][:_MAX_GIVEN], 2))
    if sums and any(_is_sum(figure, a, b) for a, b in pairs):
        return True
    # 「差50人」 of the 150 that the person has and the 200 that are asked.
    own, rules = _numbers(carriers[-1:]), [f for f in _numbers(carriers[:-1]) if f.unit in (None, figure.unit)]
    pairs += product(own[:_MAX_GIVEN], rules) if len(rules) <= _MAX_RULES else ()
    pairs += combinations(rules, 2) if len(rules) <= _MAX_PAIRED else ()
    return differs and any(_is_sum(a, figure, b) or _is_sum(b, figure, a) for a, b in pairs)


def _is_sum(whole: Figure, one: Figure, other: Figure) -> bool:
    alike = same_measure(one, other) and same_measure(one, whole) and same_measure(other, whole)
    return alike and whole.value == one.value + other.value


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
