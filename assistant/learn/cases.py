"""Labelled questions as cases for the judge: every piece found, with its signs and whether it holds a required fact.

A piece is a case in several states of the answer: nothing said yet, the best passages of the ranking said, the pieces
that hold the facts said, and one that holds none. Its label: does it hold a required fact that those said do not. Once
more without the pieces that hold any, as though no source answered: a near miss.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.abstention import Signals
from assistant.answering.extraction import Found, is_gap
from assistant.answering.reading import Reader
from assistant.assistant import Assistant
from assistant.evidence.passages import Piece, pieces
from assistant.evidence.signs import Signs, Weighing
from assistant.learn.facts import holds, normalise, stands_alone
from assistant.learn.labelled import LabelledQuestion
from assistant.retrieval.retriever import Retriever
from assistant.types import Turn
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind

Matrix = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]
SIGNS = tuple(f.name for f in fields(Signs))
_SAID = 3


class Data(NamedTuple):
    """Rows to fit on: signs (n, signs), labels (n,) of 0 and 1, and how much each counts (n,)."""

    rows: Matrix
    labels: Matrix
    weights: Matrix


class Searched(NamedTuple):
    """What the passages that had been issued hold for a question: the reading that answers, and its pieces."""

    reader: Reader
    retriever: Retriever
    reading: Query
    found: Found
    items: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its pieces.

    holds: the numbers of the required facts in each piece. chosen: how many were chosen, the first ones. signals: what
    the search gave for abstention. silent: the pieces that only say that a source lacks what is asked. told: whether
    the chosen passages hold all facts.
    """

    question: LabelledQuestion
    weighing: Weighing
    holds: tuple[frozenset[int], ...]
    chosen: int
    signals: Signals
    silent: frozenset[int]
    told: bool

    def labels(self, said: Sequence[int]) -> Matrix:
        """1 where a piece holds a fact that those said do not, (n,)."""
        told = frozenset[int]().union(*(self.holds[i] for i in said))
        return np.array([float(bool(h - told)) for h in self.holds])

    def rows(self, said: Sequence[int] = ()) -> Matrix:
        """The signs of all pieces, (n, signs)."""
        return np.array([astuple(s) for s in self.weighing.signs(said)])

    def states(self) -> list[tuple[int, ...]]:
        """What may have been said before, each state once."""
        found: set[tuple[int, ...]] = {(), *(tuple(range(k)) for k in range(1, min(_SAID, self.chosen) + 1))}
        said: list[int] = []
        while len(said) < _SAID and self.labels(said).any():
            said.append(int(self.labels(said).argmax()))
            found.add(tuple(said))
        rest = [i for i in range(len(self.holds)) if i not in said]
        if said and rest:
            found.add((*said, random.Random(self.question.id).choice(rest)))
        return sorted(found, key=len)

    def without_facts(self) -> Matrix | None:
        """The signs of what else was found, nothing said, as though no source held what is asked; None without such.

        A near miss of every answerable question: the same trade, the same words, and no answer.
        """
        left = [i for i, held in enumerate(self.holds) if not held]
        if len(left) in (0, len(self.holds)):
            return None
        return np.array([astuple(s) for s in self.weighing.without(left).signs(())])

    def data(self, weight: float = 1.0, near_misses: float = 0.0) -> Data:
        """The pieces not said in every state, and those left where no source answers.

        Args:
            weight: how much each row counts.
            near_misses: the share of it that those left have.
        """
        rows, labels, weights = [], [], []
        for said in self.states():
            left = [i for i in range(len(self.holds)) if i not in said]
            rows.append(self.rows(said)[left])
            labels.append(self.labels(said)[left])
            weights.append(np.full(len(left), weight))
        missed = self.without_facts() if near_misses else None
        if missed is not None:
            rows.append(missed)
            labels.append(np.zeros(len(missed)))
            weights.append(np.full(len(missed), weight * near_misses))
        return Data(np.vstack(rows), np.concatenate(labels), np.concatenate(weights))


def cases_of(
    assistant: Assistant, questions: Sequence[LabelledQuestion], progress: Progress | None = None
) -> list[Case]:
    """What the passages hold for every question that is not declined; those that records answer too."""
    made = []
    for number, question in enumerate(questions, start=1):
        case = _case(assistant, question)
        if case is not None:
            made.append(case)
        if progress is not None:
            progress(number, len(questions))
    return made


def search(assistant: Assistant, turn: Turn) -> Searched | None:
    """What the passages hold for a turn, as it is found for who asks; None where nothing had been issued by its day."""
    query = assistant.reader.understand(turn)
    held = assistant.holdings.of(query)
    if not held.speaks:
        return None
    reading, found = held.reader.best(turn, query)
    return Searched(held.reader, held.retriever, reading, found, pieces(reading, found, held.retriever))


def _case(assistant: Assistant, question: LabelledQuestion) -> Case | None:
    taken = assistant.turns.take(assistant.spellings.turn(question.turn()))
    if taken.kind is not TurnKind.QUESTION:
        return None
    searched = search(assistant, taken.turn)
    if searched is None or not searched.items:
        return None
    reader, retriever, reading, found, items = searched
    sure = reader.sure(found)
    weighing = Weighing(reading, reader.vector(reading), found, sure, items, retriever)
    texts = [normalise(i.evidence.text) for i in items]
    passages = "\n".join(c.hit.passage.searchable for c in found.chosen)
    return Case(
        question,
        weighing,
        tuple(_facts(question, t) for t in texts),
        len(found.chosen),
        found.signals,
        frozenset(n for n, item in enumerate(items) if is_gap(reading, item.evidence)),
        question.answerable and all(holds(passages, fact) for fact in question.facts),
    )


def _facts(question: LabelledQuestion, text: str) -> frozenset[int]:
    """The numbers of the required facts in a normalised text; none where it states something forbidden."""
    if not question.answerable or any(normalise(f) in text for f in question.forbidden):
        return frozenset()
    return frozenset(n for n, fact in enumerate(question.facts) if any(stands_alone(normalise(s), text) for s in fact))
