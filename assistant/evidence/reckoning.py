"""Values that follow from a rule of the sources and the asker's own figures, and whether these meet the rule.

A rule is a quantity of a passage with its nouns. The asker's figures are bound to the nouns of one rule; where all that
it takes is bound, the missing one is reckoned (160÷20=8) or the given one is held against it (3−2=1). What is not
bound surely is left alone: a wrong sum is worse than none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.evidence.asked import Figures
from assistant.evidence.likeness import Likeness, is_total
from assistant.evidence.measured import Measured, Rule, names, rules
from assistant.evidence.measures import Bound
from assistant.evidence.operations import DISTRIBUTES
from assistant.evidence.quantities import RATIO, SHARE, fits_measure
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage

# How surely the nouns of a rule and of a question must be the same.
SURE = 0.3
# 「总学时」 is the figure in 学时 where no word says of what.
_OF_A_TOTAL = 0.45
# A figure without a unit is of what its noun names, where that is named surely.
_SURE_WITHOUT_UNIT = 0.6
_ANYTHING = "个"
BOUNDS = frozenset({Bound.AT_LEAST, Bound.AT_MOST})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A value that follows from a rule.

    Attributes:
        rule: what it follows from.
        needed: what the rule asks for, in the unit of ``own`` or ``whole``; of an amount the rule's own value.
        own: what the asker has of it, None where an amount was asked for.
        whole: what the rule's share or ratio was taken of, None for an amount.
        told: a figure that the asker was told instead of the rule's, None for none.
        sureness: how surely subject and property meet, (0, 1].
        each: the figures of which ``own`` is the one that decides, where the rule asks the same of each.
    """

    rule: Rule
    needed: Fraction
    own: Measured | None
    whole: Measured | None
    told: Measured | None
    sureness: float
    each: tuple[Measured, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether what the asker has meets the rule; None where nothing was held against it."""
        if self.own is None:
            return None
        return self.meets(self.own)

    def meets(self, own: Measured) -> bool:
        """Whether one figure meets the rule."""
        value = own.quantity.value
        if self.rule.quantity.unit == RATIO and own.quantity.unit != RATIO:
            return value >= self.needed
        if self.rule.quantity.bound is Bound.AT_MOST:
            return value <= self.needed
        return value >= self.needed


def reckon_rules(
    figures: Figures, candidates: Sequence[tuple[Passage, frozenset[str]]], likeness: Likeness
) -> tuple[Reckoned, ...]:
    """What follows from the candidates' rules, at most one result for each thing that is asked of, in question order.

    Args:
        figures: the question's.
        candidates: passages with the terms of their topic (title and headings), best first.
        likeness: compares nouns.
    """
    best: dict[tuple[int, ...], Reckoned] = {}
    for passage, topic in candidates:
        for rule in rules(passage):
            for key, found in _apply(rule, topic, figures, likeness):
                if found.own is not None and not figures.wants_verdict:
                    continue
                if found.sureness >= SURE and (key not in best or found.sureness > best[key].sureness + 1e-9):
                    best[key] = found
    return _without_halves(_each_figure_once([best[k] for k in sorted(best)]), figures)


def _without_halves(found: Sequence[Reckoned], figures: Figures) -> tuple[Reckoned, ...]:
    """Results without verdicts on some of several figures in the same words: 80分 and 55分 do not pass by the first."""
    given = [_counted_in(m) for m in figures.own]
    held = [_counted_in(r.own) for r in found if r.own is not None and r.whole is None]
    return tuple(
        r
        for r in found
        if r.own is None or r.whole is not None or given.count(_counted_in(r.own)) == held.count(_counted_in(r.own))
    )


def _counted_in(measured: Measured) -> tuple[str, str]:
    return measured.quantity.unit, measured.quantity.suffix


def _each_figure_once(found: Sequence[Reckoned]) -> tuple[Reckoned, ...]:
    """The results without those that hold a figure against a second bound, or one that was the base of a share."""
    bases = [r.whole for r in found]
    surest: dict[int, Reckoned] = {}
    for result in sorted(found, key=lambda r: -r.sureness):
        if result.own is not None and result.own not in bases:
            surest.setdefault(result.own.index, result)
    return tuple(r for r in found if r.own is None or r in surest.values())


def _apply(
    rule: Rule, topic: frozenset[str], figures: Figures, likeness: Likeness
) -> list[tuple[tuple[int, ...], Reckoned]]:
    binding = _Binding(figures, likeness, topic)
    if rule.quantity.unit == RATIO:
        return _ratio(rule, binding)
    return _share(rule, binding) if rule.quantity.unit == SHARE else _amount(rule, binding)


@dataclass(frozen=True, slots=True)
class _Binding:
    """Binds nouns to a question's segments and quantities."""

    figures: Figures
    likeness: Likeness
    topic: frozenset[str]

    def segment(self, noun: str, without: frozenset[int] = frozenset()) -> tuple[int, float]:
        """(number of the segment that names a noun best, how surely)."""
        best, sure = -1, 0.0
        for number, segment in enumerate(self.figures.segments):
            if number in without or segment.says_nothing:
                continue
            same = self.likeness.same(noun, segment.words, self.topic)
            if same > sure:
                best, sure = number, same
        return best, sure

    def count(self, noun: str, units: frozenset[str] | None = None) -> tuple[Measured, int, float] | None:
        """(the quantity of a noun, its segment, how surely); nouns stand right beside their quantity."""
        best: tuple[Measured, int, float] | None = None
        for measured in self.figures.own:
            bare = not measured.quantity.unit and not measured.quantity.suffix
            fits = units is None or measured.quantity.unit in units or bare
            if measured.quantity.unit in (SHARE, RATIO) or not fits:
                continue
            if not any(fits_measure(measured.quantity, name) for name in names(noun)):
                continue
            for number in self.figures.beside(measured):
                words = f"{self.figures.segments[number].words} {measured.quantity.suffix}"
                same = self.likeness.same(noun, words, self.topic)
                suffix = measured.quantity.suffix
                if not same and suffix and any(is_total(n) and suffix in n for n in names(noun)):
                    same = _OF_A_TOTAL
                # The words before and behind a figure name the same thing; the nearer ones are the surer.
                if same and (best is None or same > best[2]):
                    best = (measured, number, same)
        return best


def _ratio(rule: Rule, binding: _Binding) -> list[tuple[tuple[int, ...], Reckoned]]:
    """「学生数与专任教师数比例不高于20:1」 with 160 students: 8 teachers."""
    figures = binding.figures
    given = next((m for m in figures.own if m.quantity.unit == RATIO), None)
    if given is not None:
        # A ratio may have a name of its own (生师比).
        named, sure = max(
            map(binding.segment, (rule.words, rule.measured.part, rule.measured.whole)), key=lambda s: s[1]
        )
        near = named in figures.beside(given)
        return [((named,), Reckoned(rule, rule.quantity.value, given, None, None, sure))] if near and sure else []
    if not rule.measured.whole:
        return []
    first = binding.count(rule.measured.part)
    if first is None:
        return []
    second, sure = binding.segment(rule.measured.whole, frozenset({first[1]}))
    if second < 0 or not first[0].quantity.value:
        return []
    needed = first[0].quantity.value / rule.quantity.value
    needed = Fraction(math.ceil(needed)) if rule.quantity.bound is Bound.AT_MOST else needed
    own = _held(binding, second, first[0])
    if own is None and not figures.wants_amount:
        return []
    return [((second,), Reckoned(rule, needed, own, first[0], None, min(first[2], sure)))]


def _share(rule: Rule, binding: _Binding) -> list[tuple[tuple[int, ...], Reckoned]]:
    """「双师型教师占专业课教师比例不低于50%」 with 10 teachers: 5; with 40%: not met."""
    figures, share = binding.figures, rule.quantity.value
    part, sure = binding.segment(rule.measured.part)
    if part < 0:
        return []
    told = next((m for m in figures.told if m.quantity.unit == SHARE and part in figures.beside(m)), None)
    given = next((m for m in figures.own if m.quantity.unit == SHARE and part in figures.beside(m)), None)
    if given is not None and given is not told:
        return [((part,), Reckoned(rule, share, given, None, told, sure))]
    whole = binding.count(rule.measured.whole) if rule.measured.whole else None
    if whole is None:
        return _of_the_only_count(rule, binding, part, sure)
    part, sure = binding.segment(rule.measured.part, frozenset({whole[1]}))
    own = _held(binding, part, whole[0])
    if part < 0 or (own is None and not figures.wants_amount):
        return []
    needed = whole[0].quantity.value * share
    if rule.quantity.bound is Bound.AT_LEAST and whole[0].quantity.unit == "" and whole[0].quantity.suffix:
        needed = Fraction(math.ceil(needed))
    return [((part,), Reckoned(rule, needed, own, whole[0], None, min(whole[2], sure)))]


def _of_the_only_count(rule: Rule, binding: _Binding, part: int, sure: float) -> list[tuple[tuple[int, ...], Reckoned]]:
    """「通过率为90%左右」 says a share of nothing by name: of the one count of people in the question."""
    # Shares without a base are shares of people who passed, held or joined; two schools have no pass rate of two.
    counts = [m for m in binding.figures.own if m.quantity.counts_persons]
    told = rule.quantity.bound is not Bound.EXACT
    if not told or rule.measured.whole or len(counts) != 1 or sure < 0.8 or not binding.figures.wants_amount:
        return []
    whole = counts[0]
    needed = Fraction(round(whole.quantity.value * rule.quantity.value))
    return [((part,), Reckoned(rule, needed, None, whole, None, sure))]


def _amount(rule: Rule, binding: _Binding) -> list[tuple[tuple[int, ...], Reckoned]]:
    """「五级后满3年」 with two years of level five: one year is missing."""
    # A bare number (three, 2021) counts whatever stands beside it; nothing says that both count the same.
    if not (rule.quantity.unit or rule.quantity.suffix) or rule.quantity.bound not in BOUNDS:
        return []
    if any(w in rule.words for w in DISTRIBUTES):
        # 「各需60分以上」 is not met by one figure.
        return []
    found = binding.count(rule.measured.part, frozenset({rule.quantity.unit}))
    if found is None:
        return []
    own = found[0].quantity
    # 「3个讲师」: people are counted so too, and what a figure without a unit counts its noun says.
    if own.suffix not in ("", _ANYTHING) and own.counts_persons != rule.quantity.counts_persons:
        return []
    if not own.suffix and found[2] < _SURE_WITHOUT_UNIT:
        return []
    if rule.quantity.bound is Bound.AT_MOST and own.value == rule.quantity.value:
        return []  # 「那1500块的补贴」 speaks of the bound itself.
    return [((found[1],), Reckoned(rule, rule.quantity.value, found[0], None, None, found[2]))]


def _held(binding: _Binding, segment: int, whole: Measured) -> Measured | None:
    """The asker's figure of what a segment names, in the unit of the whole."""
    return next(
        (
            m
            for m in binding.figures.own
            if m is not whole
            and segment in binding.figures.beside(m)
            and (m.quantity.unit == whole.quantity.unit or not (m.quantity.suffix and whole.quantity.suffix))
        ),
        None,
    )


def topic_terms(title: str, header: str) -> frozenset[str]:
    """Terms that everything under a title and its headings shares."""
    return frozenset(tokenize(f"{title} {header}"))
