"""One of several alternatives held against what somebody told of themselves: met, not met, near, or not said."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.answering.statements import split_outside
from assistant.evidence.measures import Bound
from assistant.evidence.quantities import Quantity, plain, read_quantities
from assistant.retrieval.tokenization import tokenize
from assistant.understanding.language import content

# So much of what a person said must stand in an alternative for it to speak of them.
_SPEAKS_OF = 0.6
# What joins two things that are both asked.
_AND = "加"
_MONTHS, A_YEAR = "月", 12
# So many months and more may be the last two digits of a year.
A_YEARS_NAME = 15 * A_YEAR
_FEW_CHARS = 6
_AND_SO_ON = "等。"
_LEAST_ALTERNATIVES = 2


class Holds(StrEnum):
    """How an alternative stands to what was said."""

    MET = "met"
    NOT_MET = "not met"
    NEAR = "near"
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Held:
    """An alternative with how it stands to what was said: by which words, and how much is missing (months)."""

    alternative: str
    holds: Holds
    by: str = ""
    missing: Fraction = Fraction(0)


def alternatives_in(listed: str) -> tuple[str, ...]:
    """The alternatives that a text lists; () where it lists none."""
    found = tuple(a.strip(_AND_SO_ON) for a in split_outside(listed, "；"))
    return found if len(found) >= _LEAST_ALTERNATIVES else ()


def times(text: str) -> list[Quantity]:
    """The lengths of time in a text."""
    return [q for q in read_quantities(plain(text)) if q.unit == _MONTHS]


def counted_from(alternative: str) -> str:
    """What the time of an alternative counts from (「四级后满4年」), "" where that is work, or no time is asked."""
    outside = plain(_outside(alternative))
    first = next(iter(times(outside)), None)
    return outside[: first.start].partition("后")[0] if first and "后" in outside[: first.start] else ""


def _outside(alternative: str) -> str:
    """An alternative without its brackets, in which an easier one stands."""
    return "".join(split_outside(alternative.replace("（", "（\n"), "\n")[:1])


def against(alternative: str, facts: Sequence[str], words: Set[str], starts: Set[str]) -> Held:
    """An alternative against what was said.

    Args:
        alternative: one of those of a condition.
        facts: what was said, as it stands now.
        words: those that tell alternatives apart.
        starts: what the times of alternatives count from.
    """
    outside, since = _outside(alternative), counted_from(alternative)
    needed = min((q.value for q in times(alternative)), default=None)
    first = next(iter(times(outside)), None)
    # Of each thing that is asked but a length of time, the first fact that speaks of it, "" without one.
    parts = [part for part in split_outside(alternative, _AND) if not times(part)]
    spoken = [next((f for f in facts if _speaks_of(f, part, words)), "") for part in parts]
    by = spoken[0] if spoken and all(spoken) else ""
    if needed is None:
        return Held(alternative, Holds.NEAR if by else Holds.NOT_SAID, by)
    of_it = [f for f in facts if (since in f if since else not any(s in f for s in starts))]
    told = [(q, f) for f in of_it for q in times(f)]
    lengths = [(q.value, f) for q, f in told if q.bound is not Bound.AT_MOST]
    # Beside a shorter time 「19年」 is the name of a year.
    own = max([t for t in lengths if t[0] < A_YEARS_NAME] or lengths, default=None)
    if own is None:
        # 「还不到5年」: how much is missing was not told.
        less = next((f for q, f in told if q.bound is Bound.AT_MOST and q.value <= needed), "")
        return Held(alternative, Holds.NOT_MET if less else Holds.NOT_SAID, less)
    if own[0] < needed:
        return Held(alternative, Holds.NOT_MET, own[1], needed - own[0])
    if first and own[0] < first.value:
        # 「四级后4年（或3年加培训）」: the shorter time asks for something else besides.
        return Held(alternative, Holds.NEAR, own[1])
    if first and not all(spoken):
        # 「非本专业大专加1年工作」 of somebody who told of no school.
        return Held(alternative, Holds.NOT_SAID)
    # Beside its length of time an alternative of few words asks for nothing.
    rest = plain(outside).replace(first.written, "") if first else plain(outside)
    alone = bool(since) or len(rest) <= _FEW_CHARS
    return Held(alternative, Holds.MET if alone else Holds.NEAR, own[1])


def _speaks_of(fact: str, alternative: str, words: Set[str]) -> bool:
    # What no condition asks about, and what most ask, is neither here nor there.
    said = {t for t in tokenize(content(fact)) if len(t) > 1 and t in words}
    return bool(said) and len(said & set(tokenize(alternative))) >= _SPEAKS_OF * len(said)
