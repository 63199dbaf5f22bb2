"""How far a figure could move with other questions of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 2000
_SEED = 20261121


@dataclass(frozen=True, slots=True)
class Share:
    """A mean over n cases with its 95 % interval; of values in [0, 1] where not said otherwise."""

    value: float
    low: float
    high: float
    n: int


def bootstrap(values: Sequence[float], *, confidence: float = 0.95) -> Share | None:
    """Percentile bootstrap of the mean (Efron and Tibshirani 1993, chapter 13); None without values.

    Draws n values with replacement 2,000 times; the interval runs between the (1 - confidence) / 2
    quantiles of the means. The seed is fixed: the same values give the same interval.
    """
    if not values:
        return None
    data = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(0, len(data), size=(_RESAMPLES, len(data)))
    tail = (1 - confidence) / 2
    low, high = np.quantile(data[draws].mean(axis=1), [tail, 1 - tail])
    return Share(float(data.mean()), float(low), float(high), len(data))


def paired_difference(before: Sequence[float], after: Sequence[float]) -> Share | None:
    """Mean of ``after - before`` over the same n cases with its bootstrap interval; both rows in the same order.

    Pairing takes out how hard each question is, so that a small change shows (Berg-Kirkpatrick et al. 2012).
    """
    return bootstrap([b - a for a, b in zip(before, after, strict=True)])
