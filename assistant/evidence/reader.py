"""A reader that was trained on texts: whether a piece answers a question, or only speaks of the same things.

Token states of the bundled encoder, of question and piece each by itself, are held against each other: every token
looks for its like on the other side (decomposable attention, Parikh et al. 2016, arXiv:1606.01933), what it found and
what it missed is compared, and both sides are summed up. ``python -m evals.fit_reader`` trains it on ``evals/reading``:
pages of many trades with questions that a piece answers and near misses that none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from assistant.index.embedding import Embedder, Vectors

Floats = npt.NDArray[np.float32]
# What is read of a question, of the headings over a piece, and of the piece, in tokens.
QUESTION_TOKENS, HEADER_TOKENS, PIECE_TOKENS = 60, 40, 200
# The token of a blank, between headings and piece; ids up to this one are marks and blanks, which are alike everywhere.
SEPARATOR, MARKS = 6, 5
# How much the cosine of two tokens counts beside what was learned for them.
SHARPNESS = 5.0
_PIECES_KEPT, _READINGS_KEPT = 256, 4096


class TokenEncoder(Protocol):
    """What the reader needs of an embedding model."""

    def tokens(self, text: str) -> list[int]:
        """Token ids of a text, without marks."""
        ...

    def states(self, tokens: Sequence[int]) -> Vectors:
        """What every token becomes between its marks, (tokens + 2, states)."""
        ...


class Tokens(NamedTuple):
    """A text as it is read: token ids between their marks, (n,), and their states, (n, states)."""

    ids: npt.NDArray[np.int64]
    states: npt.NDArray[np.float16]


class PassageReader:
    """Reads pieces for a question; safe to share between threads.

    Args:
        encoder: gives the states of tokens.
        weights: of the network, by the names that ``evals/fit_reader.py`` gives them.
    """

    def __init__(self, encoder: TokenEncoder, weights: dict[str, Floats]) -> None:
        self._encoder = encoder
        self._weights = weights
        self._question = lru_cache(maxsize=64)(self.question_tokens)
        self._piece = lru_cache(maxsize=_PIECES_KEPT)(self.piece_tokens)
        self._answers = lru_cache(maxsize=_READINGS_KEPT)(self._read)

    def answers(self, question: str, pieces: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Log odds that each piece answers the question, (n,).

        Args:
            question: as it stands alone.
            pieces: the headings over each piece, and its text.
        """
        return np.array([self._answers(question, header, text) for header, text in pieces], dtype=np.float64)

    def question_tokens(self, question: str) -> Tokens:
        """A question as it is read."""
        return self._tokens(self._encoder.tokens(f"query: {question}")[:QUESTION_TOKENS])

    def piece_tokens(self, header: str, text: str) -> Tokens:
        """A piece under its headings as it is read."""
        above = self._encoder.tokens(f"passage: {header}")[:HEADER_TOKENS]
        return self._tokens([*above, SEPARATOR, *self._encoder.tokens(text)[:PIECE_TOKENS]])

    def _tokens(self, tokens: Sequence[int]) -> Tokens:
        return Tokens(np.array([0, *tokens, 2]), self._encoder.states(tokens).astype(np.float16))

    def _read(self, question: str, header: str, text: str) -> float:
        asked, given = self._question(question), self._piece(header, text)
        cosines = _unit(asked.states) @ _unit(given.states).T
        same = (asked.ids[:, None] == given.ids) & (asked.ids[:, None] > MARKS)
        a, b = self._projected(asked.states), self._projected(given.states)
        alike = self._linear("att", a) @ b.T / np.sqrt(np.float32(a.shape[1])) + SHARPNESS * cosines
        summed = [
            self._compared(a, b, alike, np.stack([cosines.max(1), same.any(1)], 1)),
            self._compared(b, a, alike.T, np.stack([cosines.max(0), same.any(0)], 1)),
        ]
        inner = _gelu(self._linear("out.1", np.concatenate(summed)))
        return float(self._linear("out.4", inner)[0])

    def _projected(self, states: npt.NDArray[np.float16]) -> Floats:
        x = self._linear("inp", states.astype(np.float32))
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + np.float32(1e-5))
        return np.asarray(x * self._weights["norm.weight"] + self._weights["norm.bias"])

    def _compared(self, own: Floats, other: Floats, alike: Floats, found: Floats) -> Floats:
        """One side, summed up: what each of its tokens finds on the other, weighed and at its strongest."""
        shares = np.exp(alike - alike.max(1, keepdims=True))
        seen = shares / shares.sum(1, keepdims=True) @ other
        both = np.concatenate([own, seen, own * seen, np.abs(own - seen), found.astype(np.float32)], 1)
        compared = _gelu(self._linear("cmp.3", _gelu(self._linear("cmp.0", both))))
        weight = 1 / (1 + np.exp(-self._linear("gate", compared)))
        return np.concatenate([(weight * compared).sum(0) / 4, compared.max(0)])

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])


def passage_reader(embedder: Embedder) -> PassageReader | None:
    """The reader that ships with the code; None for an embedding model on whose tokens it was not trained."""
    from assistant.index.bundled import BundledEmbedder

    if not isinstance(embedder, BundledEmbedder):
        return None
    with np.load(Path(__file__).with_suffix(".npz")) as file:
        return PassageReader(embedder, {name: file[name].astype(np.float32) for name in file.files})


def _unit(states: npt.NDArray[np.float16]) -> Floats:
    last = states[:, states.shape[1] // 2 :].astype(np.float32)
    return np.asarray(last / np.linalg.norm(last, axis=1, keepdims=True))


def _gelu(x: Floats) -> Floats:
    """x Φ(x), Φ by its error function (Abramowitz and Stegun 7.1.26, off by 1.5e-7 at most)."""
    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(x * (1 + error) / 2, dtype=np.float32)
