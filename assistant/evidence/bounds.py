"""Figures of one's own held against a bound of the passage that answers, whatever words name it there.

One figure, or each of several where a rule asks the same of each: 「操播15分钟够吗」, 「理论72、实操58，过没过」.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.asked import Figures
from assistant.evidence.likeness import Likeness
from assistant.evidence.measured import Measured, Rule, rules
from assistant.evidence.measures import Bound
from assistant.evidence.operations import DISTRIBUTES
from assistant.evidence.quantities import RATIO, SHARE
from assistant.evidence.reckoning import BOUNDS, SURE, Reckoned
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage
from assistant.understanding.language import content

# 「超过三十天的不接」 lets in what lies below: which side of a bound is meant only a reader can tell then.
_REFUSES = (
    *("不予", "不接", "不得", "不能", "不可", "拒", "谢绝", "禁", "not be", "may not", "cannot", "refus"),
    *("no longer",),
)
# Among so many of the best candidates another bound is looked for.
_NEAR = 5
# So much more of a question must the clause of one bound share than that of any other for it to be the one meant.
_CLEARLY = 1.3
# People say scores without their unit.
_SAID_BARE = "分"
# What is reckoned from the other figures is none of its own.
_MEAN = ("平均", "均分", "average", "mean")
_MONTHS, _YEAR_DIGITS = "月", 4


def by_a_bound(candidates: Sequence[Passage], figures: Figures, likeness: Likeness) -> tuple[Reckoned, ...]:
    """The asker's figures in a unit, held against the bound in it of the passage that answers best.

    What both are of need not be named by the same words there. Where its document has another bound near by, the one
    whose clause shares clearly most of the question's words is meant, and none where no clause does.

    Args:
        candidates: passages, the one that answers best first.
        figures: the question's.
        likeness: knows how telling words are.
    """
    if not figures.wants_verdict or not candidates:
        return ()
    best, near_by = candidates[0], candidates[:_NEAR]
    if any(w in best.text for w in _REFUSES):
        return ()
    if (counted := _persons([p for p in near_by if p.document_id == best.document_id], figures)) is not None:
        return (counted,)
    for unit in dict.fromkeys(r.quantity.unit for r in rules(best) if r.quantity.bound in BOUNDS):
        if unit in ("", RATIO):
            continue
        # Shares of one document are of many things.
        near = [best] if unit == SHARE else [p for p in near_by if p.document_id == best.document_id]
        bounds = [r for p in near for r in rules(p) if r.quantity.unit == unit and r.quantity.bound in BOUNDS]
        rule = _meant(bounds, best, figures, likeness)
        if rule is None:
            continue
        given = _given(figures, rule)
        if given and (found := _held(given, rule, figures)):
            return (found,)
    return ()


def _persons(passages: Sequence[Passage], figures: Figures) -> Reckoned | None:
    """One number of persons held against the first passage with one bound of such, if both are of the same persons.

    A number whose persons are not named (「我们只有2名」) is of those that were asked about.
    """
    own = [m for m in figures.own if m.quantity.counts_persons]
    alone = ([r for r in rules(p) if r.quantity.bound in BOUNDS and r.quantity.counts_persons] for p in passages)
    rule = next((each[0] for each in alone if len(each) == 1), None)
    if rule is None or len(own) != 1:
        return None
    named = set(tokenize(content(f"{own[0].part} {own[0].right}")))
    same = not named or bool(named & set(tokenize(rule.words)))
    return Reckoned(rule, rule.quantity.value, own[0], None, None, SURE) if same else None


def _given(figures: Figures, rule: Rule) -> tuple[Measured, ...]:
    """The asker's figures in the unit of a rule, without the period that it counts in; of scores the bare ones too."""
    unit = rule.quantity.unit
    bare = unit == _SAID_BARE and not any(m.quantity.unit == unit for m in figures.text.measured)
    of_unit = [m for m in figures.own if m.quantity.unit == unit or (bare and _is_bare(m))]
    if len(of_unit) < sum(m.quantity.unit == unit for m in figures.text.measured):
        return ()
    periods = {m.quantity.value for m in rule.text.measured if m.clause == rule.measured.clause and m != rule.measured}
    kept = [m for m in of_unit if m.quantity.value not in periods] if len(of_unit) > 1 else of_unit
    return tuple(m for m in kept if not any(w in m.left for w in _MEAN))


def _is_bare(measured: Measured) -> bool:
    return not measured.quantity.unit and not measured.quantity.suffix


def _held(given: Sequence[Measured], rule: Rule, figures: Figures) -> Reckoned | None:
    needed = rule.quantity.value
    if len(given) == 1:
        # One of several that a rule asks of each decides nothing but where it falls short.
        own, each = given[0], any(w in rule.words for w in DISTRIBUTES)
        found = Reckoned(rule, needed, own, None, None, SURE)
        return None if each and found.met else found
    if any(w in rule.words for w in DISTRIBUTES):
        worst = (max if rule.quantity.bound is Bound.AT_MOST else min)(given, key=lambda m: m.quantity.value)
        return Reckoned(rule, needed, worst, None, None, SURE, each=tuple(given))
    return None


def _meant(bounds: Sequence[Rule], best: Passage, figures: Figures, likeness: Likeness) -> Rule | None:
    """The rule of the best passage that a question is about; None where that is not clear."""
    mine = [r for r in bounds if r.passage is best]
    periods = {m.quantity.value for m in figures.text.measured if m.quantity.unit == _MONTHS}
    years = {t for t in tokenize(figures.text.plain) if t.isdigit() and len(t) == _YEAR_DIGITS}
    narrowed = (
        bounds,
        # What is counted within a period that the question names is meant by it: 「每5年累计」.
        [r for r in mine if any(m.quantity.value in periods for m in _others(r))],
        # What is said of the year that is asked about; of a passage on that year whatever it says alone.
        [r for r in mine if years & set(tokenize(r.words))],
        [r for r in mine if years & set(tokenize(r.passage.text))],
    )
    for kept in narrowed:
        if len({(r.quantity.value, r.quantity.bound) for r in kept}) == 1 and kept[0] in mine:
            return kept[0]
    asked = set(tokenize(content(figures.text.plain)))
    ranked = sorted(bounds, key=lambda r: -likeness.weight(asked & set(tokenize(r.words))))
    shared = {r: likeness.weight(asked & set(tokenize(r.words))) for r in ranked}
    others = [shared[r] for r in ranked if r.quantity.value != ranked[0].quantity.value]
    clear = shared[ranked[0]] > _CLEARLY * max(others, default=0.0)
    return ranked[0] if clear and ranked[0].passage is best else None


def _others(rule: Rule) -> list[Measured]:
    """The other figures of a rule's clause."""
    return [m for m in rule.text.measured if m.clause == rule.measured.clause and m != rule.measured]
