"""A piece of the reply, read, and what the kept ones before it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from assistant.llm.grounding.arithmetic import Sum, read_sums
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figures import Figure, Kind, plain
from assistant.llm.grounding.grounds import enumerations
from assistant.llm.grounding.marks import Marked
from assistant.llm.grounding.names import FUNCTION_SIGNS
from assistant.llm.grounding.pieces import LineKind, Piece
from assistant.retrieval.tokenization import tokenize

# More things than these nobody counts one by one.
MAX_COUNT = 30


def content_of(terms: frozenset[str]) -> frozenset[str]:
    """Words without those of function signs alone or in part."""
    return frozenset(t for t in terms if not FUNCTION_SIGNS.intersection(t))


@dataclass(frozen=True)
class Sentence:
    """A piece of the reply, read."""

    piece: Piece
    marked: Marked

    @cached_property
    def text(self) -> str:
        """In the form in which texts are compared."""
        return plain(self.marked.bare)

    @cached_property
    def figures(self) -> list[Figure]:
        """Its figures, but those that only number the writer's own points."""
        return [f for f in read_figures(self.text) if not _numbers_a_point(self.text, f)]

    @cached_property
    def sums(self) -> list[Sum]:
        """The sums that it shows."""
        return read_sums(self.text, self.figures)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its words."""
        return frozenset(tokenize(self.text))

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words without those of function signs alone or in part (所以, 不只, 也要)."""
        return content_of(self.terms) or self.terms

    @cached_property
    def enumerated(self) -> frozenset[int]:
        """How many things its enumerations name."""
        return enumerations(self.text)

    @property
    def leads(self) -> bool:
        """Whether it announces what follows."""
        bare = self.marked.bare.rstrip("* ")
        return self.piece.kind is LineKind.HEADING or bare.endswith((":", "："))


def _numbers_a_point(text: str, figure: Figure) -> bool:
    """Whether a figure is a place in the reply's own list: 「第一，」「（2）」 at the head of a clause."""
    before, behind = text[: figure.start].rstrip(" (第"), text[figure.end : figure.end + 1]
    whole = figure.kind is Kind.NUMBER and figure.step == 1 and figure.value <= MAX_COUNT
    at_head = not before or before[-1] in ";；。:：、.!?"
    return whole and at_head and (behind == ")" or (figure.ordinal and behind in ";,、:是"))


@dataclass(slots=True)
class Earlier:
    """What the kept units of a reply said so far.

    Attributes:
        numbers: their numbers, from which a sum may start.
        computed: of these, what followed from others.
        cited: the lines that they cite, the latest last.
    """

    numbers: set[Fraction] = field(default_factory=set)
    computed: set[Fraction] = field(default_factory=set)
    cited: list[str] = field(default_factory=list)

    def add(self, sentence: Sentence, ids: Sequence[str], computed: frozenset[str] = frozenset()) -> None:
        """Remember a unit that is kept; ``computed`` are its figures that followed from others, as written."""
        self.cited = [i for i in self.cited if i not in ids] + list(ids)
        self.numbers.update(f.value for f in sentence.figures if f.kind is Kind.NUMBER)
        self.computed.update(f.value for f in sentence.figures if sentence.text[f.start : f.end] in computed)
