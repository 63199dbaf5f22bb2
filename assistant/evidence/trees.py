"""Gradient boosting as it is kept and as it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
# [feature, threshold, left, right, value]; -1 for no child.
Node = tuple[float, float, float, float, float]


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
        return np.asarray(1 / (1 + np.exp(-self.margin(rows))))

    def margin(self, rows: Matrix) -> Matrix:
        """The log odds of the same."""
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
        return np.asarray(self.base + self.value[of_tree, node].sum(axis=1))


def check_trees(trees: Sequence[Sequence[Sequence[float]]], signs: int) -> None:
    """Refuse trees that cannot be computed.

    Raises:
        ValueError: a node leads nowhere, or reads a feature beyond ``signs``.
    """
    for tree in trees:
        for place, (sign, _, *children, _) in enumerate(tree):
            leads = all(place < c < len(tree) for c in children) or set(children) == {-1}
            if not leads or not 0 <= sign < signs:
                raise ValueError(f"trees: node {place}")
