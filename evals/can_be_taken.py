"""Fit who asks whether a certificate can still be taken: ``python -m evals.can_be_taken``.

Positive and near negative questions stand in ``corpus/learned/can_be_taken.jsonl``; all questions that passages
outside of the change's own section answer are negatives too. Logistic regression on the vectors, positives and both
kinds of negatives weighing alike. The threshold gives the best F0.5 of five-fold scores of what the file holds, with
all others: a verdict that nobody asked for is worse than a passage in its place.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.model import Place
from assistant.index.embedding import load_embedder
from assistant.index.generations import ensure
from assistant.settings import load_settings
from assistant.understanding.status_question import QUESTIONS_NAME, StatusQuestions, write_status_questions

_FOLDS = 5
# Chosen by the five-fold F0.5 among 1e-3, 1e-4 and 1e-5.
_L2 = 1e-5
# Brings the small differences between unit vectors to the size that the solver expects.
_SCALE = 10.0
Matrix = npt.NDArray[np.float64]


def line(positive: Matrix, near: Matrix, far: Matrix) -> tuple[Matrix, float]:
    """Weights, (dimension,), and bias of the logistic regression."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    groups = (positive, near, far)
    rows = np.concatenate(groups)
    mean = rows.mean(axis=0)
    inputs = torch.tensor((rows - mean) * _SCALE)
    targets = torch.tensor(np.repeat([1.0, 0.0, 0.0], [len(g) for g in groups]))
    weighing = torch.tensor(np.repeat([1 / len(positive), 0.5 / len(near), 0.5 / len(far)], [len(g) for g in groups]))
    weights = torch.zeros(rows.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    solver = torch.optim.LBFGS([weights, bias], max_iter=200)

    def loss() -> torch.Tensor:
        solver.zero_grad()
        logits = inputs @ weights + bias
        value = (weighing * binary_cross_entropy_with_logits(logits, targets, reduction="none")).sum()
        value = value + _L2 * (weights @ weights)
        value.backward()
        return value

    solver.step(loss)
    found = weights.detach().numpy() * _SCALE
    return found, float(bias.detach()) - float(mean @ found)


def fit(positive: Matrix, near: Matrix, far: Matrix, *, seed: int = 0) -> tuple[StatusQuestions, float]:
    """The fitted line and the F0.5 at its threshold.

    Args:
        positive: vectors of questions that ask for the status, (n, dimension).
        near: vectors of other questions on certificates, (m, dimension).
        far: vectors of all other questions, (k, dimension).
        seed: of the folds.
    """
    order = np.random.default_rng(seed).permutation(max(len(positive), len(near)))
    asking, others = np.zeros(len(positive)), np.zeros(len(near))
    for fold in range(_FOLDS):
        out = [np.isin(np.arange(len(m)), order[fold::_FOLDS]) for m in (positive, near)]
        weights, bias = line(positive[~out[0]], near[~out[1]], far)
        asking[out[0]], others[out[1]] = positive[out[0]] @ weights + bias, near[out[1]] @ weights + bias
    weights, bias = line(positive, near, far)
    rest = np.concatenate([others, far @ weights + bias])
    best, threshold = 0.0, 0.0
    for score in np.sort(asking):
        right, wrong = int((asking >= score).sum()), int((rest >= score).sum())
        value = 1.25 * right / (0.25 * len(positive) + right + wrong)
        if value > best:
            best, threshold = value, float(score)
    return StatusQuestions(weights.astype(np.float32), threshold - bias), best


def main() -> None:
    """Fit on the pack that the settings name, and keep the line beside its questions."""
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    generation = ensure(settings.corpus, settings.index, embedder)
    changes = load_catalogue(settings.catalogue).status_changes
    own = {Place.parse(c.cite) for c in changes}
    far = [
        generation.questions[i]
        for i, p in enumerate(p for p in generation.passages for _ in p.questions)
        if Place(document=p.document_id.removesuffix("-en"), locator=p.locator) not in own
    ]
    folder: Path = settings.learned
    lines = (folder / QUESTIONS_NAME).read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    vectors = np.stack([embedder.embed_query(a["question"]) for a in asked]).astype(np.float64)
    asks = np.array([a["asks"] for a in asked])
    fitted, value = fit(vectors[asks], vectors[~asks], np.stack(far).astype(np.float64))
    path = write_status_questions(folder, embedder.name, fitted)
    print(f"{path}: {int(asks.sum())} + {int((~asks).sum())} questions, F0.5 {value:.3f}")


if __name__ == "__main__":
    main()
