"""What stands in a text: the figures, words and names that a sentence may take from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assistant.evidence.evidence import Evidence
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figure_words import DISTINCT, MONTHS_IN, Unit
from assistant.llm.grounding.figures import Figure, Kind, plain
from assistant.retrieval.tokenization import tokenize
from assistant.text.orders import without_orders

Names = Callable[[str], Iterable[str]]
_CLAUSE_ENDS = frozenset("。；;：:()（）\n|!?！？")
_SEGMENT_ENDS = frozenset("。；;、,)）\n|!?！？或")
_JOINTS = ("和", "及", "与", "或", " and ", " or ", "、以及")


@dataclass(frozen=True, slots=True)
class Line:
    """What the model was shown under an id.

    Attributes:
        id: ``e1`` of a passage or row, ``c1`` of a computed value, ``n1`` of a notice.
        evidence: what it stands for.
        shown: the very text that the model saw: title, days, column names, words.
    """

    id: str
    evidence: Evidence
    shown: str

    @property
    def text(self) -> str:
        """All that the line says, as shown and as quoted, with the names of its source and columns."""
        evidence = self.evidence
        parts = [self.shown, evidence.text]
        for c in evidence.citations:
            parts += [c.quote, c.title, c.publisher, c.issued or "", c.locator]
        if evidence.passage is not None:
            parts.append(evidence.passage.header)
            parts += [column for column, _ in evidence.passage.cells]
        parts += [evidence.since or "", evidence.until or "", *sorted(evidence.computed)]
        return "\n".join(dict.fromkeys(p for p in parts if p))


class Ground:
    """A text that may carry a sentence, read once. Texts are compared in the form of ``plain``."""

    def __init__(self, text: str, names: Names) -> None:
        self._find_names = names
        self.text = without_orders(plain(text))

    @cached_property
    def figures(self) -> list[Figure]:
        """Its figures in their order."""
        return read_figures(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its words: pairs of Chinese characters, stems of Latin words and their parts."""
        return frozenset(tokenize(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """The lexicon's names in it."""
        return frozenset(plain(n) for n in self._find_names(self.text))

    @cached_property
    def values(self) -> dict[object, list[Figure]]:
        """Its numbers by value; a fraction also gives the numbers that it is written with."""
        values: dict[object, list[Figure]] = {}
        for figure in self.figures:
            if figure.kind is Kind.NUMBER:
                values.setdefault(figure.value, []).append(figure)
        return values

    @cached_property
    def days(self) -> frozenset[tuple[int | None, int | None, int | None]]:
        """Its dates."""
        return frozenset(f.day for f in self.figures if f.kind is Kind.DATE)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Its codes and what can be read as one."""
        return tuple(f.code or self.text[f.start : f.end] for f in self.figures if f.kind is not Kind.DATE)

    @cached_property
    def enumerated(self) -> frozenset[int]:
        """How many things its enumerations name."""
        return enumerations(self.text)

    @cached_property
    def segments(self) -> list[tuple[int, int]]:
        """Where its cells and parts of sentences begin and end."""
        return segments(self.text)

    def states(self, figure: Figure) -> bool:
        """Whether a figure stands here, as the same kind of thing and of no other unit."""
        if figure.kind is Kind.CODE:
            return any(c == figure.code or c.startswith(figure.code + ".") for c in self.codes) or (
                "-" in figure.code and figure.code[0].isdigit() and any(c.endswith(figure.code) for c in self.codes)
            )
        if figure.kind is Kind.DATE:
            return self._states_day(figure)
        return self._states_number(figure)

    def _states_number(self, figure: Figure) -> bool:
        if any(same_measure(figure, other) for other in self.values.get(figure.value, ())):
            return True
        if figure.unit in MONTHS_IN and any(
            o.unit in MONTHS_IN and o.value * MONTHS_IN[o.unit] == figure.value * MONTHS_IN[figure.unit]
            for o in self.figures
        ):
            return True
        if figure.about or figure.step < (Fraction(1, 100) if figure.share else 1):
            return any(is_rounded(figure, o) and same_measure(figure, o) for o in self.figures if o.kind is Kind.NUMBER)
        return False

    def _states_day(self, figure: Figure) -> bool:
        year, month, day = figure.day
        if any(all(a is None or a == b for a, b in zip(figure.day, other, strict=True)) for other in self.days):
            return True
        if month is None:
            # The year of a paper's number, 〔2025〕154号.
            if any(c.rpartition("-")[0].endswith(str(year)) for c in self.codes if not c.isdigit()):
                return True
            # 「2025」 in a table's head, or a year of two digits.
            return any(
                o.value == year or (o.unit is Unit.YEAR and year is not None and o.value == year % 100)
                for o in self.figures
                if o.kind is Kind.NUMBER
            )
        # A year in the title or head, month and day in the text.
        rest = any(other[0] is None and other[1] == month and day in (None, other[2]) for other in self.days)
        return rest and any(other[0] == year for other in self.days)


def same_measure(one: Figure, other: Figure) -> bool:
    """Whether two figures of one value can be one fact: no unit of one excludes the other's."""
    if one.share != other.share and one.value not in (0, 1):
        return False
    return not (one.unit in DISTINCT and other.unit in DISTINCT and one.unit is not other.unit)


def is_rounded(figure: Figure, exact: Figure) -> bool:
    """Whether a figure is another one, rounded to the digits that it is given with."""
    return exact.value != figure.value and abs(exact.value - figure.value) * 2 <= figure.step and figure.value != 0


def enumerations(text: str) -> frozenset[int]:
    """The lengths of the enumerations in a plain text: 「甲、乙和丙」 is one of three."""
    counts: set[int] = set()
    clause_start = 0
    for at, c in enumerate(text + "\n"):
        if c not in _CLAUSE_ENDS:
            continue
        clause = text[clause_start:at]
        clause_start = at + 1
        for comma in ("、", ", "):
            commas = clause.count(comma)
            joined = any(j in clause for j in _JOINTS)
            if commas or joined:
                # 「甲、乙和丙」 has one comma and three things, "a, b, and c" two and three.
                counts |= {commas + 1, commas + 2} if joined else {commas + 1}
    return frozenset(counts)


def segments(text: str) -> list[tuple[int, int]]:
    """Where the cells and parts of sentences of a plain text begin and end; a bracket goes with what it follows."""
    found, start = [], 0
    for at, c in enumerate(text + "\n"):
        if c in _SEGMENT_ENDS and not (c == "," and text[at + 1 : at + 2].isdigit()):
            found.append((start, at))
            start = at + 1
    return found


def stated(figure: Figure, grounds: Sequence[Ground]) -> bool:
    """Whether a figure stands in one of several texts."""
    return any(g.states(figure) for g in grounds)
