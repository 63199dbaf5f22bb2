"""What a turn is for, on a pack's own examples: the general weights, moved by turns that people of the pack labelled.

Also the softmax regression by which the general weights are fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import LearningError
from assistant.index.embedding import Embedder
from assistant.learn.labelled import LabelledTurn
from assistant.learn.outcome import FOLDS, STAYS, Outcome, fold_of, is_better
from assistant.pack.learned import LearnedPart, write_learned
from assistant.understanding.query import plain
from assistant.understanding.turns import TurnFit, TurnKind, TurnModel

Matrix = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
LEAST_TURNS = 15
# A question of the sources weighs less than a turn that somebody labelled: they are many and much alike.
OF_A_QUESTION = 0.3
_MOST_QUESTIONS = 300
L2, _L2_OF_A_PACK, _STEPS, _BATCH = 5.0, 1.0, 400, 64


def learn_turns(
    embedder: Embedder,
    general: TurnModel | None,
    examples: Sequence[LabelledTurn],
    questions: Sequence[str],
    folder: Path,
) -> Outcome:
    """Fit a pack's turns and keep the fit where it reads turns left out better than the general one.

    Args:
        embedder: of the pack.
        general: the weights that ship; None where there are none for this embedding model.
        examples: labelled turns of the pack.
        questions: what its passages are asked, which are questions to the sources.
        folder: ``learned`` of the pack.

    Raises:
        LearningError: too few examples; nothing is written.
        LearnedFileError: the file cannot be written.
    """
    if len(examples) < LEAST_TURNS:
        raise LearningError(
            f"带标注的话太少：{len(examples)} 句，至少 {LEAST_TURNS} 句。通用的拟合照旧使用。"
            "Too few labelled turns; the general fit stays in use."
        )
    kinds = general.kinds if general else tuple(dict.fromkeys([TurnKind.QUESTION, *(e.kind for e in examples)]))
    strange = sorted({e.kind for e in examples} - set(kinds))
    if strange:
        raise LearningError(f"通用的拟合没有这些类别：{'、'.join(strange)}。The general fit knows no such kinds.")
    asked = sorted({q for q in questions if q not in {e.text for e in examples}})[:_MOST_QUESTIONS]
    vectors = embed([plain(t) for t in (*(e.text for e in examples), *asked)], embedder)
    labels = np.array(
        [kinds.index(e.kind) for e in examples] + [kinds.index(TurnKind.QUESTION)] * len(asked), dtype=np.int64
    )
    weights = np.array([1.0] * len(examples) + [OF_A_QUESTION] * len(asked))
    folds = np.array([fold_of(t) for t in (*(e.text for e in examples), *asked)])
    after = np.zeros((len(labels), len(kinds)))
    for fold in range(FOLDS):
        rest = folds != fold
        if (~rest).any():
            fitted = _of_pack(vectors[rest], labels[rest], weights[rest], kinds, general)
            after[~rest] = _probabilities(fitted, vectors[~rest])
    own = np.arange(len(labels)) < len(examples)
    before = _probabilities(general, vectors) if general else np.full_like(after, 1 / len(kinds))
    right = [(p.argmax(axis=1) == labels)[own].astype(np.float64) for p in (before, after)]
    figures = {
        "turns": float(len(examples)),
        "questions": float(len(asked)),
        "right_before": round(float(right[0].mean()), 3),
        "right_left_out": round(float(right[1].mean()), 3),
        "questions_taken_for_others": round(float((after.argmax(axis=1) != labels)[~own].mean()) if asked else 0.0, 3),
    }
    told = (
        f"规划 planner：{len(examples)} 句，留出检验的正确率 right on turns left out "
        f"{figures['right_before']:.3f} → {figures['right_left_out']:.3f}。"
    )
    if not is_better(right[1] - right[0]):
        return Outcome(None, (told, STAYS), figures)
    model = _of_pack(vectors, labels, weights, kinds, general)
    fit_ = TurnFit(
        kinds=kinds,
        mean=tuple(np.round(model.mean, 4).tolist()),
        weights=tuple(tuple(row) for row in np.round(model.weights, 2).tolist()),
        bias=tuple(np.round(model.bias, 3).tolist()),
    )
    return Outcome(write_learned(folder, LearnedPart.TURNS, embedder.name, fit_, figures), (told,), figures)


def _of_pack(
    vectors: Matrix, labels: Numbers, weights: Matrix, kinds: tuple[TurnKind, ...], general: TurnModel | None
) -> TurnModel:
    mean, w, b = softmax_regression(vectors, labels, weights, len(kinds), ridge=_L2_OF_A_PACK, start=general)
    return TurnModel(kinds, *(np.asarray(a, dtype=np.float32) for a in (mean, w, b)))


def softmax_regression(
    vectors: Matrix,
    labels: Numbers,
    weights: Matrix,
    kinds: int,
    *,
    ridge: float = L2,
    start: TurnModel | None = None,
) -> tuple[Matrix, Matrix, Matrix]:
    """(mean, weights, bias) of a softmax regression with L2, by accelerated gradient descent.

    Args:
        vectors: (n, dimension), unit length.
        labels: (n,) number of each one's kind.
        weights: (n,) how much each counts.
        kinds: how many kinds there are.
        ridge: how strongly weights are held.
        start: a model of the same kinds to begin at and to hold the weights near; noughts without it.
    """
    mean = vectors.mean(axis=0) if start is None else start.mean.astype(np.float64)
    scale = float((vectors - mean).std())
    x = np.hstack([(vectors - mean) / scale, np.ones((len(vectors), 1))])
    target = np.eye(kinds)[labels]
    near = np.zeros((kinds, x.shape[1]))
    if start is not None:
        near = np.hstack([start.weights * scale, start.bias[:, None]]).astype(np.float64)
    w, ahead, speed = near.copy(), near.copy(), 1.0
    # The curvature of softmax is at most half of the weighted second moment.
    rate = 1.0 / (0.5 * float(np.linalg.eigvalsh((x * weights[:, None]).T @ x)[-1]) + ridge)
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 0.0 if start is None else ridge
    for _ in range(_STEPS):
        gradient = ((softmax(x @ ahead.T) - target) * weights[:, None]).T @ x + (ahead - near) * penalty
        following = ahead - rate * gradient
        quicker = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead = following + (speed - 1) / quicker * (following - w)
        w, speed = following, quicker
    return mean, w[:, :-1] / scale, w[:, -1]


def softmax(z: Matrix) -> Matrix:
    """Rows of margins to probabilities."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def embed(texts: Sequence[str], embedder: Embedder) -> Matrix:
    """(n, dimension) of questions, in batches."""
    batches = [embedder.embed_queries(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    return np.concatenate(batches).astype(np.float64)


def _probabilities(model: TurnModel, vectors: Matrix) -> Matrix:
    return softmax((vectors - model.mean) @ model.weights.T + model.bias)
