"""Amounts that follow from a rate of the sources: 「16～18学时折算1学分」, 「每周30学时」.

A rate binds two measures. What a question gives in the one is told in the other, the parts of several rates of one
passage together: 72 hours at 18 a credit and three weeks at one make seven credits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.evidence.asked import Figures
from assistant.evidence.measured import Measured, Text, read
from assistant.evidence.measures import LONGEST, MEASURES
from assistant.evidence.quantities import RATIO, SHARE, shown
from assistant.types import Language, Passage

# What stands between the two quantities of a rate, and before the unit of one that is given for each.
_FOR = ("折", "为", "算", "抵", "计", "记", "换", "=", " for ", "equal")
_FOR_CHARS = 6
_EACH = ("每", "per ", "a ")
_RANGE = ("~", "～", "-", "—", "至", "到")
_HOW_MUCH = ("几", "多少", "how many ")
_PIECE = "个"
# Among so many of the best passages a rate is looked for.
_BEST = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """So much of one measure for so much of another.

    Attributes:
        per: amounts of the first, the least and the most, in its canonical unit. per_unit: that unit.
        per_scale: how many of it one of it as written is (7 for a week of days).
        gives: amount of the second for each, in ``unit``.
        words: the clause.
    """

    per: tuple[Fraction, ...]
    per_unit: str
    per_scale: int
    gives: Fraction
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An amount that follows from rates of a passage: ``terms`` are (given, its rate, what each end of it makes)."""

    passage: Passage
    suffix: str
    terms: tuple[tuple[Measured, Rate, tuple[Fraction, ...]], ...]

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The least and the most that all terms make, one where they are the same."""
        low = sum((min(t[2]) for t in self.terms), Fraction(0))
        high = sum((max(t[2]) for t in self.terms), Fraction(0))
        return (low,) if low == high else (low, high)


def exchange(figures: Figures, candidates: Sequence[Passage]) -> Exchanged | None:
    """What the asker's amounts make by the rates of the first passage that has such; None where none has.

    Args:
        figures: the question's; a rate that it tells itself picks one out of a range of the passage.
        candidates: passages, the one that answers best first.
    """
    wanted = _asked_unit(figures.text.plain)
    if wanted is None:
        return None
    told = [r for r in _rates(figures.text) if r.unit == wanted[0]]
    of_rate = {m.index for m in figures.text.measured for r in told if _is_of(m, r)}
    for passage in candidates[:_BEST]:
        rates = [_narrowed(r, told) for r in _rates(read(passage.text), passage.text) if r.unit == wanted[0]]
        terms = []
        for measured in figures.text.measured:
            rate = next((r for r in rates if r is not None and r.per_unit == measured.quantity.unit), None)
            if rate is not None and measured.index not in of_rate:
                made = tuple(measured.quantity.value / per * rate.gives for per in rate.per)
                terms.append((measured, rate, made))
        if terms:
            return Exchanged(passage, wanted[1], tuple(terms))
    return None


def say(found: Exchanged, language: Language) -> str:
    """「合计7学分：72÷18=4，3×1=3，4＋3=7（原句）。」"""
    value = "～".join(map(shown, found.values))
    sums = [_sum(m, r, made) for m, r, made in found.terms]
    if len(sums) > 1 and len(found.values) == 1:
        sums.append("＋".join(shown(made[0]) for _, _, made in found.terms) + f"={value}")
    words = dict.fromkeys(r.words for _, r, _ in found.terms)
    if language is Language.ZH:
        return f"合计{value}{found.suffix}：{'，'.join(sums)}（{'；'.join(words)}）。"
    return f"{value} {found.suffix} in total: {', '.join(sums)} ({'; '.join(words)})."


def _sum(measured: Measured, rate: Rate, made: Sequence[Fraction]) -> str:
    given = shown(measured.quantity.value / rate.per_scale)
    times = "" if rate.gives == 1 else f"×{shown(rate.gives)}"
    if rate.per == (Fraction(rate.per_scale),):
        return f"{given}{times or '×1'}={shown(made[0])}"
    each = zip(rate.per, made, strict=True)
    return "、".join(f"{given}÷{shown(per / rate.per_scale)}{times}={shown(value)}" for per, value in each)


def _narrowed(rate: Rate, told: Sequence[Rate]) -> Rate | None:
    """A rate as the question tells it, where that lies within it; None where it tells one that does not."""
    for own in told:
        if own.per_unit == rate.per_unit:
            each = own.per[0] / own.gives
            ends = [p / rate.gives for p in rate.per]
            return replace(own, words=rate.words) if min(ends) <= each <= max(ends) else None
    return rate


def _is_of(measured: Measured, rate: Rate) -> bool:
    quantity = measured.quantity
    return (quantity.unit, quantity.value) in ((rate.per_unit, rate.per[-1]), (rate.unit, rate.gives))


def _rates(text: Text, original: str = "") -> list[Rate]:
    """The rates that a text states, in order, in the words of the original where it is as long."""
    source, found = original if len(original) == len(text.plain) else text.plain, []
    for number, measured in enumerate(text.measured):
        quantity = measured.quantity
        if quantity.unit in ("", SHARE, RATIO):
            continue
        words = source[slice(*measured.clause)].strip(" -*")
        each = _each(text.plain[: quantity.start])
        if each is not None and each[0] != quantity.unit:
            found.append(Rate((Fraction(each[1]),), each[0], each[1], quantity.value, quantity.unit, words))
        if number + 1 == len(text.measured):
            continue
        following = text.measured[number + 1]
        other, between = following.quantity, text.plain[quantity.end : following.quantity.start]
        if other.unit in ("", SHARE, RATIO, quantity.unit) or following.clause != measured.clause:
            continue
        if len(between) <= _FOR_CHARS and (not between.strip() or any(w in between for w in _FOR)):
            per = (*_range_start(text, number), quantity.value)
            found.append(Rate(per, quantity.unit, quantity.scale, other.value, other.unit, words))
    return found


def _range_start(text: Text, number: int) -> tuple[Fraction, ...]:
    """The lesser end of a range whose greater end is a quantity: the 16 of 「16～18学时」."""
    if number == 0:
        return ()
    before, quantity = text.measured[number - 1].quantity, text.measured[number].quantity
    between = text.plain[before.end : quantity.start].strip()
    bare = not before.unit and not before.suffix
    return (before.value * quantity.scale,) if bare and between in _RANGE else ()


def _each(before: str) -> tuple[str, int] | None:
    """(canonical unit, how many of it) of the 「每周」 that a text ends with."""
    words = before.rstrip()
    for length in range(min(LONGEST, len(words)), 0, -1):
        surface = words[-length:]
        if surface in MEASURES and MEASURES[surface][0] and words[:-length].endswith(_EACH):
            return MEASURES[surface]
    return None


def _asked_unit(text: str) -> tuple[str, str] | None:
    """(canonical unit, surface) of the measure whose amount is asked for: 「几个学分」."""
    for asking in _HOW_MUCH:
        place = text.find(asking)
        while place >= 0:
            rest = text[place + len(asking) :].removeprefix(_PIECE)
            for length in range(LONGEST, 0, -1):
                surface = rest[:length]
                if len(surface) == length and MEASURES.get(surface, ("", 0))[0]:
                    return MEASURES[surface][0], surface
            place = text.find(asking, place + 1)
    return None
