"""How many times a price is paid: the people, tries or pieces that a question counts beside the rows that it names."""

from __future__ import annotations

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


def times(figures: Figures, selection: Selection) -> int:
    """How often what a question names is paid, 0 where nothing counts it.

    「32个人考四级」 says so; 「我考四级他考三级，两个人」 only that there are two.
    「考一次多少钱」 asks for the price itself.
    """
    counts = [m for m in figures.own if _pays(m, figures.text.plain, selection)]
    number = int(counts[0].quantity.value) if len(counts) == 1 and selection.named else 0
    everybody = any(w in figures.text.plain for w in _EVERYBODY)
    return 0 if number == 1 or (len(selection.rows) == number and not everybody) else number


def periods(figures: Figures, selection: Selection, header: str) -> int:
    """How often a named row is paid for the time that a question counts («两个月» of 「每月」), 0 for none."""
    counts = [m.quantity.own for m in figures.own if _is_per(plain(header), m.quantity)]
    fits = len(counts) == 1 and selection.named and len(selection.rows) == 1 and counts[0] > 1
    return int(counts[0]) if fits and counts[0].denominator == 1 else 0


def _is_per(header: str, quantity: Quantity) -> bool:
    """Whether a column says what one of what a quantity counts costs: 「每月」, 「元/月」, "per night", "Night"."""
    unit = quantity.suffix.strip()
    if not unit:
        return False
    if not unit.isascii():
        return any(f"{mark}{unit[-1]}" in header for mark in ("每", "/"))
    words = header.split()
    return not set(tokenize(unit)).isdisjoint(tokenize(header)) and (len(words) == 1 or "per" in words or "/" in header)


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
