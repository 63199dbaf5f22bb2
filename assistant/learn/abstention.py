"""Whether a pack's passages answer: the general weights, moved by the pack's own labelled questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from assistant.answering.abstention import AbstentionFit, AbstentionModel, Signals
from assistant.assistant import Assistant
from assistant.learn.cases import Case, Matrix
from assistant.learn.outcome import FOLDS, STAYS, Outcome, fold_of, is_better
from assistant.learn.regression import logistic
from assistant.pack.learned import LearnedPart, write_learned

_RIDGE = 5.0
_SMALLEST = 1e-6


def learn_abstention(assistant: Assistant, cases: Sequence[Case], folder: Path) -> Outcome:
    """Fit the weights and keep them where they tell questions left out apart better than the general ones.

    A question whose passages hold all facts is one to answer, one that no source answers is not; where the passages
    found are others than those that hold the facts, neither can be said.

    Args:
        assistant: over the pack, with the general weights.
        cases: of the labelled questions; as many as the judge needs.
        folder: ``learned`` of the pack.

    Raises:
        LearnedFileError: the file cannot be written.
    """
    used = [c for c in cases if c.told or not c.question.answerable]
    rows = np.array([astuple(c.signals) for c in used])
    labels = np.array([float(c.question.answerable) for c in used])
    general = assistant.abstention
    folds = np.array([fold_of(c.question.id) for c in used])
    before, after = _probabilities(general, used), np.zeros(len(used))
    for fold in range(FOLDS):
        rest = folds != fold
        model = _moved(general, rows[rest], labels[rest])
        after[~rest] = _probabilities(model, [c for c, r in zip(used, rest, strict=True) if not r])
    loss = [-np.log(np.clip(np.where(labels > 0, p, 1 - p), _SMALLEST, 1)) for p in (before, after)]
    figures = {
        "questions": float(len(used)),
        "loss_before": round(float(loss[0].mean()), 4),
        "loss_left_out": round(float(loss[1].mean()), 4),
    }
    told = (
        f"拒答 abstention：{len(used)} 个问题，留出检验的损失 loss on questions left out "
        f"{figures['loss_before']:.4f} → {figures['loss_left_out']:.4f}。"
    )
    if not is_better(loss[0] - loss[1]):
        return Outcome(None, (told, STAYS), figures)
    model = _moved(general, rows, labels)
    fit = AbstentionFit(
        signals=tuple(f.name for f in fields(Signals)),
        mean=tuple(model.mean),
        scale=tuple(model.scale),
        weights=tuple(np.round(model.weights, 4).tolist()),
        bias=round(model.bias, 4),
        threshold=model.threshold,
    )
    written = write_learned(folder, LearnedPart.ABSTENTION, assistant.embedder.name, fit, figures)
    return Outcome(written, (told,), figures)


def _moved(general: AbstentionModel, rows: Matrix, labels: Matrix) -> AbstentionModel:
    standard = (rows - np.array(general.mean)) / np.array(general.scale)
    start = np.array(general.weights, dtype=np.float64), general.bias
    weights, bias = logistic(standard, labels, np.ones(len(labels)), ridge=_RIDGE, start=start)
    return AbstentionModel(general.mean, general.scale, weights.tolist(), bias, general.threshold)


def _probabilities(model: AbstentionModel, cases: Sequence[Case]) -> Matrix:
    return np.array([model.probability(c.signals) for c in cases])
