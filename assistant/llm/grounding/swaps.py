"""Figures of two things that changed places: 「甲2名，乙4名」 where the lines say 4 of 甲 and 2 of 乙."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.llm.grounding.figures import Figure, Kind, plain
from assistant.llm.grounding.grounds import Ground, Names

_ENDS = frozenset("。；;：:、,()（）|!?！？\n")


def swapped(text: str, figures: Sequence[Figure], grounds: Sequence[Ground], names: Names) -> bool:
    """Whether a figure stands beside one name and only in lines about another one of the same sentence.

    Narrow on purpose: the clause has one name, the lines that hold the figure do not have that name but another
    of the sentence's, and the lines that have the name have not the other one.

    Args:
        text: the plain sentence.
        figures: its figures that were not recomputed.
        grounds: the lines that it cites.
        names: the lexicon.
    """
    if len(grounds) < 2:
        return False
    said = frozenset(map(plain, names(text)))
    if len(said) < 2:
        return False
    for clause, start, end in _clauses(text):
        inside = [f for f in figures if f.kind is Kind.NUMBER and f.unit and start <= f.start < end]
        here = frozenset(map(plain, names(clause))) if inside else frozenset()
        if len(here) != 1:
            continue
        (name,) = here
        about = [g for g in grounds if name in g.names]
        for figure in inside:
            holding = [g for g in grounds if g.states(figure)]
            others = frozenset[str]().union(*(g.names & said for g in holding)) - {name}
            if (
                about
                and holding
                and not any(g in about for g in holding)
                and all(g.names & others for g in holding)
                and not any(g.names & others for g in about)
            ):
                return True
    return False


def _clauses(text: str) -> list[tuple[str, int, int]]:
    clauses, start = [], 0
    for at, c in enumerate(text + "\n"):
        if c in _ENDS:
            clauses.append((text[start:at], start, at))
            start = at + 1
    return clauses
