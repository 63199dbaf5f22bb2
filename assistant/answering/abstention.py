"""Whether what was found answers what was asked: a logistic regression over retrieval signals.

The general weights are fitted by ``evals/calibrate.py`` on questions whose passage is present and on the same
questions with it removed (the negative rejection of RGB, arXiv:2309.01431), and stand in
``abstention.json`` beside this file with the figures of the fit: one set for passages that know questions which
they answer, one for plain texts. A pack may have its own in ``learned/``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.answering.attributes import shape_agreement
from assistant.answering.selection import Ranked
from assistant.errors import LearnedFileError
from assistant.index.embedding import Vectors
from assistant.index.lexical import LexicalIndex
from assistant.pack.learned import LearnedPart, learned_file, read_learned
from assistant.retrieval.retriever import Retrieved, Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Passage
from assistant.understanding.query import Query


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against an answer; each in the range given.

    similarity: cosine of the most similar passage, [-1, 1].
    distance: that cosine above the mean of all passages, in their standard deviations, [0, ~8].
    margin: that cosine over the mean of the ten best, [0, 2].
    lexical: best BM25 over the sum of the terms' IDF, [0, ~2.2].
    coverage: IDF share of the content terms that the chosen passages hold, [0, 1].
    rare_coverage: the same over the third of the terms with the highest IDF, [0, 1].
    focus: IDF share of the question's own terms, names left out, that the best passage holds, [0, 1].
    shape: whether the best passage has the kind of thing that is asked for, [0, 1].
    asked: cosine of the nearest question that the best passage is known to answer, [-1, 1]; where none is
        known, of the passage itself on the same scale.
    worded: IDF share of the question's terms that stand in one of the questions which the best passage is known to
        answer, [0, 1]; where none is known, in the passage itself.
    lead: reranked score of the best passage over the mean of the next five, [0, ~1.5].
    score: reranked score of the best passage, [0, ~1.5].
    """

    similarity: float
    distance: float
    margin: float
    lexical: float
    coverage: float
    rare_coverage: float
    focus: float
    shape: float
    asked: float
    worded: float
    lead: float
    score: float


def measure(
    query: Query,
    vector: Vectors,
    chosen: Sequence[Ranked],
    ranked: Sequence[Ranked],
    retrieved: Retrieved,
    retriever: Retriever,
) -> Signals:
    """The signals of one question.

    Args:
        query: the question.
        vector: its embedding.
        chosen: the passages that would answer, best first.
        ranked: all reranked candidates, best first.
        retrieved: cosine and BM25 of all passages.
        retriever: for the IDF of terms and the questions of passages.
    """
    index = retriever.generation.lexical
    weights = _weights(query.content, index)
    total = sum(weights.values()) or 1.0
    held = {t for c in chosen for t in tokenize(c.hit.passage.expanded)}
    rare = sorted(weights, key=lambda t: (-weights[t], t))[: max(1, math.ceil(len(weights) / 3))]
    top = np.sort(retrieved.dense)[::-1][:10] if retrieved.dense.size else np.zeros(1, dtype=np.float32)
    best = ranked[0].hit.passage if ranked else None
    following = [r.score for r in ranked[1:6]]
    return Signals(
        similarity=float(top[0]),
        distance=float((top[0] - retrieved.dense.mean()) / (retrieved.dense.std() or 1.0))
        if retrieved.dense.size
        else 0.0,
        margin=float(top[0] - top.mean()),
        lexical=float(retrieved.lexical.max(initial=0.0)) / total,
        coverage=_share(weights, weights, held),
        rare_coverage=_share(weights, rare, held),
        focus=_focus(query, best.expanded if best else "", index),
        shape=shape_agreement(query.own, normalise(best.searchable) if best else ""),
        asked=retriever.asked_similarity(best, vector) if best else 0.0,
        worded=_worded(weights, best),
        lead=ranked[0].score - sum(following) / len(following) if following else 0.0,
        score=ranked[0].score if ranked else 0.0,
    )


def _weights(content: str, index: LexicalIndex) -> dict[str, float]:
    return {t: index.idf(t) for t in sorted(set(tokenize(content)))}


def _share(weights: Mapping[str, float], terms: Iterable[str], held: Set[str]) -> float:
    chosen = list(terms)
    return sum(weights[t] for t in chosen if t in held) / (sum(weights[t] for t in chosen) or 1.0)


def _worded(weights: Mapping[str, float], best: Passage | None) -> float:
    texts = (best.questions or (best.searchable,)) if best else ()
    return max((_share(weights, weights, set(tokenize(t))) for t in texts), default=0.0)


def _focus(query: Query, passage: str, index: LexicalIndex) -> float:
    rest = query.content
    for mention in query.mentions:
        rest = rest.replace(mention.text, " ")
    own = set(tokenize(query.own))
    weights = {t: w for t, w in _weights(rest, index).items() if t in own}
    return _share(weights, weights, set(tokenize(passage))) if weights else 1.0


@dataclass(frozen=True, slots=True)
class AbstentionModel:
    """Logistic regression; from ``threshold`` on a question is answered."""

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


# Cosines of another embedding model lie elsewhere; their differences and ranks still tell.
_ABSOLUTE = frozenset({"similarity", "asked"})


@lru_cache(maxsize=4)
def load_model(embedding_model: str, *, expanded: bool) -> AbstentionModel:
    """The fitted model that ships with the code.

    Args:
        embedding_model: name of the model in use; where it is not the one of the fit, cosines count as average.
        expanded: whether passages know questions that they answer, as ours do; texts as they come have a model of
            their own, since the signals of such questions say nothing there.
    """
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    names = [f.name for f in fields(Signals)]
    if data["signals"] != names:
        raise ValueError("abstention.json fits other signals; run python -m evals.calibrate")
    known = embedding_model == data["embedding_model"]
    model = data["models"]["expanded" if expanded else "plain"]
    weights = [w if known or n not in _ABSOLUTE else 0.0 for n, w in zip(names, model["weights"], strict=True)]
    return AbstentionModel(model["mean"], model["scale"], weights, model["bias"], model["threshold"])


class AbstentionFit(BaseModel):
    """A pack's weights as they are kept, for the signals by their names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signals: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float


def learned_model(folder: Path, encoder: str) -> AbstentionModel | None:
    """The weights that were fitted on a pack; None where it has none for this embedding model.

    Raises:
        LearnedFileError: the file cannot be used.
    """
    fit = read_learned(folder, LearnedPart.ABSTENTION, encoder, AbstentionFit)
    if fit is None:
        return None
    names = tuple(f.name for f in fields(Signals))
    of_each = {len(fit.mean), len(fit.scale), len(fit.weights)}
    if fit.signals != names or of_each != {len(names)} or not all(s > 0 for s in fit.scale):
        path = learned_file(folder, LearnedPart.ABSTENTION)
        raise LearnedFileError(
            f"{path} 不能用：与现在的信号不符。请运行 zhengtu learn --part judge 重新拟合，或删除它。"
            "It was fitted on other signals: fit it again or delete it.",
            path,
        )
    return AbstentionModel(fit.mean, fit.scale, fit.weights, fit.bias, fit.threshold)
