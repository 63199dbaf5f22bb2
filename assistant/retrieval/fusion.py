"""One ranking out of two: dense similarity and BM25."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.errors import ScoreShapeError

Scores = npt.NDArray[np.float32]

# Share of the dense score. Measured on the five sets of shared/benchmarks; docs/architecture.md
# has the table. No single weight is best everywhere, .4 to .9 are.
DENSE_WEIGHT = 0.7


def min_max(scores: Scores) -> Scores:
    """Scores moved to [0, 1]; all zeros when they do not differ."""
    if not scores.size:
        return scores.astype(np.float32)
    low, high = float(scores.min()), float(scores.max())
    if high <= low:
        return np.zeros_like(scores, dtype=np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def fuse(dense: Scores, lexical: Scores, *, weight: float = DENSE_WEIGHT) -> Scores:
    """Convex combination of two min-max normalised score lists.

    On CMRC2018 dev this ranks the gold passage first more often than reciprocal rank fusion
    (Bruch et al. 2023, arXiv:2210.11934, find the same on English sets).

    Args:
        dense: cosine similarities, (n,) float32, any order of passages.
        lexical: BM25 scores of the same n passages, >= 0.
        weight: share of the dense score, 0 (BM25 alone) to 1 (dense alone).

    Returns:
        (n,) float32 in [0, 1], aligned with the input.

    Raises:
        ScoreShapeError: the lists do not score the same passages.
    """
    if dense.shape != lexical.shape or dense.ndim != 1:
        raise ScoreShapeError(f"两组分数的形状不同：{dense.shape} 与 {lexical.shape}，必须是同一批段落的分数。")
    return (weight * min_max(dense) + (1 - weight) * min_max(lexical)).astype(np.float32)
