"""Abstention as selective prediction: what the error would be if more or less were answered.

Risk–coverage curve (El-Yaniv and Wiener 2010; Geifman and El-Yaniv 2017, arXiv:1705.08500): questions sorted
by falling confidence; at coverage k / n the risk is the share of errors among the first k. AURC is the mean
risk over k = 1 … n, and E-AURC what of it a perfect ordering would save (Geifman, Uziel and El-Yaniv 2019,
arXiv:1805.08206). Where confidences tie, any order is as good; the expected errors are taken.

Calibration: ECE = Σ |bin| / n · |share right in the bin − mean confidence in the bin|, bins of equal width
(Guo et al. 2017, arXiv:1706.04599).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Selective:
    """The curve of n questions and its areas.

    coverage, risk: n points each, coverage rising. aurc, excess: in [0, 1], lower is better. ``optimal`` is
    the AURC of an ordering that puts every error last.
    """

    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    aurc: float
    optimal: float

    @property
    def excess(self) -> float:
        """E-AURC."""
        return self.aurc - self.optimal


def risk_coverage(confidences: Sequence[float], errors: Sequence[bool]) -> Selective | None:
    """The curve of questions with a confidence and whether an answer is, or would be, wrong; None without any."""
    n = len(confidences)
    if n != len(errors):
        raise ValueError(f"{n} confidences for {len(errors)} errors")
    if not n:
        return None
    risk = _risks(sorted(zip(confidences, errors, strict=True), key=lambda pair: -pair[0]))
    wrong = sum(errors)
    best = [max(0, k - (n - wrong)) / k for k in range(1, n + 1)]
    return Selective(tuple(k / n for k in range(1, n + 1)), tuple(risk), sum(risk) / n, sum(best) / n)


def _risks(ordered: Sequence[tuple[float, bool]]) -> list[float]:
    risks: list[float] = []
    before = 0.0
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        tied = [error for _, error in group]
        share = sum(tied) / len(tied)
        start = len(risks)
        risks.extend((before + share * i) / (start + i) for i in range(1, len(tied) + 1))
        before += sum(tied)
    return risks


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence lies in [low, high): how sure, and how right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Non-empty bins in order, and the expected calibration error, in [0, 1]."""

    bins: tuple[Bin, ...]
    ece: float


def calibration(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> Calibration | None:
    """Confidence against the share that is right; None without a case."""
    if not confidences:
        return None
    made = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [
            (c, r) for c, r in zip(confidences, right, strict=True) if low <= c < high or (high == 1.0 and c == 1.0)
        ]
        if inside:
            count = len(inside)
            made.append(Bin(low, high, count, sum(c for c, _ in inside) / count, sum(r for _, r in inside) / count))
    total = len(confidences)
    return Calibration(tuple(made), sum(b.n / total * abs(b.right - b.confidence) for b in made))
