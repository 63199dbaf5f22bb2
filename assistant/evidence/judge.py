"""How surely each piece of evidence states something that is asked and not yet said.

One gradient boosting over the signs that the search has anyway, kept as JSON: the general one is fitted by
``evals/fit_judge.py`` on the development questions, a pack may have its own in ``learned/``. Beside the general fit a
reader that was trained on texts (``reader.py``) has its say: their log odds are added, of texts as they come in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.extraction import Found
from assistant.corpus.editions import Edition, several
from assistant.evidence.adding import Said, general_adding
from assistant.evidence.evidence import Evidence
from assistant.evidence.judge_model import JudgeModel, general_judge
from assistant.evidence.passages import Piece, pieces
from assistant.evidence.reader import PassageReader
from assistant.evidence.signs import Signs, Weighing
from assistant.index.embedding import BUNDLED_MODEL, Vectors
from assistant.retrieval.retriever import Retriever
from assistant.understanding.asked_edition import asked_editions
from assistant.understanding.focus import from_asking_clause
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query

Matrix = npt.NDArray[np.float64]
# More than these no answer says.
MAX_SAID = 6
# More pieces than these are said only where they surely add something: of 1328 questions left out 1202 have all their
# facts so, 1205 without it.
_FEW, _SURELY_ADDS = 3, 0.25
# Chosen with one pack of ``evals/plain`` left out at a time: at as many right answers a third fewer false ones.
_OTHER_SUBJECT, _NO_SUCH_VALUE, _LACKS = 0.2, 0.25, 0.15
# Of questions for an edition or for what changed, which the packs of the fit have not: of 142 on nine pairs of editions
# 135 are right so, 120 at the threshold of the fit. Of 96 others that no source answers 2 are answered; with this
# threshold for them, too, 19.
_OF_EDITIONS = 0.35
# The last word for texts as they come reads cosines of the bundled model; with another the best piece decides.
_BY_BEST_PIECE = 0.3
# Neither the fit nor the reader is taken for certain.
_LEAST = 1e-3


class _Reading(NamedTuple):
    """How the reader counts beside a fit: how many pieces are read, each in some 20 ms, how much its log odds count,
    and from which probability of both on the first piece is said.
    """

    pieces: int
    weight: float
    answers_from: float


# With one pack of ``evals/plain`` left out at a time .15 of the answerable questions are refused so and .21 of the
# others answered, .20 and .32 without the reader.
_PLAIN = _Reading(8, 1.0, 0.68)
# Of 2,235 questions of our documents, a fifth at a time left out of both fits, .037 of the answerable ones are refused
# so and .210 of the near misses answered, .039 and .246 without the reader; three pieces or five tell no more than two.
# What a further piece adds to those said it does not tell (``adding.py``), so there it has no say.
_EXPANDED = _Reading(2, 0.4, 0.65)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, weighed: the pieces in the order in which they are worth saying, each with its probability.

    A probability is that of stating something asked that those before it do not state; of texts as they come, that of
    stating something asked. ``answers``: that of an answer at all.
    """

    pieces: tuple[Evidence, ...] = ()
    answers: float = 0.0


class Judge:
    """Weighs what was found for a question; immutable, safe to share between threads.

    Args:
        retriever: the index.
        learned: the fit of the pack; without it the general one.
        reader: reads the pieces, where one was trained for the embedding model.
    """

    def __init__(
        self, retriever: Retriever, learned: JudgeModel | None = None, reader: PassageReader | None = None
    ) -> None:
        self._retriever = retriever
        self._learned = learned
        self._reader = reader

    @cached_property
    def _model(self) -> JudgeModel:
        # Read on first use: fitting it anew needs an assistant too.
        return self._learned or general_judge(expanded=self._retriever.expanded)

    def answers_from(self, query: Query) -> float:
        """The probability of an answer to a question from which on the first piece is said."""
        if self._by_best_piece:
            return _BY_BEST_PIECE
        if self._of_editions(query):
            return min(self._model.answers_from, _OF_EDITIONS)
        return self._model.answers_from if self._reads(query) is None else self._reading.answers_from

    def _of_editions(self, query: Query) -> bool:
        """Whether texts as they come are asked for a past edition or for what changed."""
        asked = asked_editions(query.standalone, query.as_of, self._editions) if self._is_general else None
        return asked is not None and bool(asked.past or asked.changes)

    @cached_property
    def _editions(self) -> Mapping[str, tuple[Edition, ...]]:
        return several(self._retriever.generation.documents.values())

    @property
    def _is_general(self) -> bool:
        """Whether texts as they come are judged by the fit that ships."""
        return self._learned is None and not self._retriever.expanded

    def _reads(self, query: Query) -> PassageReader | None:
        """What reads beside the general fit; a pack's own fit was chosen without it, and so was what editions take."""
        return self._reader if self._learned is None and not self._of_editions(query) else None

    @property
    def _reading(self) -> _Reading:
        return _EXPANDED if self._retriever.expanded else _PLAIN

    @property
    def _by_best_piece(self) -> bool:
        return self._is_general and self._retriever.generation.manifest.model != BUNDLED_MODEL

    def weigh(self, query: Query, vector: Vectors, found: Found, sure: float) -> Judged:
        """The pieces of evidence of a question, each with its probability, and that of an answer.

        Args:
            query: the question in the reading that answers.
            vector: its embedding.
            found: what the passages hold.
            sure: probability that the first passages answer (``abstention``).
        """
        items = pieces(query, found, self._retriever)
        if not asks_to_confirm(query.text):
            # What another level is, has or takes is the worst of wrong answers; a claim may be put right by it.
            items = tuple(i for i in items if not i.ranked.is_of_another_level(query))
        if not items:
            return Judged()
        weighing = Weighing(query, vector, found, sure, items, self._retriever)
        alone = _rows(weighing)
        before = self._model.trees.probability(alone)
        if not self._retriever.expanded:
            before *= np.array([agreement(s) for s in weighing.signs(())])
        answers = float(before.max()) if self._by_best_piece else self._model.answers(alone, before)
        weighed = before
        if (reader := self._reads(query)) is not None:
            read = self._reading.weight * _read(reader, query, items, before, self._reading.pieces)
            weighed, answers = added(before, read), float(added(answers, read.max()))
        if self._retriever.expanded:
            return Judged(self._one_by_one(weighing, items, alone, before), answers)
        order = np.argsort(-weighed, kind="stable")[:MAX_SAID]
        return Judged(tuple(replace(items[i].evidence, probability=float(weighed[i])) for i in order), answers)

    def _one_by_one(
        self, weighing: Weighing, items: Sequence[Piece], alone: Matrix, before: Matrix
    ) -> tuple[Evidence, ...]:
        """The pieces in the order in which each adds most to those before it.

        Args:
            alone, before: signs and probabilities of the pieces, nothing said, (n, signs) and (n,).
        """
        said: list[int] = []
        judged: list[Evidence] = []
        adding = _Adding()
        while len(said) < min(len(items), MAX_SAID):
            rows = _rows(weighing, said) if said else alone
            probabilities = self._model.trees.probability(rows)
            probabilities[said] = -1.0
            best = int(probabilities.argmax())
            probability = float(probabilities[best])
            first = said[0] if said else best
            adds = adding.next(Said(rows[best], alone[first], probability, float(before[best]), float(before[first])))
            said.append(best)
            judged.append(replace(items[best].evidence, probability=probability, adds=adds))
        return tuple(judged)


class _Adding:
    """Whether each piece, in the order in which they are judged, adds something; the first one does."""

    def __init__(self) -> None:
        self._fit = general_adding()
        self._number = 0
        self._goes_on = True

    def next(self, said: Said) -> bool:
        self._number += 1
        if self._number > 1:
            # After one that adds nothing none is worth it: what follows is less sure.
            enough = self._fit.adds_from if self._number <= _FEW else _SURELY_ADDS
            self._goes_on = self._goes_on and self._fit.probability(said) >= enough
        return self._goes_on


def _rows(weighing: Weighing, said: Sequence[int] = ()) -> Matrix:
    """The signs of all pieces, given those said before, (n, signs)."""
    return np.array([astuple(s) for s in weighing.signs(said)])


def added(probability: npt.ArrayLike, read: npt.ArrayLike) -> Matrix:
    """Probabilities to whose log odds others are added, in the shape of both; certainty is kept out."""
    p = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.asarray(1 / (1 + (1 - p) / p * np.exp(-np.asarray(read))))


def _read(reader: PassageReader, query: Query, items: Sequence[Piece], probabilities: Matrix, pieces: int) -> Matrix:
    """What the reader says of each piece, (n,): of those that are far behind as little as of any other.

    It doubts a question for what stands before it (「6班：」), so that the better of two readings counts: of 55
    answerable ones to texts as they come that begin so 1 is refused, 4 by the whole alone and 3 by the part alone.
    """
    near = np.argsort(-probabilities, kind="stable")[:pieces]
    texts = [(items[i].ranked.hit.passage.header, items[i].evidence.text) for i in near]
    said = np.maximum(
        reader.answers(query.standalone, texts), reader.answers(from_asking_clause(query.standalone), texts)
    )
    read = np.full(len(items), said.min())
    read[near] = said
    return read


def agreement(signs: Signs) -> float:
    """What is left of a probability where a text as it comes speaks of another thing, or states no such value.

    It holds in every trade that subject and property must meet in one row or section; the few examples that trees for
    such texts are fitted on do not teach it.
    """
    left = _OTHER_SUBJECT if signs.subject_lacks > _LACKS or signs.others else 1.0
    return left * (_NO_SUCH_VALUE if signs.values_asked and not signs.values_held else 1.0)
