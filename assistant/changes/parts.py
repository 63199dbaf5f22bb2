"""Clauses that became one, and a clause that became several: told as changed, not as removed or added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from rapidfuzz.distance import LCSseq

from assistant.changes.clauses import Clause
from assistant.changes.words import Alphabet, read_words

# From this likeness on, the share of the words of both texts that stayed in order, clauses put together are another.
_TOGETHER = 0.7
# Of the words of the further clause this share stands where the one that surely belongs to it has none.
_ADDED = 0.5


def joined(many: Sequence[Clause], few: Sequence[Clause], pairs: Mapping[int, int], free: Set[int]) -> dict[int, int]:
    """Clauses of one edition without a partner that together with a neighbour are one clause of the other.

    Args:
        many: the clauses of the edition in which they are apart.
        few: those of the other.
        pairs: which belong together, positions of ``many`` to those of ``few``.
        free: positions of ``many`` that have no partner.

    Returns:
        Positions of ``many`` out of ``free`` to those of ``few``.
    """
    found: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for position in sorted(free):
        if many[position].cells or many[position].is_table or not read_words(many[position].text).words:
            continue
        beside = {j for n in (position - 1, position + 1) if (j := pairs.get(n, found.get(n))) is not None}
        gains: list[tuple[float, int]] = []
        for whole in (j for j in beside if not few[j].cells):
            held = groups.setdefault(whole, [i for i, j in pairs.items() if j == whole])
            shared, alike = _shared([many[i] for i in sorted([*held, position])], few[whole])
            gain = (shared - _shared([many[i] for i in held], few[whole])[0]) / len(
                read_words(many[position].text).words
            )
            if alike >= _TOGETHER and gain >= _ADDED:
                gains.append((gain, whole))
        if gains:
            _, whole = max(gains)
            found[position] = whole
            groups[whole] = sorted([*groups[whole], position])
    return found


def _shared(parts: Sequence[Clause], whole: Clause) -> tuple[int, float]:
    """How many words of clauses put together stand in order in another one, and their share of both."""
    alphabet = Alphabet()
    apart = alphabet.encode(word for part in parts for word in read_words(part.text).words)
    one = alphabet.encode(read_words(whole.text).words)
    shared = LCSseq.similarity(apart, one)
    return shared, 2.0 * shared / max(len(apart) + len(one), 1)
