"""BM25 over our own terms. The one module that imports bm25s."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexDamagedError
from assistant.index.damage import DAMAGED
from assistant.retrieval.tokenization import tokenize

# The usual values of Robertson and Zaragoza 2009; short rows gain nothing from others.
_K1, _B = 1.2, 0.75

# One a passage, higher is better: (n,).
Scores = npt.NDArray[np.float32]


class LexicalIndex:
    """BM25 scores of every passage for a query, and the inverse document frequency of a term."""

    def __init__(self, model: Any, document_frequency: dict[str, int], size: int) -> None:
        self._model = model
        self.document_frequency = document_frequency
        self._size = size

    def __len__(self) -> int:
        return self._size

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts in their order."""
        import bm25s

        terms = [tokenize(t) for t in texts]
        model = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        # bm25s cannot index an empty vocabulary; a term that no query can contain stands in.
        model.index([t or ["\0"] for t in terms], show_progress=False)
        frequency = Counter(term for passage in terms for term in set(passage))
        return cls(model, dict(frequency), len(texts))

    def scores(self, terms: Iterable[str]) -> Scores:
        """BM25 of every passage, (n,) float32, >= 0, aligned with the build order."""
        known = [t for t in terms if t in self.document_frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)

    def idf(self, term: str) -> float:
        """ln(1 + (N - df + .5)/(df + .5)); a term that stands nowhere gets the highest value."""
        df = self.document_frequency.get(term, 0)
        return math.log(1 + (self._size - df + 0.5) / (df + 0.5))

    def __contains__(self, term: str) -> bool:
        return term in self.document_frequency

    def save(self, folder: Path) -> None:
        """Write the index into ``folder``."""
        import json

        folder.mkdir(parents=True, exist_ok=True)
        self._model.save(str(folder), show_progress=False)
        (folder / "document_frequency.json").write_text(
            json.dumps({"size": self._size, "df": self.document_frequency}, ensure_ascii=False), encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is missing or malformed.
        """
        import json

        import bm25s

        try:
            model = bm25s.BM25.load(str(folder))
            data = json.loads((folder / "document_frequency.json").read_text(encoding="utf-8"))
            return cls(model, data["df"], data["size"])
        except DAMAGED as error:
            raise IndexDamagedError(
                f"BM25 索引 {folder} 已损坏：{error}。请运行 python -m assistant index --full。"
            ) from error
