"""Gradient boosting of regression trees on log loss, with directions and a model to start from, in numpy alone.

Trees grow by their best leaf over binned values (Friedman 2001; the bins and the leaf-wise growth are LightGBM's, Ke et
al. 2017). A sign may be held to one direction: more of it then never lowers, or never raises, a probability. Fitting
may start from the margins of another model, so that a few examples of a pack correct what was fitted on many others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
# [feature, threshold, left, right, value]; a leaf has no ``left`` and ``right``, which are -1.
Node = list[float]
_SMALLEST_CURVATURE = 1e-12


@dataclass(frozen=True, slots=True)
class Boosting:
    """How to fit: so many trees of so many leaves, each adding ``rate`` of its step.

    least: rows that a leaf must hold. ridge: pulls the values of leaves towards 0. bins: of the values of a sign.
    """

    trees: int
    rate: float
    leaves: int
    least: int
    ridge: float = 5.0
    bins: int = 64


@dataclass(slots=True)
class _Leaf:
    """Rows that came to one leaf, what their gradients sum to by sign and bin, and the split that gains most."""

    node: int
    rows: npt.NDArray[np.intp]
    sums: Matrix
    low: float
    high: float
    gain: float = 0.0
    sign: int = 0
    bin: int = 0
    values: tuple[float, float] = (0.0, 0.0)


def fit(
    rows: Matrix,
    labels: Matrix,
    weights: Matrix,
    how: Boosting,
    directions: Sequence[int],
    start: Matrix | None = None,
) -> tuple[list[list[Node]], float]:
    """The trees and the margin that they add to; the same input gives the same trees.

    Args:
        rows: signs of each case, (n, signs).
        labels: 0 or 1, (n,).
        weights: how much each case counts, (n,).
        how: size and number of the trees.
        directions: of each sign 1 where more of it speaks for, -1 against, 0 for either.
        start: margins of a model that the trees are to correct, (n,); without it the base is that of the mean.
    """
    share = float((weights * labels).sum() / weights.sum())
    base = 0.0 if start is not None else float(np.log(share / (1 - share)))
    margin = np.full(len(rows), base) if start is None else start.astype(np.float64).copy()
    cuts = [_cuts(rows[:, i], how.bins) for i in range(rows.shape[1])]
    binned = np.stack([np.searchsorted(c, rows[:, i], side="left") for i, c in enumerate(cuts)], axis=1)
    found = []
    for _ in range(how.trees):
        p = 1 / (1 + np.exp(-margin))
        tree, steps = _grow(binned, weights * (p - labels), weights * p * (1 - p), how, np.asarray(directions))
        margin += steps
        found.append(_thresholds(tree, cuts))
    return found, base


def _cuts(values: Matrix, bins: int) -> Matrix:
    """Between which values a sign may be divided, (at most bins - 1,)."""
    distinct = np.unique(values)
    if len(distinct) > bins:
        distinct = np.unique(np.quantile(values, np.linspace(0, 1, bins), method="nearest"))
    return np.asarray((distinct[:-1] + distinct[1:]) / 2)


def _grow(
    binned: npt.NDArray[np.intp], gradient: Matrix, curvature: Matrix, how: Boosting, directions: npt.NDArray[np.int_]
) -> tuple[list[Node], Matrix]:
    """One tree whose thresholds are numbers of bins, and what it adds to each margin, (n,)."""
    signs = binned.shape[1]
    flat = binned + np.arange(signs) * how.bins

    def sums_of(rows: npt.NDArray[np.intp]) -> Matrix:
        """Gradient, curvature and count by sign and bin, (3, signs, bins)."""
        places = flat[rows].ravel()
        each = (np.repeat(gradient[rows], signs), np.repeat(curvature[rows], signs), None)
        counted = [np.bincount(places, w, minlength=signs * how.bins) for w in each]
        return np.stack(counted).reshape(3, signs, how.bins).astype(np.float64)

    everything = np.arange(len(binned))
    root = _Leaf(0, everything, sums_of(everything), -np.inf, np.inf)
    _best_split(root, how, directions)
    tree: list[Node] = [[0, 0, -1, -1, 0.0]]
    leaves, steps = [root], np.zeros(len(binned))
    while len(leaves) < how.leaves:
        leaf = max(leaves, key=lambda one: one.gain)
        if leaf.gain <= 0:
            break
        leaves.remove(leaf)
        goes_left = binned[leaf.rows, leaf.sign] <= leaf.bin
        parts = leaf.rows[goes_left], leaf.rows[~goes_left]
        smaller = int(len(parts[0]) > len(parts[1]))
        of_smaller = sums_of(parts[smaller])
        sums = (of_smaller, leaf.sums - of_smaller) if smaller == 0 else (leaf.sums - of_smaller, of_smaller)
        middle, direction = sum(leaf.values) / 2, int(directions[leaf.sign])
        bounds = [(leaf.low, leaf.high), (leaf.low, leaf.high)]
        if direction:
            below, above = (leaf.low, min(leaf.high, middle)), (max(leaf.low, middle), leaf.high)
            bounds = [below, above] if direction > 0 else [above, below]
        children = [len(tree), len(tree) + 1]
        tree[leaf.node] = [leaf.sign, leaf.bin, *children, 0.0]
        for child, part, held, (low, high) in zip(children, parts, sums, bounds, strict=True):
            tree.append([0, 0, -1, -1, 0.0])
            made = _Leaf(child, part, held, low, high)
            _best_split(made, how, directions)
            leaves.append(made)
    for leaf in leaves:
        totals = leaf.sums[:, 0, :].sum(axis=1)
        step = how.rate * float(_value(totals[0], totals[1], how.ridge, leaf.low, leaf.high))
        tree[leaf.node][4] = step
        steps[leaf.rows] = step
    return tree, steps


def _value(gradient: Matrix, curvature: Matrix, ridge: float, low: float, high: float) -> Matrix:
    """The step of a leaf, held between its bounds."""
    return np.clip(-gradient / (curvature + ridge + _SMALLEST_CURVATURE), low, high)


def _best_split(leaf: _Leaf, how: Boosting, directions: npt.NDArray[np.int_]) -> None:
    """Note on a leaf the division that lowers the loss most; its gain stays 0 where none may be made."""
    left = leaf.sums.cumsum(axis=2)[:, :, :-1]
    whole = leaf.sums.sum(axis=2, keepdims=True)
    right = whole - left
    values = [_value(side[0], side[1], how.ridge, leaf.low, leaf.high) for side in (left, right)]

    def lowered(side: Matrix, value: Matrix) -> Matrix:
        return np.asarray(-(side[0] * value + 0.5 * (side[1] + how.ridge) * value**2))

    before = lowered(whole, _value(whole[0], whole[1], how.ridge, leaf.low, leaf.high))
    gain = lowered(left, values[0]) + lowered(right, values[1]) - before
    allowed = (left[2] >= how.least) & (right[2] >= how.least)
    allowed &= (values[1] - values[0]) * directions[:, None] >= 0
    gain = np.where(allowed, gain, 0.0)
    place = int(gain.argmax())
    leaf.sign, leaf.bin = divmod(place, gain.shape[1])
    leaf.gain = float(gain[leaf.sign, leaf.bin])
    leaf.values = (float(values[0][leaf.sign, leaf.bin]), float(values[1][leaf.sign, leaf.bin]))


def _thresholds(tree: list[Node], cuts: Sequence[Matrix]) -> list[Node]:
    """The tree with values of its signs in place of numbers of bins."""
    return [
        node if node[2] < 0 else [node[0], round(float(cuts[int(node[0])][int(node[1])]), 6), *node[2:]]
        for node in tree
    ]
