"""Vectors that are there already: only what is new is embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.corpus.questions import questions_folder
from assistant.index.embedding import Embedder, Vectors
from assistant.index.generation import Generation, intact, open_generation
from assistant.index.vector_cache import CACHE_NAME, read_cache, write_cache
from assistant.types import Passage

_EMBED_BATCH = 32
Progress = Callable[[int, int], None]


def text_key(text: str) -> str:
    """Key under which a passage's vector may be reused: the embedded text itself."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def question_key(question: str) -> str:
    """Key of a question's vector; a passage of the same words has another one."""
    return hashlib.sha256(f"question\0{question}".encode()).hexdigest()[:24]


def export_vectors(corpus: Path, index: Path) -> Path:
    """Write the active generation's vectors beside the corpus, for first starts elsewhere."""
    generation = open_generation(index)
    passages, questions = vectors_of(generation)
    path = corpus / CACHE_NAME
    write_cache(path, generation.manifest.model, passages)
    if questions:
        write_cache(questions_folder(corpus) / CACHE_NAME, generation.manifest.model, questions)
    return path


def known_vectors(corpus: Path, index: Path, embedder: Embedder) -> dict[str, Vectors]:
    known = {
        key: vector
        for folder in (corpus, questions_folder(corpus))
        for key, vector in read_cache(folder / CACHE_NAME, embedder.name).items()
    }
    # Also where CURRENT was lost: vectors of an intact generation need not be computed again.
    if (old := next(intact(index, embedder.name), None)) is not None:
        for vectors in vectors_of(old):
            known.update(vectors)
    return known


def vectors_of(generation: Generation) -> tuple[dict[str, Vectors], dict[str, Vectors]]:
    """Vectors of the passages and of their questions, by key: two files, so that neither grows heavy."""
    passages = {text_key(p.searchable): generation.vectors[i] for i, p in enumerate(generation.passages)}
    questions = (q for p in generation.passages for q in p.questions)
    return passages, {question_key(q): generation.questions[i] for i, q in enumerate(questions)}


def embed_questions(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> Vectors:
    """Vectors of the passages' questions, as those of people's questions: (m, dimension)."""
    questions = [q for p in passages for q in p.questions]
    return _embedded(questions, question_key, embedder.embed_queries, known, embedder.dimension, progress)[0]


def embed(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> tuple[Vectors, int]:
    """Vectors of the passages, (n, dimension), and how many texts were embedded anew."""
    texts = [p.searchable for p in passages]
    return _embedded(texts, text_key, embedder.embed_passages, known, embedder.dimension, progress)


def _embedded(
    texts: Sequence[str],
    key_of: Callable[[str], str],
    embedded: Callable[[Sequence[str]], Vectors],
    known: Mapping[str, Vectors],
    dimension: int,
    progress: Progress | None,
) -> tuple[Vectors, int]:
    vectors = dict(known)
    # Texts of like length share a batch, so that little of it is padding.
    missing = sorted({t for t in texts if key_of(t) not in known}, key=len)
    for start in range(0, len(missing), _EMBED_BATCH):
        batch = missing[start : start + _EMBED_BATCH]
        vectors.update(zip(map(key_of, batch), embedded(batch), strict=True))
        if progress:
            progress(start + len(batch), len(missing))
    made = [vectors[key_of(t)] for t in texts]
    return np.array(made, dtype=np.float32).reshape(len(made), dimension), len(missing)
