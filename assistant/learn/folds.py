"""Parts of a set that are left out in turn, and whether what was fitted on the rest does better on them."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FOLDS = 5


def fold_of(id_: str) -> int:
    """The part that a question belongs to, whatever else is asked."""
    return zlib.crc32(id_.encode()) % FOLDS


def is_better(gains: Sequence[float] | npt.NDArray[np.float64]) -> bool:
    """Whether gains, one a question, are more than chance: their mean is above its standard error."""
    values = np.asarray(gains, dtype=np.float64)
    return len(values) > 1 and float(values.mean()) > float(values.std(ddof=1)) / math.sqrt(len(values))
