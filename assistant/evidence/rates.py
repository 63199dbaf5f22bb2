"""Amounts that follow from a rate of the sources: 「16～18学时折算1学分」, 「每周30学时」.

A rate binds two measures. What a question gives in the one is told in the other, the parts of several rates of one
passage together: 72 hours at 18 a credit and three weeks at one make seven credits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """``gives`` of ``unit`` for each ``per`` of ``per_unit``, both in canonical units.

    ``scale``: how many of ``per_unit`` one as written is (7 for a week of days). ``up_to``: ``per`` ends a range, so
    that only a rate which a question tells can be reckoned with. ``words``: the clause. ``of``: numbers of its
    quantities in the text.
    """

    per: Fraction
    per_unit: str
    scale: int
    gives: Fraction
    unit: str
    up_to: bool
    words: str
    of: tuple[int, ...]

    @property
    def each(self) -> Fraction:
        """How much of the first measure makes one of the second."""
        return self.per / self.gives


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An amount that follows from rates of a passage: ``terms`` are what is given, the rate, and its stated words."""

    passage: Passage
    suffix: str
    terms: tuple[tuple[Measured, Rate, str], ...]


def exchange(figures: Figures, candidates: Sequence[Passage]) -> Exchanged | None:
    """What the asker's amounts make by the rates of the first passage that has such; None where none has.

    Args:
        figures: the question's; a rate that it tells itself picks one out of a range of the passage.
        candidates: passages, the one that answers best first.
    """
    wanted = _asked_unit(figures.text.plain)
    if wanted is None:
        return None
    told = {r.per_unit: r for r in _rates(figures.text, figures.text.plain) if r.unit == wanted[0]}
    given = [m for m in figures.text.measured if not any(m.index in r.of for r in told.values())]
    for passage in candidates[:_BEST]:
        stated = {r.per_unit: r for r in _rates(read(passage.text), passage.text) if r.unit == wanted[0]}
        terms = []
        for measured in given:
            rate = stated.get(measured.quantity.unit)
            own = told.get(measured.quantity.unit, rate)
            fits = rate and own and (own.each <= rate.each if rate.up_to and own is not rate else own.each == rate.each)
            if rate and own and fits and not own.up_to:
                terms.append((measured, own, rate.words))
        if terms:
            return Exchanged(passage, wanted[1], tuple(terms))
    return None


def say(found: Exchanged, language: Language) -> str:
    """「合计7学分：72÷18=4，3×1=3，4＋3=7（原句）。」"""
    made = [m.quantity.value / r.each for m, r, _ in found.terms]
    value = shown(sum(made, Fraction(0)))
    sums = [_sum(m, r, value) for (m, r, _), value in zip(found.terms, made, strict=True)]
    if len(sums) > 1:
        sums.append(f"{'＋'.join(map(shown, made))}={value}")
    words = dict.fromkeys(w for *_, w in found.terms)
    if language is Language.ZH:
        return f"合计{value}{found.suffix}：{'，'.join(sums)}（{'；'.join(words)}）。"
    return f"{value} {found.suffix} in total: {', '.join(sums)} ({'; '.join(words)})."


def _sum(measured: Measured, rate: Rate, made: Fraction) -> str:
    """「72÷18=4」, 「3×30=90」: divided by what is given for one, else multiplied."""
    given, per = shown(measured.quantity.value / rate.scale), rate.per / rate.scale
    times = f"×{shown(rate.gives)}" if rate.gives != 1 or per == 1 else ""
    return f"{given}{'' if per == 1 else f'÷{shown(per)}'}{times}={shown(made)}"


def _rates(text: Text, original: str) -> Iterator[Rate]:
    """The rates that a text states, in order, in the words of the original where it is as long."""
    source = original if len(original) == len(text.plain) else text.plain
    for number, measured in enumerate(text.measured):
        quantity = measured.quantity
        if quantity.unit in ("", SHARE, RATIO):
            continue
        words, before = source[slice(*measured.clause)].strip(" -*"), text.plain[: quantity.start].rstrip()
        each = _unit_at_end(before)
        if each is not None and MEASURES[each][0] != quantity.unit and before.removesuffix(each).endswith(_EACH):
            unit, scale = MEASURES[each]
            yield Rate(Fraction(scale), unit, scale, quantity.value, quantity.unit, False, words, (number,))
        for following in text.measured[number + 1 : number + 2]:
            other, between = following.quantity, text.plain[quantity.end : following.quantity.start]
            joined = len(between) <= _FOR_CHARS and (not between.strip() or any(w in between for w in _FOR))
            if joined and following.clause == measured.clause and other.unit not in ("", SHARE, RATIO, quantity.unit):
                per, scale, up_to = quantity.value, quantity.scale, before.endswith(_RANGE)
                yield Rate(per, quantity.unit, scale, other.value, other.unit, up_to, words, (number, number + 1))


def _unit_at_end(text: str) -> str | None:
    """The measure that a text ends with."""
    ends = (text[-length:] for length in range(min(LONGEST, len(text)), 0, -1))
    return next((u for u in ends if MEASURES.get(u, ("",))[0]), None)


def _asked_unit(text: str) -> tuple[str, str] | None:
    """(canonical unit, surface) of the measure whose amount is asked for: 「几个学分」."""
    for asking in _HOW_MUCH:
        for rest in text.split(asking)[1:]:
            rest = rest.removeprefix(_PIECE)
            surface = next((u for n in range(LONGEST, 0, -1) if MEASURES.get(u := rest[:n], ("",))[0]), None)
            if surface:
                return MEASURES[surface][0], surface
    return None
