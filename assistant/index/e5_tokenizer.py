"""Text to token ids: the unigram model of SentencePiece (Kudo 2018, arXiv:1804.10959) over e5's vocabulary.

The ids are those of the ``tokenizers`` package, which a test compares. That package takes over a second to set up the
250,000 pieces, at every start of the command line; a dictionary takes a tenth of it.
"""

from __future__ import annotations

from collections.abc import Sequence

_SPACE = "▁"
# What an unknown character costs beyond the rarest piece, as in SentencePiece.
_UNKNOWN_COST = 10.0


class UnigramTokenizer:
    """The likeliest way to write a text in pieces.

    Args:
        pieces: the vocabulary by id.
        scores: log probabilities of the pieces.
        marks: ids that stand for no text.
        unknown: id of a character that no piece holds.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], marks: frozenset[int], unknown: int) -> None:
        self._ids = {p: i for i, p in enumerate(pieces) if i not in marks}
        self._scores = scores
        self._longest = max(map(len, self._ids))
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_COST

    def encode(self, text: str) -> list[int]:
        """Token ids of a text; white space of any length counts as one space."""
        text = _SPACE + _SPACE.join(text.split())
        size, ids, scores = len(text), self._ids, self._scores
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            before = best[start]
            if before + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = before + self._unknown_score, (start, self._unknown)
            for end in range(start + 1, min(start + self._longest, size) + 1):
                piece = ids.get(text[start:end])
                if piece is not None and before + scores[piece] > best[end]:
                    best[end], came[end] = before + scores[piece], (start, piece)
        tokens, end = [], size
        while end:
            end, piece = came[end]
            tokens.append(piece)
        return tokens[::-1]
