"""Figures that follow from given ones without the sum being shown: 「相差2名」, "1544 yuan more", 「剩下60%」."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from assistant.llm.grounding.figure_words import MONTHS_IN, split_words
from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure, stated


class Operation(StrEnum):
    """How a figure is said to follow."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    REST = "rest"


# A clause without one of these says of no figure that it follows.
_CUES = {
    Operation.SUM: split_words("合计|共|总|加起来|相加|total|sum|together|in all"),
    Operation.DIFFERENCE: split_words(
        "差|多|少|高|低|剩|还|缺|gap|difference|more|less|fewer|higher|lower|short|missing"
    ),
    Operation.PRODUCT: split_words(
        "倍|每|各|共|合计|总|折|也就是|即|相当于|times|each|per |twice|total|together|that is|i.e"
    ),
    Operation.REST: split_words("剩|其余|余下|另|rest|remain|other"),
}
# Of a person's own figure a rule makes another one: 160 students, one teacher to 20.
_NEEDS = split_words("至少|最少|最多|至多|需|应|要|大概|大约|约|就是|at least|at most|need|must|require|about|roughly")
# Bounds are no comparisons.
_BOUNDS = split_words("至少|最少|最多|至多|不少|多少|大多|多数|at least|at most|no less|no more")
_ENDS = frozenset("。；;：:、()（）|!?！？\n")
# From a line with more numbers than these, something can be made to follow for any figure.
_MAX_POOL = 8
_MAX_PAIRED = 4
_MAX_OTHERS = 12


def follows_day(figure: Figure, carriers: Sequence[Ground]) -> bool:
    """Whether a day lies so many months or years behind another, both as given: 12 months after 2025-11-05."""
    year, month, day = figure.day
    if figure.kind is not Kind.DATE or year is None or month is None:
        return False
    spans = {f.value * MONTHS_IN[f.unit] for f in _numbers(carriers) if f.unit in MONTHS_IN}
    return any(
        (year - then[0]) * 12 + month - then[1] in spans
        for g in carriers
        for then in g.days
        if then[0] is not None and then[1] is not None and then[2] == day
    )


def derives(
    figure: Figure,
    text: str,
    figures: Sequence[Figure],
    cited: Sequence[Ground],
    person: Ground,
    followed: Sequence[Figure] = (),
) -> bool:
    """Whether a figure follows exactly from two that are given, as its clause says.

    Args:
        figure: the figure in question.
        text, figures: the plain sentence and its figures.
        cited: the lines that it cites.
        person: what the person said.
        followed: figures of the sentence that were found to follow.
    """
    if figure.kind is not Kind.NUMBER:
        return False
    clause = clause_of(text, figure)
    bare = clause
    for bound in _BOUNDS:
        bare = bare.replace(bound, " ")
    operations = {o for o, cues in _CUES.items() if any(c in bare for c in cues)}
    carriers = [*cited, person]
    given = _numbers(g for g in carriers)
    if Operation.REST in operations and figure.share and any(g.share and g.value == 1 - figure.value for g in given):
        return True
    numbers = [f for f in figures if f.kind is Kind.NUMBER and f is not figure and not f.ordinal][: 2 * _MAX_OTHERS]
    others = [f for f in numbers if f in followed or stated(f, carriers)][:_MAX_OTHERS]
    if _follows(figure, [(a, b) for n, a in enumerate(others) for b in others[n + 1 :]], operations):
        return True
    pool = {f.value: f for f in _numbers(cited) if f.unit is figure.unit or (f.unit is None and not f.ordinal)}
    if operations - {Operation.PRODUCT} and len(pool) <= _MAX_PAIRED:
        rows = list(pool.values())
        pairs = [(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :]]
        if _follows(figure, pairs, operations - {Operation.PRODUCT}):
            return True
    own = [f for f in _numbers([person]) if f.value > 1 or f.share][:_MAX_OTHERS]
    # 「差50人」 of the 150 that the person has and the 200 that are asked.
    if Operation.DIFFERENCE in operations and len(pool) <= _MAX_POOL:
        pairs = [(a, b) for a in own for b in pool.values()]
        if _follows(figure, pairs, {Operation.DIFFERENCE}):
            return True
    if any(n in clause for n in _NEEDS) or Operation.PRODUCT in operations:
        rules = _numbers(cited)[: 4 * _MAX_OTHERS]
        return len(pool) <= _MAX_POOL and any(_is_made(figure, a.value, b.value) for a in own for b in rules)
    return False


def _numbers(grounds: Iterable[Ground]) -> list[Figure]:
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


def _follows(figure: Figure, pairs: Sequence[tuple[Figure, Figure]], operations: set[Operation]) -> bool:
    for a, b in pairs:
        alike = same_measure(a, b)
        if alike and same_measure(a, figure) and same_measure(b, figure):
            if Operation.SUM in operations and figure.value == a.value + b.value:
                return True
            if Operation.DIFFERENCE in operations and figure.value == abs(a.value - b.value):
                return True
        # 「高42%」 of 5177 over 3633.
        if Operation.DIFFERENCE in operations and figure.share and alike and a.value and b.value:
            gap = abs(a.value - b.value)
            if _is_about(figure, gap / a.value) or _is_about(figure, gap / b.value):
                return True
        if Operation.PRODUCT in operations and _is_made(figure, a.value, b.value):
            return True
    return False


def _is_made(figure: Figure, one: Fraction, other: Fraction) -> bool:
    """Whether a figure is the product or ratio of two others."""
    if 1 in (one, other) or not one or not other:
        return False
    return figure.value == one * other or _is_about(figure, one / other) or _is_about(figure, other / one)


def _is_about(figure: Figure, exact: Fraction) -> bool:
    """Whether a figure is a ratio, exactly or, where it has decimals or is a share, rounded to its digits."""
    rounds = figure.about or figure.share or figure.step < 1
    return figure.value == exact or (rounds and abs(figure.value - exact) * 2 <= figure.step)
