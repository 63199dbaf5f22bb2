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
    def of(cls, trees: Sequence[Sequence[Sequence[float]]], base: float) -> Trees:
        """From nodes [feature, threshold, left, right, value], -1 for no child; shorter trees are filled up."""
        size = max(len(t) for t in trees)
        nodes = np.array([[*t, *([[0, 0, -1, -1, 0]] * (size - len(t)))] for t in trees], dtype=np.float64)
        whole = nodes[:, :, [0, 2, 3]].astype(np.intp)
        return cls(whole[:, :, 0], nodes[:, :, 1], whole[:, :, 1], whole[:, :, 2], nodes[:, :, 4], base)

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
        return load_trees()

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
            probabilities = self._trees.probability(np.array([astuple(s) for s in weighing.signs(said)]))
            probabilities[said] = -1.0
            best = int(probabilities.argmax())
            said.append(best)
            judged.append(replace(items[best].evidence, probability=float(probabilities[best])))
        return tuple(judged)


@lru_cache(maxsize=1)
def load_trees() -> Trees:
    """The fitted trees that ship with the code.

    Raises:
        ValueError: they were fitted on other signs.
    """
    data: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    if data["signs"] != [f.name for f in fields(Signs)]:
        raise ValueError("judge.json fits other signs; run python -m evals.fit_judge")
    return Trees.of(data["trees"], data["base"])
