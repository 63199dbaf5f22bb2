"""A public set asked with the assistant's own stages: retrieval, the answering sentence, refusing without it.

A folder holds ``passages.jsonl`` and ``questions.jsonl`` as ``shared/benchmarks/README.md`` describes.
The index is built in memory; embedding the passages takes nearly all the time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.index.embedding import Embedder, Vectors, load_embedder
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.fusion import fuse
from assistant.retrieval.tokenization import tokenize
from assistant.settings import Settings
from evals.metrics.retrieval import DEPTHS, score_rankings
from evals.public_answering import negative_rejection, sentence_extraction
from evals.public_sets import load_set

_EMBED_BATCH = 32


def run_benchmark(folder: Path, settings: Settings) -> dict[str, float | int | str]:
    """Rank the passages for every question of a set, then answer from them.

    Returns:
        ``recall@k`` (any gold passage among the first k), ``gold_recall@k`` (share of the gold passages),
        ``mrr@10``, ``ndcg@10``, ``passages``, ``questions``, ``passages_per_s`` of indexing and
        ``query_ms`` (median of embedding, scoring and ranking one question); the figures of
        ``sentence_extraction`` and ``negative_rejection``.

    Raises:
        QuestionFileError: a file is missing or malformed; names file, line and field.
    """
    passages, questions = load_set(folder)
    embedder = load_embedder(settings.embedding_model)
    texts = [p.text for p in passages]
    started = time.perf_counter()
    vectors = embed_passages(texts, embedder)
    lexical = LexicalIndex.build(texts)
    index_s = time.perf_counter() - started

    rankings: dict[str, list[str]] = {}
    query_ms: list[float] = []
    for question in tqdm(questions, desc="检索 searching", unit="题", file=sys.stderr):
        started = time.perf_counter()
        dense = (vectors @ embedder.embed_query(question.question)).astype(np.float32)
        scores = fuse(dense, lexical.scores(tokenize(question.question)))
        best = np.argsort(-scores, kind="stable")[: max(DEPTHS)]
        query_ms.append((time.perf_counter() - started) * 1000)
        rankings[question.id] = [passages[i].id for i in best]

    figures = score_rankings(rankings, {q.id: q.gold for q in questions})
    return {
        "set": folder.resolve().name,
        "model": embedder.name,
        **{f"recall@{k}": round(v, 4) for k, v in figures.hit.items()},
        **{f"gold_recall@{k}": round(v, 4) for k, v in figures.gold_recall.items()},
        "mrr@10": round(figures.mrr10, 4),
        "ndcg@10": round(figures.ndcg10, 4),
        "passages": len(passages),
        "questions": len(questions),
        "passages_per_s": round(len(passages) / index_s, 2),
        "query_ms": round(float(np.median(query_ms)), 2),
        **sentence_extraction(passages, questions, lexical),
        **negative_rejection(passages, questions, vectors, embedder),
    }


def embed_passages(texts: Sequence[str], embedder: Embedder) -> Vectors:
    """(n, dimension) in the order of the texts; texts of like length share a batch, as in the index."""
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    with tqdm(total=len(texts), desc="向量化 embedding", unit="段", file=sys.stderr) as bar:
        for start in range(0, len(order), _EMBED_BATCH):
            batch = order[start : start + _EMBED_BATCH]
            vectors[batch] = embedder.embed_passages([texts[i] for i in batch])
            bar.update(len(batch))
    return vectors
