"""Texts to unit vectors.

Two implementations: the bundled model (``bundled.py``), called directly because importing sentence-transformers takes
several seconds, and any model that sentence-transformers can load, by name or folder.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import EmbeddingError

Vectors = npt.NDArray[np.float32]
BUNDLED_MODEL = "bundled:multilingual-e5-small-int8"
# No encoder is handed more of a text. The longest passage of our corpus has 1,000 characters, a question 2,000.
MAX_TEXT_CHARS = 2000
# The one exception to NFKC in what e5 was trained on, for Japanese.
_WIDE_TILDE = "\uff5e"


class Embedder(Protocol):
    """What the index needs of an embedding model."""

    name: str
    dimension: int

    def embed_query(self, text: str) -> Vectors:
        """One question as a unit vector, (dimension,) float32."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Questions as unit vectors, (n, dimension) float32: faster than one by one."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as unit vectors, (n, dimension) float32."""
        ...

    def is_word(self, text: str) -> bool:
        """Whether a run of letters is one piece of the vocabulary: a common word of a language that the model reads."""
        ...


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; e5 and bge prompts are taken from the model's own settings.

    Safe to share between threads: they take turns, since a fast tokenizer refuses a second borrower.
    """

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(model, device="cpu")
        except ImportError as error:
            raise EmbeddingError("使用其他向量模型需要 sentence-transformers，请运行 make setup-models。") from error
        except Exception as error:  # the library raises OSError, ValueError, hub errors and more
            raise EmbeddingError(f"向量模型 {model} 无法加载：{error}") from error
        self._turn = threading.Lock()
        self.name = model
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_query(self, text: str) -> Vectors:
        return np.asarray(self.embed_queries([text])[0])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        read = [encodable(t) for t in texts]
        with self._turn:
            vectors = self._model.encode_query(read, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)

    def is_word(self, text: str) -> bool:
        return len(self._model.tokenizer.tokenize(text)) == 1

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        read = [encodable(t) for t in texts]
        with self._turn:
            vectors = self._model.encode_document(read, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)


def load_embedder(model: str) -> Embedder:
    """The embedder for a model name; ``BUNDLED_MODEL`` needs nothing but the package registry.

    Raises:
        EmbeddingError: the model cannot be loaded.
    """
    if model == BUNDLED_MODEL:
        from assistant.index.bundled import BundledEmbedder

        return BundledEmbedder()
    return SentenceTransformersEmbedder(model)


def encodable(text: str) -> str:
    """What an encoder is given of a text: printable, NFKC, at most ``MAX_TEXT_CHARS`` characters.

    e5 was trained on NFKC. A lone surrogate has no UTF-8; like all that is not printable it becomes a space.
    """
    printable = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text[:MAX_TEXT_CHARS])
    parts = (unicodedata.normalize("NFKC", part) for part in printable.split(_WIDE_TILDE))
    return _WIDE_TILDE.join(parts)[:MAX_TEXT_CHARS]
