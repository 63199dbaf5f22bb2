"""Names as people write them (1加X, B to B, 电商师) in their canonical spelling, which is data of the pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.types import Turn

_AROUND = " ，,。.？?！!~～啊呀呢哦"


class Spellings:
    """Variants of names, longest first at every place; immutable.

    Args:
        spellings: canonical spelling to the ways in which people write it.
        asked_alone: a question to the turns of a few words that stand for it.
    """

    def __init__(
        self,
        spellings: Mapping[str, Sequence[str]] | None = None,
        asked_alone: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        pairs = [(v.lower(), c) for c, variants in (spellings or {}).items() for v in variants]
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for variant, canonical in sorted(pairs, key=lambda p: -len(p[0])):
            self._by_first.setdefault(variant[0], []).append((variant, canonical))
        self._alone = {v.lower(): q for q, variants in (asked_alone or {}).items() for v in variants}

    def turn(self, turn: Turn) -> Turn:
        """A turn with its question, and the person's questions before it, in canonical spelling."""
        history = tuple(
            replace(m, content=self.question(m.content, goes_on=place > 0)) if m.role == "user" else m
            for place, m in enumerate(turn.history)
        )
        return replace(turn, question=self.question(turn.question, goes_on=bool(history)), history=history)

    def question(self, text: str, *, goes_on: bool = False) -> str:
        """A question in canonical spelling; ``goes_on``: it may be a few words on what was spoken of."""
        if not isinstance(text, str):
            return text
        alone = self._alone.get(text.strip(_AROUND).removeprefix("那").lower()) if goes_on else None
        return alone or self.spell(text)

    def spell(self, text: str) -> str:
        """A text with each variant replaced by its canonical spelling; time is linear in its length."""
        lower = text.lower()
        if len(lower) != len(text):
            return text
        pieces: list[str] = []
        at = 0
        while at < len(text):
            variant, canonical = next(
                (p for p in self._by_first.get(lower[at], ()) if lower.startswith(p[0], at) and _bounded(lower, at, p)),
                ("", ""),
            )
            pieces.append(canonical or text[at])
            at += len(variant) or 1
        return "".join(pieces)


def _bounded(lower: str, at: int, pair: tuple[str, str]) -> bool:
    """Whether a variant stands there by itself: Latin and digits as whole words, and not within its canonical name."""
    variant, canonical = pair
    end = at + len(variant)
    left = at == 0 or not (_is_latin(lower[at]) and _is_latin(lower[at - 1]))
    right = end == len(lower) or not (_is_latin(lower[end - 1]) and _is_latin(lower[end]))
    inside = canonical.lower().find(variant)
    return left and right and not (inside >= 0 and lower.startswith(canonical.lower(), max(0, at - inside)))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
