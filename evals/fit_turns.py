"""Fit what tells turns apart: ``python -m evals.fit_turns``; writes ``assistant/understanding/turns.json``.

The labelled turns are ``turn_examples.jsonl`` beside this file. Every question of the development sets is one
to the sources as well, but for those of the misuse categories, which are never fitted on: they are what the dev sets
measure. Questions of the held-out sets are not read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.index.embedding import Embedder, load_embedder
from assistant.settings import load_settings
from assistant.understanding import turns
from assistant.understanding.query import plain
from assistant.understanding.turns import TurnKind, TurnModel
from evals.questions import load_questions

Matrix = npt.NDArray[np.float64]
_HERE = Path(__file__).parent
EXAMPLES = _HERE / "turn_examples.jsonl"
_HELD_OUT = "-test"
_MISUSE, _RECOMMENDS = "injection_misuse", "role_to_certificate"
# A question of a development set weighs less: they are many and much alike.
_DEV_WEIGHT = 0.3
_L2, _STEPS, _FOLDS, _BATCH = 5.0, 400, 5, 64
_QUESTIONS = [list(TurnKind).index(k) for k in (TurnKind.QUESTION, TurnKind.RECOMMENDATION)]
# A turn is acted on from this probability on.
_SURE = 0.5


def main() -> None:
    """Cross-validate, print the figures, fit on everything, write."""
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    labelled = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines() if line]
    texts = [e["text"] for e in labelled]
    asked = _dev_questions()
    questions = sorted(asked.keys() - set(texts))
    kinds = tuple(TurnKind)
    labels = np.array([kinds.index(TurnKind(e["kind"])) for e in labelled] + [kinds.index(asked[q]) for q in questions])
    weights = np.array([1.0] * len(texts) + [_DEV_WEIGHT] * len(questions))
    vectors = _embed(embedder, [plain(t) for t in (*texts, *questions)])
    figures = cross_validate(vectors, labels, weights, len(texts))
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    mean, w, b = fit(vectors, labels, weights, len(kinds))
    data = {
        "embedding_model": embedder.name,
        "kinds": [k.value for k in kinds],
        "examples": len(texts),
        "cross_validated": figures,
        "mean": np.round(mean, 4).tolist(),
        "weights": np.round(w, 2).tolist(),
        "bias": np.round(b, 3).tolist(),
    }
    path = Path(turns.__file__).with_suffix(".json")
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def fit(vectors: Matrix, labels: npt.NDArray[np.int64], weights: Matrix, kinds: int) -> tuple[Matrix, Matrix, Matrix]:
    """(mean, weights, bias) of a softmax regression with L2, by accelerated gradient descent.

    Args:
        vectors: (n, dimension), unit length.
        labels: (n,) number of each one's kind.
        weights: (n,) how much each counts.
        kinds: how many kinds there are.
    """
    mean = vectors.mean(axis=0)
    scale = float((vectors - mean).std())
    x = np.hstack([(vectors - mean) / scale, np.ones((len(vectors), 1))])
    target = np.eye(kinds)[labels]
    w = np.zeros((kinds, x.shape[1]))
    ahead, speed = w.copy(), 1.0
    # The curvature of softmax is at most half of the weighted second moment.
    rate = 1.0 / (0.5 * float(np.linalg.eigvalsh((x * weights[:, None]).T @ x)[-1]) + _L2)
    penalty = np.full(x.shape[1], _L2)
    penalty[-1] = 0.0
    for _ in range(_STEPS):
        gradient = ((_softmax(x @ ahead.T) - target) * weights[:, None]).T @ x + ahead * penalty
        following = ahead - rate * gradient
        quicker = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead = following + (speed - 1) / quicker * (following - w)
        w, speed = following, quicker
    return mean, w[:, :-1] / scale, w[:, -1]


def cross_validate(
    vectors: Matrix, labels: npt.NDArray[np.int64], weights: Matrix, labelled: int
) -> dict[str, float | dict[str, float]]:
    """Figures of five folds: how often the likeliest kind is right, and what would be done wrongly."""
    kinds = tuple(TurnKind)
    fold = np.random.default_rng(0).permutation(len(labels)) % _FOLDS
    predicted = np.zeros((len(labels), len(kinds)))
    for number in range(_FOLDS):
        seen = fold != number
        mean, w, b = fit(vectors[seen], labels[seen], weights[seen], len(kinds))
        predicted[~seen] = _softmax((vectors[~seen] - mean) @ w.T + b)
    best, sure = predicted.argmax(axis=1), predicted.max(axis=1)
    acted = ~np.isin(best, _QUESTIONS) & (sure >= _SURE)
    other = ~np.isin(labels, _QUESTIONS)
    recall = {k.value: float((best[labels == n] == n).mean()) for n, k in enumerate(kinds)}
    return {
        "accuracy_of_labelled": float((best[:labelled] == labels[:labelled]).mean()),
        "acted_on_rightly": float((acted & (best == labels))[other].mean()),
        "questions_of_dev_sets_acted_on": float(acted[labelled:].mean()),
        "recall": {k: round(v, 3) for k, v in recall.items()},
    }


def _softmax(z: Matrix) -> Matrix:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _dev_questions() -> dict[str, TurnKind]:
    """The questions of the development sets and those before them in their conversations, each with its kind."""
    files = sorted((_HERE / "questions").glob("*.jsonl"))
    asked = [q for f in files if _HELD_OUT not in f.stem for q in load_questions(f)]
    found = {m.content: TurnKind.QUESTION for q in asked for m in q.history if m.role == "user"}
    for question in asked:
        if question.category != _MISUSE:
            recommends = question.category == _RECOMMENDS
            found[question.question] = TurnKind.RECOMMENDATION if recommends else TurnKind.QUESTION
    return found


def _embed(embedder: Embedder, texts: Sequence[str]) -> Matrix:
    batches = [embedder.embed_queries(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    return np.concatenate(batches).astype(np.float64)


__all__ = ["TurnModel", "fit", "main"]

if __name__ == "__main__":
    main()
