"""Who asks whether a certificate can still be taken: a line between questions of a pack that do, and all others.

Positive and near negative questions stand in ``learned/can_be_taken.jsonl``; all questions that passages outside of the
change's own section answer are negatives too, positives and both kinds of negatives weighing alike. The threshold gives
the best F0.5 of five-fold scores of what the file holds, with all others: a verdict that nobody asked for is worse than
a passage in its place.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from assistant.assistant import Assistant
from assistant.catalogue.model import Place
from assistant.errors import LearningError
from assistant.learn.labelled import Text, read_lines
from assistant.learn.outcome import FOLDS, Outcome
from assistant.learn.regression import logistic
from assistant.learn.turns import embed
from assistant.understanding.status_question import QUESTIONS_NAME, StatusQuestions, write_status_questions

# Chosen by the five-fold F0.5 among 2e-3, 2e-4 and 2e-5.
_RIDGE = 2e-5
# Brings the small differences between unit vectors to the size of 1.
_SCALE = 10.0
Matrix = npt.NDArray[np.float64]


class StatusExample(BaseModel):
    """A question, and whether it asks for the status."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    asks: bool


def learn_status(assistant: Assistant, folder: Path) -> Outcome | None:
    """Fit the line and keep it; None where the pack has no such questions.

    Raises:
        QuestionFileError: a line of the file is malformed.
        LearningError: all examples ask for it, or none does.
    """
    path = folder / QUESTIONS_NAME
    if not path.exists():
        return None
    examples = read_lines(path, StatusExample)
    asks = np.array([e.asks for e in examples], dtype=bool)
    if min(asks.sum(), (~asks).sum()) < FOLDS:
        raise LearningError(
            f"{path} 里问与不问的例子都至少要 {FOLDS} 条。It needs at least {FOLDS} questions of either kind."
        )
    own = {Place.parse(c.cite) for c in assistant.catalogue.status_changes}
    generation = assistant.generation
    asked = [p for p in generation.passages for _ in p.questions]
    far = [
        generation.questions[i]
        for i, p in enumerate(asked)
        if Place(document=p.document_id.removesuffix("-en"), locator=p.locator) not in own
    ]
    vectors = embed([e.question for e in examples], assistant.embedder)
    rest = np.stack(far).astype(np.float64) if far else np.zeros((0, vectors.shape[1]))
    fitted, value = fit_line(vectors[asks], vectors[~asks], rest)
    written = write_status_questions(folder, assistant.embedder.name, fitted)
    told = (
        f"状态 status：{int(asks.sum())} + {int((~asks).sum())} 个问题 questions，留出检验 left out F0.5 {value:.3f}。"
    )
    return Outcome(written, (told,), {"f0.5": round(value, 3)})


def fit_line(positive: Matrix, near: Matrix, far: Matrix, *, seed: int = 0) -> tuple[StatusQuestions, float]:
    """The fitted line and the F0.5 at its threshold.

    Args:
        positive: vectors of questions that ask for the status, (n, dimension).
        near: vectors of other questions on certificates, (m, dimension).
        far: vectors of all other questions, (k, dimension).
        seed: of the folds.
    """
    order = np.random.default_rng(seed).permutation(max(len(positive), len(near)))
    asking, others = np.zeros(len(positive)), np.zeros(len(near))
    for fold in range(FOLDS):
        out = [np.isin(np.arange(len(m)), order[fold::FOLDS]) for m in (positive, near)]
        weights, bias = _line(positive[~out[0]], near[~out[1]], far)
        asking[out[0]], others[out[1]] = positive[out[0]] @ weights + bias, near[out[1]] @ weights + bias
    weights, bias = _line(positive, near, far)
    rest = np.concatenate([others, far @ weights + bias])
    best, threshold = 0.0, 0.0
    for score in np.sort(asking):
        right, wrong = int((asking >= score).sum()), int((rest >= score).sum())
        value = 1.25 * right / (0.25 * len(positive) + right + wrong)
        if value > best:
            best, threshold = value, float(score)
    return StatusQuestions(weights.astype(np.float32), threshold - bias), best


def _line(positive: Matrix, near: Matrix, far: Matrix) -> tuple[Matrix, float]:
    groups = [g for g in (positive, near, far) if len(g)]
    rows = np.concatenate(groups)
    mean = rows.mean(axis=0)
    labels = np.repeat([1.0] + [0.0] * (len(groups) - 1), [len(g) for g in groups])
    share = 1 / (len(groups) - 1)
    weights = np.concatenate([np.full(len(g), (1.0 if i == 0 else share) / len(g)) for i, g in enumerate(groups)])
    found, bias = logistic((rows - mean) * _SCALE, labels, weights, ridge=_RIDGE)
    return found * _SCALE, bias - float(mean @ found) * _SCALE
