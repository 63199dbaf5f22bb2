"""The assistant with one part taken out, to see what the part buys; everything else stays as it is.

The abstention model keeps its weights, as fitted with all parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue
from assistant.index.generation import Generation
from assistant.index.lexical import LexicalIndex
from assistant.index.reuse import Progress
from assistant.retrieval.fusion import Fusion, Scores, fuse
from evals.fusions import reciprocal_rank
from evals.vectors import embed_kept


def ablations(assistant: Assistant, cache: Path) -> Mapping[str, Callable[[], Assistant]]:
    """By name how to make each; without the header every passage is embedded again, kept in ``cache``."""
    return {
        "no_catalogue": lambda: Assistant(assistant.generation, assistant.embedder, Catalogue()),
        "no_bm25": lambda: fused_by(assistant, partial(fuse, weight=1.0)),
        "no_dense": lambda: fused_by(assistant, partial(fuse, weight=0.0)),
        "rrf_fusion": lambda: fused_by(assistant, reciprocal_rank_of_one),
        "no_questions": lambda: _over(assistant, without_questions(assistant)),
        "no_adapter": lambda: _over(assistant, replace(assistant.generation, adapter=None)),
        "no_header": lambda: _over(assistant, without_headers(assistant, cache)),
    }


def reciprocal_rank_of_one(dense: Scores, lexical: Scores) -> Scores:
    """RRF in the range of our fusion, 1 for a passage that is best in both lists, since later stages weigh scores."""
    best = np.array([1.0], dtype=np.float32)
    return reciprocal_rank(dense, lexical) / reciprocal_rank(best, best)


def fused_by(assistant: Assistant, fusion: Fusion) -> Assistant:
    """The same assistant with another fusion of dense and BM25 scores."""
    return Assistant(assistant.generation, assistant.embedder, assistant.catalogue, fusion=fusion)


def without_headers(assistant: Assistant, cache: Path, progress: Progress | None = None) -> Generation:
    """The same passages embedded and indexed by their text alone; rows keep their column names."""
    passages = tuple(replace(p, header="") for p in assistant.generation.passages)
    texts = [p.searchable for p in passages]
    vectors = embed_kept(texts, assistant.embedder, cache, "passages without headers", progress)
    lexical = LexicalIndex.build([p.expanded for p in passages])
    return replace(assistant.generation, passages=passages, vectors=vectors, lexical=lexical)


def without_questions(assistant: Assistant) -> Generation:
    """The same passages searched by their own words alone, without the map that was learned from the questions."""
    held = assistant.generation
    passages = tuple(replace(p, questions=()) for p in held.passages)
    lexical = LexicalIndex.build([p.searchable for p in passages])
    return replace(held, passages=passages, lexical=lexical, questions=held.questions[:0], adapter=None)


def _over(assistant: Assistant, generation: Generation) -> Assistant:
    return Assistant(generation, assistant.embedder, assistant.catalogue)
