"""Whether what was found answers a question at all, once every piece has its probability.

A logistic regression over the signs of the best piece and the margins of the best three: what a question has and no
piece does (a name that nothing found knows, a property that nothing states) weighs here whatever the trees made of each
piece by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

Matrix = npt.NDArray[np.float64]
_BEST = 3
# What stands for the second and third piece where there is none, and keeps margins finite.
_LEAST = 0.01
MORE = ("margin_of_first", "margin_of_second", "margin_of_third", "first_over_second")


class LastWordFit(BaseModel):
    """The regression as it is kept, for signs by their names and what ``MORE`` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True, slots=True)
class LastWord:
    """Probability that the best piece answers; ``places`` of the signs among all signs."""

    places: npt.NDArray[np.intp]
    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float

    @classmethod
    def of(cls, fit: LastWordFit, known: Sequence[str]) -> LastWord:
        """A fit made ready.

        Raises:
            ValueError: it reads signs that are not known, or its columns differ in number.
        """
        size = len(fit.signs) + len(MORE)
        if {len(fit.mean), len(fit.scale), len(fit.weights)} != {size} or not all(s > 0 for s in fit.scale):
            raise ValueError("last_word: columns")
        places = np.array([known.index(name) for name in fit.signs], dtype=np.intp)
        return cls(places, np.array(fit.mean), np.array(fit.scale), np.array(fit.weights), fit.bias)

    def probability(self, rows: Matrix, pieces: Matrix) -> float:
        """That the best of some pieces answers, (0, 1).

        Args:
            rows: signs of all pieces, nothing said, (n, signs).
            pieces: their probabilities, (n,).
        """
        values = (columns(rows[:, self.places], pieces) - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(values @ self.weights + self.bias))))


def columns(rows: Matrix, pieces: Matrix) -> Matrix:
    """What the regression reads, (signs + 4,): signs of the best piece, margins of the best three, and a lead."""
    order = np.argsort(-pieces, kind="stable")
    p = np.clip(np.append(pieces[order], [_LEAST] * _BEST)[:_BEST], _LEAST / 10, 1 - _LEAST / 10)
    return np.concatenate([rows[order[0]], np.log(p / (1 - p)), [p[0] - p[1]]])
