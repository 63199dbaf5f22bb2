"""One ranking out of two: dense similarity and BM25."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from assistant.errors import ScoreShapeError
from assistant.index.lexical import Scores as Scores

Fusion = Callable[[Scores, Scores], Scores]

# Share of the dense evidence. From .5 to .7 the mean nDCG@10 of the five public sets moves by less
# than .0015; docs/retrieval-benchmark.md has the table.
DENSE_WEIGHT = 0.62


def fuse(dense: Scores, lexical: Scores, *, weight: float = DENSE_WEIGHT) -> Scores:
    """Convex combination of two score lists, each in the unit of its own evidence.

    Dense similarity counts in standard deviations of this question's list, so that no model's range
    of cosines matters. BM25 counts in square roots of its best score: a question whose words stand
    nowhere, as one in another language, leans on the dense list by itself, where min-max would blow
    a chance match up to a full point. On all five public sets recall@1 and nDCG@10 are at least those
    of reciprocal rank fusion and of min-max with weight .5 or .8 (docs/retrieval-benchmark.md; Bruch
    et al. 2023, arXiv:2210.11934, compare normalisations on English sets).

        s = (w · (d - min d) / σ(d) + (1 - w) · l / √max l) / (the same of the best d and the best l)

    Args:
        dense: cosine similarities, (n,) float32, any order of passages.
        lexical: BM25 scores of the same n passages, >= 0.
        weight: share of the dense evidence, 0 (BM25 alone) to 1 (dense alone).

    Returns:
        (n,) float32 in [0, 1], aligned with the input; 1 where one passage is best in both lists.

    Raises:
        ScoreShapeError: the lists do not score the same passages.
    """
    if dense.shape != lexical.shape or dense.ndim != 1:
        raise ScoreShapeError(f"两组分数的形状不同：{dense.shape} 与 {lexical.shape}，必须是同一批段落的分数。")
    if not dense.size:
        return np.zeros(0, dtype=np.float32)
    evidence = weight * _in_deviations(dense), (1 - weight) * _in_roots(lexical)
    most = float(evidence[0].max() + evidence[1].max())
    return ((evidence[0] + evidence[1]) / most if most > 0 else np.zeros_like(evidence[0])).astype(np.float32)


def _in_deviations(dense: Scores) -> npt.NDArray[np.float64]:
    """Distance above the worst passage in standard deviations; all zeros when they do not differ."""
    above = dense.astype(np.float64) - float(dense.min())
    deviation = float(above.std())
    return above / deviation if deviation > 0 else np.zeros_like(above)


def _in_roots(lexical: Scores) -> npt.NDArray[np.float64]:
    """Scores over the square root of the best; all zeros when no term was found."""
    best = float(lexical.max())
    return lexical.astype(np.float64) / best**0.5 if best > 0 else np.zeros(lexical.shape)
