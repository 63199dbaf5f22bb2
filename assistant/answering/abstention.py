"""Whether what was found answers what was asked: a logistic regression over retrieval signals.

The weights are fitted by ``evals/calibrate.py`` on questions whose passage is present and on the same
questions with it removed (the negative rejection of RGB, arXiv:2309.01431), and stand in
``abstention.json`` beside this file with the figures of the fit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.index.lexical import LexicalIndex
from assistant.retrieval.fusion import Scores
from assistant.retrieval.tokenization import tokenize


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against an answer; each in the range given.

    similarity: cosine of the best passage, [-1, 1].
    margin: that cosine over the mean of the ten best, [0, 2].
    lexical: best BM25 over the sum of the terms' IDF, [0, ~2.2].
    coverage: IDF share of the content terms that the chosen passages hold, [0, 1].
    rare_coverage: the same over the third of the terms with the highest IDF, [0, 1].
    unknown: IDF share of content terms that stand nowhere in the index, [0, 1].
    """

    similarity: float
    margin: float
    lexical: float
    coverage: float
    rare_coverage: float
    unknown: float


def measure(content: str, chosen: Iterable[str], dense: Scores, lexical: Scores, index: LexicalIndex) -> Signals:
    """The signals of one question.

    Args:
        content: the question without its asking words.
        chosen: searchable texts of the passages that would answer.
        dense: cosine similarities of all passages, (n,).
        lexical: BM25 of the same passages, (n,).
        index: for the IDF of terms.
    """
    terms = sorted(set(tokenize(content)))
    weights = {t: index.idf(t) for t in terms}
    total = sum(weights.values()) or 1.0
    held = {t for text in chosen for t in tokenize(text)}
    rare = sorted(terms, key=lambda t: (-weights[t], t))[: max(1, math.ceil(len(terms) / 3))]
    rare_total = sum(weights[t] for t in rare) or 1.0
    top = np.sort(dense)[::-1][:10] if dense.size else np.zeros(1, dtype=np.float32)
    return Signals(
        similarity=float(top[0]),
        margin=float(top[0] - top.mean()),
        lexical=float(lexical.max(initial=0.0)) / total,
        coverage=sum(weights[t] for t in terms if t in held) / total,
        rare_coverage=sum(weights[t] for t in rare if t in held) / rare_total,
        unknown=sum(weights[t] for t in terms if t not in index) / total,
    )


@dataclass(frozen=True, slots=True)
class AbstentionModel:
    """Logistic regression; ``threshold`` keeps 95 % of the answerable questions of the fit."""

    mean: Sequence[float]
    scale: Sequence[float]
    weights: Sequence[float]
    bias: float
    threshold: float

    def probability(self, signals: Signals) -> float:
        """Probability that the chosen passages answer, (0, 1)."""
        z = self.bias + sum(
            w * (x - m) / s for w, x, m, s in zip(self.weights, astuple(signals), self.mean, self.scale, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@lru_cache(maxsize=1)
def load_model() -> AbstentionModel:
    """The fitted model that ships with the code."""
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    names = [f.name for f in fields(Signals)]
    if data["signals"] != names:
        raise ValueError("abstention.json fits other signals; run python -m evals.calibrate")
    return AbstentionModel(data["mean"], data["scale"], data["weights"], data["bias"], data["threshold"])
