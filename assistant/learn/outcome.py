"""What came of fitting one part of a pack: told to whoever typed the command, judged on parts that were left out."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

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


STAYS = "没有比通用的拟合更好，照旧使用通用的。Nothing does better than the general fit; it stays."


@dataclass(frozen=True, slots=True)
class Outcome:
    """``written``: the file; None where the general fit stays because nothing better was found.

    ``said``: lines for a person. ``figures``: what was measured on questions left out of the fit.
    """

    written: Path | None
    said: tuple[str, ...]
    figures: Mapping[str, float] = field(default_factory=dict)
