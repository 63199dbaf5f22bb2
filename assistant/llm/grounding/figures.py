"""A figure of a text: a number, share, day or code, and the form in which texts are compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.llm.grounding.figure_words import Unit
from assistant.retrieval.tokenization import normalise

# Year, month and day, each None where it is not given.
Day = tuple[int | None, int | None, int | None]


class Kind(StrEnum):
    """What a figure is."""

    NUMBER = "number"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    Attributes:
        start, end: its place in the plain text, without its unit.
        value: of a number, 1/2 of 50%; of a day its year, 0 where it names none.
        share: whether it is written as a percentage or fraction.
        day: (year, month, day) of a date, each None where it is not given.
        code: of a code, the form in which codes are compared.
        step: the worth of its last digit (1 of 33, 1/100 of 33%), for what is rounded.
        parts: numerator and denominator as written.
        about: whether it is given as approximate.
        ordinal: whether it names a place in an order (第三).
    """

    kind: Kind
    start: int
    end: int
    value: Fraction = Fraction(0)
    share: bool = False
    unit: Unit | None = None
    day: Day = (None, None, None)
    code: str = ""
    step: Fraction = Fraction(1)
    parts: tuple[Fraction, Fraction] | None = None
    about: bool = False
    ordinal: bool = False


def plain(text: str) -> str:
    """The form in which texts are compared: normalised, without emphasis, and 「，」 no thousands separator."""
    text = text.replace("，", "；").replace("**", "").replace("__", "").replace("`", "")
    # Circled numbers count the writer's own points.
    text = "".join(" " if "\u2460" <= c <= "\u2473" else c for c in text)
    return normalise(text)
