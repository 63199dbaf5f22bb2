"""How many times a price is paid: the people, tries or pieces that a question counts beside the rows that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.evidence.asked import Figures
from assistant.evidence.measured import Measured
from assistant.evidence.measures import CURRENCIES
from assistant.evidence.quantities import Quantity, plain
from assistant.evidence.selection import Selection
from assistant.retrieval.tokenization import tokenize

MONEY = frozenset(CURRENCIES.values())
# What is counted besides people pays the price again, too.
_TRIES = ("次", "times")
_ANYBODY = "个"
_OF_US = ("of us", "of them", "of you")
# A piece is counted right before its name: 「5本《…》」.
_BESIDE = 2
# Of two people and two rows each takes one, or everybody both.
_EVERYBODY = ("都", "each", "both", "everyone")


def times(figures: Figures, selection: Selection) -> tuple[int, ...]:
    """How often each row that a question names is paid, aligned with its rows; () where nothing counts them.

    「2个人考四级、3个人考三级」 counts each row by itself, 「32个人考四级」 all; 「我考四级他考三级，两个人」 only says
    that there are two.
    """
    counts = [m for m in figures.own if _pays(m, figures.text.plain, selection)]
    rows = selection.rows
    if not counts or not rows or not selection.named:
        return ()
    if all(m.quantity.value == 1 for m in counts):
        # 「考一次多少钱」 asks for the price itself.
        return ()
    if len(counts) == 1:
        number = int(counts[0].quantity.value)
        everybody = any(w in figures.text.plain for w in _EVERYBODY)
        return () if len(rows) == number and number > 1 and not everybody else (number,) * len(rows)
    # What several rows share (「水中救生」) tells nothing of which is counted.
    shared = Counter(s for _, r, s, _ in selection.named if r in rows)
    places = {r: s for _, r, s, _ in selection.named if r in rows and shared[s] == 1}
    bound = [_count_of(places[r], counts) for r in rows if r in places]
    if not len(bound) == len(rows) == len(counts) == len({m.index for m in bound}):
        return ()
    return tuple(int(m.quantity.value) for m in bound)


def periods(figures: Figures, selection: Selection, header: str) -> tuple[int, ...]:
    """How often each named row is paid for the time that a question counts («两个月» of 「每月」), or ()."""
    counts = [m.quantity for m in figures.own if _is_per(plain(header), m.quantity)]
    fits = len(counts) == 1 and selection.named and len(selection.rows) == 1 and counts[0].own > 1
    return (int(counts[0].own),) if fits and counts[0].own.denominator == 1 else ()


def _is_per(header: str, quantity: Quantity) -> bool:
    """Whether a column says what one of what a quantity counts costs: 「每月」, 「元/月」, "per night", "Night"."""
    unit = quantity.suffix.strip()
    if not unit:
        return False
    if not unit.isascii():
        return any(f"{mark}{unit[-1]}" in header for mark in ("每", "/"))
    words = header.split()
    return not set(tokenize(unit)).isdisjoint(tokenize(header)) and (len(words) == 1 or "per" in words or "/" in header)


def _count_of(place: int, counts: Sequence[Measured]) -> Measured:
    """The last count before a row's name, else the nearest."""
    before = [m for m in counts if m.quantity.start < place]
    return before[-1] if before else min(counts, key=lambda m: m.quantity.start)


def _pays(measured: Measured, text: str, selection: Selection) -> bool:
    quantity = measured.quantity
    if quantity.unit or quantity.value.denominator != 1 or quantity.value < 1:
        return False
    if any(start <= quantity.start < end for start, end in selection.spans):
        return False
    counted = quantity.counts_persons or quantity.suffix in _TRIES
    of_us = text[quantity.end :].lstrip().startswith(_OF_US)
    beside = bool(quantity.suffix) and any(0 <= start - quantity.end <= _BESIDE for start, _ in selection.spans)
    # 「20个学生考四级」: who takes it stands before it in its clause, and before whatever it has two of.
    who = quantity.suffix == _ANYBODY and any(quantity.end <= s < measured.clause[1] for s, _ in selection.spans)
    return counted or of_us or beside or who
