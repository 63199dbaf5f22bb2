"""How well scores set one kind of case before another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


def area_under_curve(positive: Flags, scores: Scores) -> float:
    """Probability that a positive case scores above another one, ties counting half (Mann–Whitney)."""
    order = np.sort(scores)
    ranks = (np.searchsorted(order, scores, "left") + np.searchsorted(order, scores, "right") + 1) / 2
    n, m = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m)) if n and m else float("nan")


def average_precision(positive: Flags, scores: Scores) -> float:
    """Mean over the positive cases of the precision at their place, best first."""
    ordered = positive[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return float(precision[ordered].mean()) if ordered.any() else float("nan")
