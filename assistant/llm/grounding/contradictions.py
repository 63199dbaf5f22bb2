"""Whether a sentence says the opposite of a computed verdict, turns a bound round, or compares figures wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evidence.measures import AFTER, BEFORE, Bound
from assistant.llm.grounding.figure_words import split_words
from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure

_MET = split_words("满足|符合|达标|达到|合格|够格|足够|meets|met|satisfied|satisfies|qualifies|eligible|enough")
_NOT_MET = split_words(
    "不满足|不符合|不达标|未达标|未达到|达不到|没达到|没有达到|不合格|不够|未满足|没满足|没有满足|不足|"
    "not met|not meet|not satisfied|not satisfy|not qualify|not eligible|ineligible|unmet|not enough|"
    "fails|n't meet|n't met|n't qualify|n't satisfy|n't eligible"
)
_DENIALS = split_words("不算|并非|不是|并不|不会|算不上|谈不上|没有说|不代表|isn't|is not|not that")
# A clause with one of these says what would be, not what is.
_OPEN = split_words(
    "如果|若|要是|只要|才能|才算|才可|是否|能否|需要|还需|须|应当|应该|应达|应满足|假如|之一|任一|即可|"
    "if |whether|unless|should|must|need|would|once "
)
# What stands behind one of these is demanded.
_DEMANDS = split_words("要求|条件|规定|需|require|condition")
_OPENING_YES = split_words("可以|能|够|行|是的|yes|you can")
_VERDICT_ENDS = ("", *":：;；,。.的")
_HEAD = 48
_MORE = split_words("高于|大于|超过|多于|超出|>|higher than|more than|above|greater than|exceeds")
_LESS = split_words("低于|小于|少于|不到|<|lower than|less than|below|fewer than")
_BESIDE_DAYS = {Bound.AT_LEAST: ("以后", "之后", "后", "起"), Bound.AT_MOST: ("前", "之前", "以前", "底前", "日前")}
_REACH, _MAX_UNIT = 16, 4
_NO_MORE = split_words("不|未|没|not |no |n't ")


def polarity(text: str) -> bool | None:
    """Whether a plain text says met (True) or not met (False); None where it says both, neither, or only perhaps."""
    said = set()
    for clause in _clauses(text):
        if any(w in clause for w in _OPEN):
            continue
        demand = min((at for d in _DEMANDS if (at := clause.find(d)) >= 0), default=len(clause))
        rest, negative = clause[:demand], False
        for word in _NOT_MET:
            negative = negative or word in rest
            rest = rest.replace(word, " ")
        positive = any(_holds(rest, w) for w in _MET)
        denied = any(d in clause for d in _DENIALS)
        if negative:
            said.add(denied)
        if positive:
            said.add(not denied)
    return said.pop() if len(said) == 1 else None


def _clauses(text: str) -> Iterator[str]:
    for mark in "。;；:：,、()（）\n":
        text = text.replace(mark, "\n")
    return (c for c in text.split("\n") if c.strip())


def _holds(text: str, word: str) -> bool:
    """Latin words whole, Chinese ones anywhere."""
    if not word.isascii():
        return word in text
    return word in text.replace(",", " ").replace(".", " ").split()


def opposes(sentence: str, computed: Sequence[str]) -> bool:
    """Whether a plain sentence says the opposite of the verdict with which the computed texts that it cites begin."""
    known = {v for text in computed if (v := polarity(text[:_HEAD].split("\n", 1)[0])) is not None}
    if len(known) != 1:
        return False
    verdict = known.pop()
    said = polarity(sentence)
    if said is not None:
        return said is not verdict
    head = sentence.lstrip(" *")
    return not verdict and any(head.startswith(w) and head[len(w) : len(w) + 1] in _VERDICT_ENDS for w in _OPENING_YES)


def turns_bound(text: str, figures: Sequence[Figure], grounds: Sequence[Ground]) -> bool:
    """Whether a figure has one bound in the sentence and only the other in all that states it.

    「不少于6个月」 of what is 「不超过6个月」, 「以后」 of what is 「以前」.
    """
    for figure in figures:
        bound = _bound_of(text, figure)
        stated = {_bound_of(g.text, o) for g in grounds for o in g.figures if _is_same(figure, o)} if bound else {None}
        if stated - {None} and bound not in stated:
            return True
    return False


def _bound_of(text: str, figure: Figure) -> Bound | None:
    """The bound that stands right beside a figure of a plain text."""
    behind = text[figure.end : figure.end + _REACH].lstrip(" ")
    if figure.kind is Kind.DATE:
        return next((bound for bound, words in _BESIDE_DAYS.items() if behind.startswith(words)), None)
    before = text[max(0, figure.start - _REACH) : figure.start].rstrip(" ")
    # A unit may stand between: 「6个月以内」.
    bounds = [b for word, b in AFTER if len(word) > 1 and 0 <= behind.find(word) <= _MAX_UNIT]
    bounds += [b for word, b in BEFORE if before.endswith(word)]
    return bounds[0] if bounds and bounds[0] is not Bound.ABOUT else None


def _is_same(one: Figure, other: Figure) -> bool:
    same = (one.kind, one.value, one.day, one.code) == (other.kind, other.value, other.day, other.code)
    return same and same_measure(one, other)


def compares_wrongly(text: str, figures: Sequence[Figure]) -> bool:
    """Whether a plain text says of two figures beside each other that the smaller is more, or the greater less."""
    numbers = [f for f in figures if f.kind is Kind.NUMBER]
    for one, other in zip(numbers, numbers[1:], strict=False):
        between = text[one.end : other.start]
        if (
            len(between) > 12
            or not same_measure(one, other)
            or one.ordinal
            or any(c in between for c in "。;；、:：\n|")
        ):
            continue
        if any(n in between.replace("不到", "") for n in _NO_MORE):
            continue
        more, less = any(w in between for w in _MORE), any(w in between for w in _LESS)
        if more is not less and (one.value <= other.value if more else one.value >= other.value):
            return True
    return False
