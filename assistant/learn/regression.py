"""Logistic regression, one weight a column, held near weights that are known already."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
_STEPS, _ENOUGH = 200, 1e-9
_SHORTEST = 1e-6


def logistic(
    rows: Matrix, labels: Matrix, weights: Matrix, *, ridge: float, start: tuple[Matrix, float] | None = None
) -> tuple[Matrix, float]:
    """Weights, (columns,), and bias of the least weighted log loss plus ``ridge`` / 2 · |w - start|².

    Newton's method with steps halved until the loss falls. The bias is not held.

    Args:
        rows: (n, columns), of like size in every column.
        labels: 0 or 1, (n,).
        weights: how much each row counts, (n,).
        ridge: how strongly the weights are held.
        start: weights and bias to begin at and to hold the weights near; noughts without it.
    """
    x = np.c_[rows, np.ones(len(rows))]
    near = np.zeros(x.shape[1]) if start is None else np.append(start[0], start[1])
    held = np.full(x.shape[1], ridge)
    held[-1] = 0.0
    w = near.copy()

    def loss(at: Matrix) -> float:
        z = x @ at
        return float((weights * (np.logaddexp(0, z) - labels * z)).sum() + 0.5 * (held * (at - near) ** 2).sum())

    now = loss(w)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -500, 500)))
        gradient = x.T @ (weights * (p - labels)) + held * (w - near)
        curvature = x.T @ (x * (weights * (p * (1 - p) + _ENOUGH))[:, None]) + np.diag(held + _ENOUGH)
        step, length = np.linalg.solve(curvature, gradient), 1.0
        while length > _SHORTEST and loss(w - length * step) > now:
            length /= 2
        w = w - length * step
        before, now = now, loss(w)
        if before - now < _ENOUGH * max(1.0, abs(now)):
            break
    return w[:-1], float(w[-1])
