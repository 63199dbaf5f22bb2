"""Vectors that are there already: only what is new is embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.corpus.questions import questions_folder
from assistant.index.embedding import Embedder, Vectors
from assistant.index.generation import Generation, intact, open_generation
from assistant.index.vector_cache import CACHE_NAME, read_cache, write_cache
from assistant.types import Passage

_EMBED_BATCH = 32
Progress = Callable[[int, int], None]


def text_key(passage: Passage) -> str:
    """Key under which a passage's vector may be reused: the embedded text itself."""
    return hashlib.sha256(passage.searchable.encode()).hexdigest()[:24]


def question_key(question: str) -> str:
    """Key of a question's vector; a passage of the same words has another one."""
    return hashlib.sha256(f"question\0{question}".encode()).hexdigest()[:24]


def export_vectors(corpus: Path, index: Path) -> Path:
    """Write the active generation's vectors beside the corpus, for first starts elsewhere."""
    generation = open_generation(index)
    passages, questions = vectors_of(generation)
    path = corpus / CACHE_NAME
    write_cache(path, generation.manifest.model, passages, list(passages))
    if questions:
        write_cache(questions_folder(corpus) / CACHE_NAME, generation.manifest.model, questions, list(questions))
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
    passages = {text_key(p): generation.vectors[i] for i, p in enumerate(generation.passages)}
    questions = (q for p in generation.passages for q in p.questions)
    return passages, {question_key(q): generation.questions[i] for i, q in enumerate(questions)}


def embed_questions(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> Vectors:
    """Vectors of the passages' questions, as those of people's questions: (m, dimension)."""
    questions = [q for p in passages for q in p.questions]
    vectors = dict(known)
    missing = sorted({q for q in questions if question_key(q) not in known}, key=len)
    for start in range(0, len(missing), _EMBED_BATCH):
        batch = missing[start : start + _EMBED_BATCH]
        vectors.update(zip(map(question_key, batch), embedder.embed_queries(batch), strict=True))
        if progress:
            progress(start + len(batch), len(missing))
    if not questions:
        return np.zeros((0, embedder.dimension), dtype=np.float32)
    return np.stack([vectors[question_key(q)] for q in questions]).astype(np.float32)


def embed(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> tuple[Vectors, int]:
    vectors = np.zeros((len(passages), embedder.dimension), dtype=np.float32)
    missing: list[int] = []
    for i, passage in enumerate(passages):
        vector = known.get(text_key(passage))
        if vector is None:
            missing.append(i)
        else:
            vectors[i] = vector
    # Texts of like length share a batch, so that little of it is padding.
    missing.sort(key=lambda i: len(passages[i].searchable))
    for done in range(0, len(missing), _EMBED_BATCH):
        batch = missing[done : done + _EMBED_BATCH]
        vectors[batch] = embedder.embed_passages([passages[i].searchable for i in batch])
        if progress:
            progress(done + len(batch), len(missing))
    return vectors, len(missing)
