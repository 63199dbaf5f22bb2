"""Figures that stand in a cited line, but for something else: 「理论60学时」 of 「理论40学时，实训60学时」.

A line falls into segments: cells, and parts of sentences. The words beside a figure in the reply are held against the
words of the segments that have it, and against those of segments with other figures of its measure. Where words of
these alone are said, and none that only the figure's own have, it was taken from another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.llm.grounding.figures import Figure, Kind
from assistant.llm.grounding.grounds import Ground, same_measure, segments
from assistant.llm.grounding.names import FUNCTION_SIGNS
from assistant.retrieval.tokenization import tokenize

# Of these anything is said.
_ANYWHERE = (0, 1)
# A part with so few words may leave out what it speaks of.
_BRIEF = 2
# Between the name of a column and its value.
_CELL = "="


def misplaced(text: str, figures: Sequence[Figure], grounds: Sequence[Ground]) -> bool:
    """Whether a figure of a sentence stands in what it cites, but in the place of something else.

    Args:
        text: the plain sentence.
        figures: those that are to stand in the lines.
        grounds: the lines that it cites.
    """
    return any(_is_elsewhere(said, f, grounds) for f, said in _alone(text, figures))


def _alone(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, frozenset[str]]]:
    """The figures that stand in a segment without another of their measure, and what is said beside them."""
    for start, end in segments(text):
        here = [f for f in figures if f.kind is Kind.NUMBER and start <= f.start < end]
        for figure in here:
            # 「任务2.2」 names a place, and measures nothing.
            label = figure.unit is None and not figure.share and figure.step < 1
            rival = any(f is not figure and (f.unit, f.share) == (figure.unit, figure.share) for f in here)
            if figure.value not in _ANYWHERE and not figure.ordinal and not label and not rival:
                yield figure, _words(text, start, end, here)


def _is_elsewhere(said: frozenset[str], figure: Figure, grounds: Sequence[Ground]) -> bool:
    """Whether words of another figure's place are said beside a figure, and none of its own place."""
    places = [_Place(ground, figure) for ground in grounds]
    mine = [p for p in places if p.mine]
    if not mine or not any(p.rivals for p in places):
        return False
    own, around, others = (frozenset[str]().union(*(p.words[i] for p in mine)) for i in range(3))
    siblings = [p for p in places if not p.mine and p.rivals and p.is_like(mine)]
    if siblings:
        # Of two rows it is the rest of the row that tells them apart.
        own |= around
        others |= frozenset[str]().union(*(w for p in siblings for w in p.words))
        around = frozenset()
    return bool(said & (others - own - around)) and not said & (own - others)


class _Place:
    """Where a line has a figure, and where others of its measure."""

    def __init__(self, ground: Ground, figure: Figure) -> None:
        self.mine = [o for o in ground.values.get(figure.value, ()) if same_measure(figure, o)]
        # The name of a cell's column tells it from every other cell, whatever these measure.
        cells = [(a, b) for a, b in ground.segments if _CELL in ground.text[a:b]]
        in_cell = any(a <= o.start < b for o in self.mine for a, b in cells)
        units = {(o.unit, o.share) for o in self.mine} or {(figure.unit, figure.share), (None, figure.share)}
        self.rivals = [
            f
            for f in ground.figures
            if f.kind is Kind.NUMBER
            and f not in self.mine
            and not f.ordinal
            and ((f.unit, f.share) in units or (in_cell and any(a <= f.start < b for a, b in cells)))
        ]
        self.words = self._sorted(ground)

    def is_like(self, places: Sequence[_Place]) -> bool:
        """Whether most words beside its figures stand beside those of some others, as in two rows of a table."""
        words = self.words[0] | self.words[2]
        return all(2 * len(words & (p.words[0] | p.words[2])) >= len(words) for p in places)

    def _sorted(self, ground: Ground) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The words of the segments with the figure, of those with no figure of its measure, and of the rest."""
        sorted_: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        before: frozenset[str] = frozenset()
        for start, end in ground.segments:
            words = _words(ground.text, start, end, [*self.mine, *self.rivals])
            has = any(start <= f.start < end for f in self.mine)
            rival = any(start <= f.start < end for f in self.rivals)
            kind = 0 if has else 2 if rival else 1
            # 「满分100分，60分及格」: what a brief part speaks of stands before it.
            brief = has and len(words) <= _BRIEF and _CELL not in ground.text[start:end]
            sorted_[kind].update(words | before if brief else words)
            before = words
        return frozenset(sorted_[0]), frozenset(sorted_[1]), frozenset(sorted_[2])


def _words(text: str, start: int, end: int, figures: Sequence[Figure]) -> frozenset[str]:
    """The words of a part of a text without certain figures, and without words that say nothing."""
    bare = "".join(" " if any(f.start <= at < f.end for f in figures) else text[at] for at in range(start, end))
    return frozenset(
        t for t in tokenize(bare) if len(t) > 1 and not t[0].isdigit() and not FUNCTION_SIGNS.intersection(t)
    )
