"""How surely each piece of evidence states something that is asked and not yet said.

One gradient boosting over the signs that the search has anyway, fitted by ``evals/fit_judge.py`` on the development
questions and kept as JSON. A reader that was trained on texts could take its place: it needs ``weigh`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.answering.extraction import Found
from assistant.evidence.evidence import Evidence
from assistant.evidence.passages import pieces
from assistant.evidence.signs import Signs, Weighing
from assistant.index.embedding import Vectors
from assistant.retrieval.retriever import Retriever
from assistant.understanding.query import Query

Matrix = npt.NDArray[np.float64]
# More than these no answer says.
MAX_SAID = 6
# Chosen with one pack of ``evals/plain`` left out at a time: at as many right answers a third fewer false ones.
_OTHER_SUBJECT, _NO_SUCH_VALUE, _LACKS = 0.2, 0.25, 0.15


@dataclass(frozen=True, slots=True)
class Trees:
    """Gradient boosting of regression trees; in every tree node 0 is the root and a leaf has no ``left``."""

    feature: npt.NDArray[np.intp]
    threshold: Matrix
    left: npt.NDArray[np.intp]
    right: npt.NDArray[np.intp]
    value: Matrix
    base: float

    @classmethod
    def of(cls, trees: Sequence[Sequence[Sequence[float]]], base: float, signs: Sequence[int]) -> Trees:
        """From nodes [feature, threshold, left, right, value], -1 for no child; shorter trees are filled up.

        ``signs`` are the places of the features among all signs.
        """
        size = max(len(t) for t in trees)
        nodes = np.array([[*t, *([[0, 0, -1, -1, 0]] * (size - len(t)))] for t in trees], dtype=np.float64)
        whole = nodes[:, :, [0, 2, 3]].astype(np.intp)
        features = np.asarray(signs, dtype=np.intp)[whole[:, :, 0]]
        return cls(features, nodes[:, :, 1], whole[:, :, 1], whole[:, :, 2], nodes[:, :, 4], base)

    def probability(self, rows: Matrix) -> Matrix:
        """(n, signs) to (n,) in (0, 1)."""
        n, trees = len(rows), len(self.feature)
        node = np.zeros((n, trees), dtype=np.intp)
        of_tree = np.arange(trees)
        row = np.arange(n)[:, None]
        while True:
            left = self.left[of_tree, node]
            inner = left >= 0
            if not inner.any():
                break
            goes_left = rows[row, self.feature[of_tree, node]] <= self.threshold[of_tree, node]
            node = np.where(inner, np.where(goes_left, left, self.right[of_tree, node]), node)
        z = self.base + self.value[of_tree, node].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-z)))


class Judge:
    """Weighs what was found for a question; immutable, safe to share between threads."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    @cached_property
    def _trees(self) -> Trees:
        # Read on first use: fitting them anew needs an assistant too.
        return load_trees(expanded=self._retriever.expanded)

    def weigh(self, query: Query, vector: Vectors, found: Found, sure: float) -> tuple[Evidence, ...]:
        """The pieces of evidence in the order in which they are worth saying, each with its probability.

        A probability is that of stating something asked that those before it do not state; the first one's is that
        of an answer at all.

        Args:
            query: the question in the reading that answers.
            vector: its embedding.
            found: what the passages hold.
            sure: probability that the first passages answer (``abstention``).
        """
        items = pieces(query, found, self._retriever)
        weighing = Weighing(query, vector, found, sure, items, self._retriever)
        said: list[int] = []
        judged: list[Evidence] = []
        while len(said) < min(len(items), MAX_SAID):
            signs = weighing.signs(said)
            probabilities = self._trees.probability(np.array([astuple(s) for s in signs]))
            if not self._retriever.expanded:
                probabilities *= [_agreement(s) for s in signs]
            probabilities[said] = -1.0
            best = int(probabilities.argmax())
            said.append(best)
            judged.append(replace(items[best].evidence, probability=float(probabilities[best])))
        return tuple(judged)


def _agreement(signs: Signs) -> float:
    """What is left of a probability where a text as it comes speaks of another thing, or states no such value.

    It holds in every trade that subject and property must meet in one row or section; the few examples that trees for
    such texts are fitted on do not teach it.
    """
    left = _OTHER_SUBJECT if signs.subject_lacks > _LACKS or signs.others else 1.0
    return left * (_NO_SUCH_VALUE if signs.values_asked and not signs.values_held else 1.0)


@lru_cache(maxsize=2)
def load_trees(*, expanded: bool) -> Trees:
    """The fitted trees that ship with the code.

    Args:
        expanded: whether passages know questions that they answer, as ours do; for texts as they come there are trees
            of their own, since the signs of such questions say nothing there.

    Raises:
        ValueError: they were fitted on other signs.
    """
    data: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    model = data["models"]["expanded" if expanded else "plain"]
    known = [f.name for f in fields(Signs)]
    if not set(model["signs"]) <= set(known):
        raise ValueError("judge.json fits other signs; run python -m evals.fit_judge")
    return Trees.of(model["trees"], model["base"], [known.index(name) for name in model["signs"]])
