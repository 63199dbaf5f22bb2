"""Whether what was found answers a question at all, once every piece has its probability.

Over the signs of the best piece and the margins of the best three: what a question has and no piece does (a name that
nothing found knows, a property that nothing states) weighs here whatever the trees made of each piece by itself. A
logistic regression and a small gradient boosting read them, and the mean of their log odds counts: each alone answers
more of what no source does, at as many wrong refusals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from assistant.evidence.trees import Node, Trees, check_trees

Matrix = npt.NDArray[np.float64]
_BEST = 3
# What stands for the second and third piece where there is none, and keeps margins finite.
_LEAST = 0.01
MORE = ("margin_of_first", "margin_of_second", "margin_of_third", "first_over_second")


class LastWordFit(BaseModel):
    """Both as they are kept, for signs by their names and what ``MORE`` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    base: float
    trees: tuple[tuple[Node, ...], ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LastWord:
    """Probability that the best piece answers; ``places`` of the signs among all signs."""

    places: npt.NDArray[np.intp]
    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float
    trees: Trees

    @classmethod
    def of(cls, fit: LastWordFit, known: Sequence[str]) -> LastWord:
        """A fit made ready.

        Raises:
            ValueError: it reads signs that are not known, its columns differ in number, or a node leads nowhere.
        """
        size = len(fit.signs) + len(MORE)
        if {len(fit.mean), len(fit.scale), len(fit.weights)} != {size} or not all(s > 0 for s in fit.scale):
            raise ValueError("last_word: columns")
        places = np.array([known.index(name) for name in fit.signs], dtype=np.intp)
        check_trees(fit.trees, size)
        trees = Trees.of(fit.trees, fit.base, range(size))
        return cls(places, np.array(fit.mean), np.array(fit.scale), np.array(fit.weights), fit.bias, trees)

    def probability(self, rows: Matrix, pieces: Matrix) -> float:
        """That the best of some pieces answers, (0, 1).

        Args:
            rows: signs of all pieces, nothing said, (n, signs).
            pieces: their probabilities, (n,).
        """
        return float(self.probabilities(columns(rows[:, self.places], pieces)[None])[0])

    def probabilities(self, read: Matrix) -> Matrix:
        """The same of what ``columns`` made of several questions, (n, signs + 4) to (n,)."""
        line = (read - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-(line + self.trees.margin(read)) / 2)))


def columns(rows: Matrix, pieces: Matrix) -> Matrix:
    """What both read, (signs + 4,): signs of the best piece, margins of the best three, and a lead."""
    order = np.argsort(-pieces, kind="stable")
    p = np.clip(np.append(pieces[order], [_LEAST] * _BEST)[:_BEST], _LEAST / 10, 1 - _LEAST / 10)
    return np.concatenate([rows[order[0]], np.log(p / (1 - p)), [p[0] - p[1]]])
