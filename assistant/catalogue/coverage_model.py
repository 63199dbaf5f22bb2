"""From the signals of a course and a requirement to a probability; fitted by ``evals/coverage.py``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.catalogue.course_signals import SIGNALS, Matrix


@dataclass(frozen=True, slots=True)
class CoverageModel:
    """Logistic regression over ``SIGNALS``, with the least probabilities for ``partly`` and ``covered``."""

    mean: Sequence[float]
    scale: Sequence[float]
    weights: Sequence[float]
    bias: float
    partly: float
    covered: float

    def probability(self, signals: Matrix) -> Matrix:
        """Probability that a course carries a requirement; (..., 5) to (...)."""
        z = (signals - np.array(self.mean)) / np.array(self.scale) @ np.array(self.weights) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))))


@lru_cache(maxsize=1)
def load_model() -> CoverageModel:
    """The fitted model that ships with the code."""
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    if tuple(data["signals"]) != SIGNALS:
        raise ValueError("coverage_model.json fits other signals; run python -m evals.coverage --write")
    return CoverageModel(data["mean"], data["scale"], data["weights"], data["bias"], data["partly"], data["covered"])
