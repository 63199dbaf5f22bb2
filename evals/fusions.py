"""Fusions side by side on public sets: ``python -m evals.fusions DIR …`` prints the table of the documentation.

Every row ranks by the same vectors and the same BM25 scores; only the way to put them together differs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.index.embedding import Embedder, Vectors, load_embedder
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.fusion import Fusion, Scores, fuse
from assistant.retrieval.tokenization import tokenize
from assistant.settings import load_settings
from evals.benchmark import embed_passages
from evals.metrics.retrieval import DEPTHS, RetrievalFigures, score_rankings
from evals.public_sets import PublicPassage, PublicQuestion, load_set

# The usual constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009).
_RRF_K = 60


def reciprocal_rank(dense: Scores, lexical: Scores) -> Scores:
    """RRF; a passage without any term of the question has no lexical rank."""

    def share(scores: Scores) -> Scores:
        ranks = np.empty(len(scores))
        ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
        return np.asarray(1 / (_RRF_K + ranks), dtype=np.float32)

    return share(dense) + np.where(lexical > 0, share(lexical), np.float32(0))


def min_max(weight: float) -> Fusion:
    """Convex combination of min-max normalised scores with a fixed dense weight."""

    def scaled(scores: Scores) -> Scores:
        spread = scores.max() - scores.min()
        return np.asarray((scores - scores.min()) / spread if spread > 0 else np.zeros_like(scores))

    return lambda dense, lexical: weight * scaled(dense) + (1 - weight) * scaled(lexical)


FUSIONS: dict[str, Fusion] = {
    "BM25": lambda dense, lexical: lexical,
    "dense": lambda dense, lexical: dense,
    "RRF (k=60)": reciprocal_rank,
    "min-max .5": min_max(0.5),
    "min-max .8": min_max(0.8),
    "ours": fuse,
}


def compare(
    passages: Sequence[PublicPassage], questions: Sequence[PublicQuestion], vectors: Vectors, queries: Vectors
) -> dict[str, RetrievalFigures]:
    """Figures of every fusion on one set.

    Args:
        passages: n of them.
        questions: q of them.
        vectors: (n, dimension) of the passages.
        queries: (q, dimension) of the questions.
    """
    index = LexicalIndex.build([p.text for p in passages])
    rankings: dict[str, dict[str, list[str]]] = {name: {} for name in FUSIONS}
    for question, query in zip(questions, queries, strict=True):
        dense = (vectors @ query).astype(np.float32)
        lexical = index.scores(tokenize(question.question))
        for name, fusion in FUSIONS.items():
            best = np.argsort(-fusion(dense, lexical), kind="stable")[: max(DEPTHS)]
            rankings[name][question.id] = [passages[i].id for i in best]
    gold = {q.id: q.gold for q in questions}
    return {name: score_rankings(found, gold) for name, found in rankings.items()}


def as_markdown(figures: dict[str, dict[str, RetrievalFigures]]) -> str:
    """One row a set, one column a fusion: gold recall@1 / @5 / nDCG@10."""
    lines = ["| set | " + " | ".join(FUSIONS) + " |", "|---" * (len(FUSIONS) + 1) + "|"]
    for name, columns in figures.items():
        lines.append(f"| {name} | " + " | ".join(_cell(columns[f]) for f in FUSIONS) + " |")
    means = [np.mean([columns[f].ndcg10 for columns in figures.values()]) for f in FUSIONS]
    lines.append("| mean nDCG@10 | " + " | ".join(f"{m:.3f}"[1:] for m in means) + " |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Index each folder in memory and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+", help="a set in the format of shared/benchmarks/README.md")
    embedder = load_embedder(load_settings().embedding_model)
    folders = parser.parse_args(argv).folder
    print(as_markdown({folder.resolve().name: _measure(folder, embedder) for folder in folders}))


def _measure(folder: Path, embedder: Embedder) -> dict[str, RetrievalFigures]:
    passages, questions = load_set(folder)
    vectors = embed_passages([p.text for p in passages], embedder)
    return compare(passages, questions, vectors, np.stack([embedder.embed_query(q.question) for q in questions]))


def _cell(figures: RetrievalFigures) -> str:
    values = (figures.gold_recall[1], figures.gold_recall[5], figures.ndcg10)
    return "/".join(f"{v:.3f}".removeprefix("0") for v in values)


if __name__ == "__main__":
    main()
