"""Whom to ask where no document answers: the sentence of a pack for the kind of thing that is asked.

A pack lists, for each of those who know more, questions that are theirs. A ridge regression over the vectors of these
questions tells whose a new one is; where it is not clear, or a pack lists nobody, its one general line stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.index.embedding import Embedder, Vectors
from assistant.index.vector_cache import read_cache
from assistant.pack.contacts import Contact
from assistant.pack.pack import Pack
from assistant.types import Language

# ``_RIDGE`` tells two of three questions of the pack that ships, each left out in turn (``evals.contacts``). What is
# not told at least so surely, and so much more surely than any other, is mostly wrong and keeps the general line.
_RIDGE, _SURELY, _MORE = 0.1, 0.42, 0.15
_FEWEST = 2
# Vectors of a pack's questions, beside it.
CACHE_NAME = "contact-vectors.npz"
# How much a question is each contact's, by its vector.
Shares = Callable[[Vectors], npt.NDArray[np.float64]]


class Whom:
    """Says whom to ask instead; safe to share between threads.

    Args:
        general: a sentence in each language.
        contacts: those who know more, by kinds of questions.
        embedder: makes the vectors.
        cache: file of vectors known beforehand (``evals.contacts``); what it lacks is computed.
    """

    def __init__(
        self,
        general: Mapping[Language, str] | None = None,
        contacts: Sequence[Contact] = (),
        embedder: Embedder | None = None,
        cache: Path | None = None,
    ) -> None:
        self._general = general or {}
        self._contacts = contacts
        self._embedder = embedder
        self._cache = cache

    @classmethod
    def of(cls, pack: Pack, embedder: Embedder, corpus: Path | None) -> Whom:
        """As a pack says it; ``corpus`` is its folder, where the vectors are known beforehand."""
        general = {language: texts.said["elsewhere"] for language, texts in pack.texts.items()}
        return cls(general, pack.contacts, embedder, corpus / CACHE_NAME if corpus else None)

    def to_ask(self, question: str, language: Language) -> str:
        """The sentence for a question."""
        contact = self._contact(question)
        said = contact.says.get(language) if contact else None
        return said or self._general.get(language, "")

    def _contact(self, question: str) -> Contact | None:
        if self._embedder is None or len(self._contacts) < _FEWEST:
            return None
        shares = self._fit(self._embedder.embed_query(question))
        best, second = np.argsort(-shares)[:_FEWEST]
        surely = shares[best] >= _SURELY and shares[best] - shares[second] >= _MORE
        return self._contacts[int(best)] if surely else None

    @cached_property
    def _fit(self) -> Shares:
        assert self._embedder is not None
        known = read_cache(self._cache, self._embedder.name) if self._cache else {}
        asked = [(n, q) for n, contact in enumerate(self._contacts) for q in contact.asked]
        unknown = [q for _, q in asked if q not in known]
        known |= zip(unknown, self._embedder.embed_queries(unknown), strict=True) if unknown else {}
        return fit(np.array([known[q] for _, q in asked]), [n for n, _ in asked])


def fit(vectors: Vectors, whose: Sequence[int]) -> Shares:
    """What tells of a question's vector how much it is each contact's, (contacts,): a ridge regression.

    Args:
        vectors: of questions, (n, dimension).
        whose: the number of the contact of each.
    """
    asked = np.asarray(vectors, dtype=np.float64)
    target = np.eye(max(whose) + 1)[list(whose)]
    mean, base = asked.mean(axis=0), target.mean(axis=0)
    centred = asked - mean
    kernel = centred @ centred.T + _RIDGE * np.eye(len(asked))
    weights = centred.T @ np.linalg.solve(kernel, target - base)
    return lambda vector: np.asarray((vector - mean) @ weights + base)
