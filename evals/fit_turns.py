"""Fit what tells turns apart: ``python -m evals.fit_turns``; writes ``assistant/understanding/turns.json``.

The labelled turns are ``turn_examples.jsonl`` beside this file. Every question of the development sets is one
to the sources as well, but for those of the misuse categories, which are never fitted on: they are what the dev sets
measure. Questions of the held-out sets are not read.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.index.embedding import load_embedder
from assistant.learn.turns import OF_A_QUESTION, embed, softmax, softmax_regression
from assistant.settings import load_settings
from assistant.understanding import turns
from assistant.understanding.query import plain
from assistant.understanding.turns import TurnKind
from evals.questions import load_questions

Matrix = npt.NDArray[np.float64]
_HERE = Path(__file__).parent
EXAMPLES = _HERE / "turn_examples.jsonl"
_HELD_OUT = "-test"
_MISUSE, _RECOMMENDS = "injection_misuse", "role_to_certificate"
_FOLDS = 5
_QUESTIONS = [list(TurnKind).index(k) for k in (TurnKind.QUESTION, *turns.QUESTIONS)]
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
    weights = np.array([1.0] * len(texts) + [OF_A_QUESTION] * len(questions))
    vectors = embed([plain(t) for t in (*texts, *questions)], embedder)
    figures = cross_validate(vectors, labels, weights, len(texts))
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    mean, w, b = softmax_regression(vectors, labels, weights, len(kinds))
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


def cross_validate(
    vectors: Matrix, labels: npt.NDArray[np.int64], weights: Matrix, labelled: int
) -> dict[str, float | dict[str, float]]:
    """Figures of five folds: how often the likeliest kind is right, and what would be done wrongly."""
    kinds = tuple(TurnKind)
    fold = np.random.default_rng(0).permutation(len(labels)) % _FOLDS
    predicted = np.zeros((len(labels), len(kinds)))
    for number in range(_FOLDS):
        seen = fold != number
        mean, w, b = softmax_regression(vectors[seen], labels[seen], weights[seen], len(kinds))
        predicted[~seen] = softmax((vectors[~seen] - mean) @ w.T + b)
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


def _dev_questions() -> dict[str, TurnKind]:
    """The questions of the development sets and those before them in their conversations, each with its kind."""
    files = [f for f in sorted((_HERE / "questions").glob("*.jsonl")) if _HELD_OUT not in f.stem]
    # Questions of other trades, half of them English: what asks is not what ours ask about.
    files += sorted((_HERE / "plain").glob("*/questions.jsonl"))
    asked = [q for f in files for q in load_questions(f)]
    found = {m.content: TurnKind.QUESTION for q in asked for m in q.history if m.role == "user"}
    for question in asked:
        if question.category != _MISUSE:
            recommends = question.category == _RECOMMENDS
            found[question.question] = TurnKind.RECOMMENDATION if recommends else TurnKind.QUESTION
    return found


if __name__ == "__main__":
    main()
