"""Retrieval on a public set, with the tokenization, embedding and fusion of the assistant.

A folder holds ``passages.jsonl`` and ``questions.jsonl`` as ``shared/benchmarks/README.md`` describes.
The index is built in memory; embedding the passages takes nearly all the time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from tqdm import tqdm

from assistant.errors import QuestionFileError
from assistant.index.embedding import Embedder, Vectors, load_embedder
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.fusion import fuse
from assistant.retrieval.tokenization import tokenize
from assistant.settings import Settings
from evals.metrics.retrieval import DEPTHS, score_rankings
from evals.questions import Text, check_unique, read_lines

_EMBED_BATCH = 32


class PublicPassage(BaseModel):
    """A passage of a public set; it may be longer than the model reads."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Text
    text: str


class PublicQuestion(BaseModel):
    """A question with the ids of the passages that answer it, any of which will do."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Text
    question: Text
    gold: Annotated[tuple[Text, ...], Field(min_length=1)]


def run_benchmark(folder: Path, settings: Settings) -> dict[str, float | int | str]:
    """Rank the passages for every question of a set.

    Returns:
        ``recall@k`` (any gold passage among the first k), ``gold_recall@k`` (share of the gold passages),
        ``mrr@10``, ``ndcg@10``, ``passages``, ``questions``, ``passages_per_s`` of indexing and
        ``query_ms`` (median of embedding, scoring and ranking one question).

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
    }


def load_set(folder: Path) -> tuple[tuple[PublicPassage, ...], tuple[PublicQuestion, ...]]:
    """Passages and questions of a folder.

    Raises:
        QuestionFileError: a file is missing or malformed, or a gold id names no passage.
    """
    passages = read_lines(folder / "passages.jsonl", PublicPassage)
    check_unique(folder / "passages.jsonl", [p.id for p in passages])
    path = folder / "questions.jsonl"
    questions = read_lines(path, PublicQuestion)
    check_unique(path, [q.id for q in questions])
    known = {p.id for p in passages}
    for number, question in enumerate(questions, start=1):
        unknown = [g for g in question.gold if g not in known]
        if unknown:
            raise QuestionFileError(
                f"{path} 第 {number} 条（{question.id}），字段 gold：没有编号为 {unknown[0]} 的段落。"
            )
    return passages, questions


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
