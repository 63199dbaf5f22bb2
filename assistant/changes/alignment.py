"""Which clauses of two editions belong together, by what they say and not by their numbers.

A global alignment (Needleman and Wunsch 1970) of the clauses in order; what fits nowhere in it but well elsewhere was
moved. Likeness is the longest common subsequence of words: its share of both texts, and of the shorter one, so that a
clause that was only added to stays the same clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from assistant.changes.clauses import Clause
from assistant.changes.words import Alphabet, read_words
from assistant.errors import ComparisonError

Likeness = npt.NDArray[np.float32]
# From this likeness on two clauses are the same one, changed; where they bear one number a little less is enough.
_SAME, _SAME_AT_ONE_PLACE = 0.56, 0.46
# Between the same two clauses fewer words must have stayed, under one number fewer still.
_REWRITTEN, _REWRITTEN_AT_ONE_PLACE = 0.42, 0.3
# Out of order a likeness must say more.
_MOVED = 0.6
# Shorter texts have words in common by chance.
_FEW_WORDS = 4
# More pairs of clauses would take more than 200 MB and some seconds.
_MAX_PAIRS = 4_000_000
# A row is known by its key column.
_OF_THE_KEY = 0.75
# From this likeness on, the share of the words of both texts that stayed in order, clauses put together are another.
_TOGETHER = 0.7
# Of the words of the further clause this share stands where the one that surely belongs to it has none.
_ADDED = 0.5


def align(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[dict[int, int], frozenset[int]]:
    """Positions in the old edition to those in the new one, and which of them stand out of order."""
    if not old or not new:
        return {}, frozenset()
    if len(old) * len(new) > _MAX_PAIRS:
        return _align_long(old, new)
    likeness = _likeness(old, new)
    pairs = _in_order(likeness - _thresholds(old, new))
    pairs = dict(sorted({**pairs, **_rewritten(old, new, likeness, pairs)}.items()))
    moved = _out_of_order(likeness, pairs)
    return {**pairs, **moved}, frozenset(moved)


def _align_long(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[dict[int, int], frozenset[int]]:
    """The same for long texts: what stayed word for word is set apart first, the rest aligned.

    Raises:
        ComparisonError: the rest is still too long.
    """
    words = [tuple(read_words(c.text).words) for c in old], [tuple(read_words(c.text).words) for c in new]
    runs = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    pairs = {i + n: j + n for i, j, length in runs for n in range(length)}
    gone = [i for i in range(len(old)) if i not in pairs]
    come = sorted(set(range(len(new))) - set(pairs.values()))
    if len(gone) * len(come) > _MAX_PAIRS:
        raise ComparisonError(
            "两个版本几乎没有相同的条文，又太长，无法逐条比较。"
            "The two editions are too long and have too little in common to be compared clause by clause."
        )
    rest, moved = align([old[i] for i in gone], [new[j] for j in come])
    return pairs | {gone[a]: come[b] for a, b in rest.items()}, frozenset(gone[a] for a in moved)


def _likeness(old: Sequence[Clause], new: Sequence[Clause]) -> Likeness:
    """How alike each clause is to each, (n, m), 0 to 1; rows are alike to rows only."""
    alphabet = Alphabet()
    whole = _common([alphabet.encode(read_words(c.text).words) for c in old],
                    [alphabet.encode(read_words(c.text).words) for c in new])  # fmt: skip
    keys = _common([alphabet.encode(read_words(_key(c)).words) for c in old],
                   [alphabet.encode(read_words(_key(c)).words) for c in new])  # fmt: skip
    is_row = np.array([bool(c.cells) for c in old])[:, None], np.array([bool(c.cells) for c in new])[None, :]
    is_table = np.array([c.is_table for c in old])[:, None], np.array([c.is_table for c in new])[None, :]
    rows = is_row[0] & is_row[1]
    found = np.where(rows, _OF_THE_KEY * keys + (1 - _OF_THE_KEY) * whole, whole)
    return np.where((is_row[0] == is_row[1]) & (is_table[0] == is_table[1]), found, 0).astype(np.float32)


def _key(clause: Clause) -> str:
    """The value of a row's first column; a row's label also names its table."""
    return next((value for _, value in clause.cells if value), "")


def _common(left: Sequence[str], right: Sequence[str]) -> Likeness:
    shared = cdist(left, right, scorer=LCSseq.similarity, dtype=np.float32)
    a = np.array([len(x) for x in left], dtype=np.float32)[:, None]
    b = np.array([len(x) for x in right], dtype=np.float32)[None, :]
    of_both = 2 * shared / np.maximum(a + b, 1)
    of_shorter = shared / np.maximum(np.minimum(a, b), 1)
    mixed = np.where(np.minimum(a, b) < _FEW_WORDS, of_both, (of_both + of_shorter) / 2)
    return np.where((a == 0) & (b == 0), 1.0, mixed).astype(np.float32)


def _thresholds(old: Sequence[Clause], new: Sequence[Clause]) -> Likeness:
    here = np.array([c.label for c in old])[:, None] == np.array([c.label for c in new])[None, :]
    return np.where(here, _SAME_AT_ONE_PLACE, _SAME).astype(np.float32)


def _in_order(gain: Likeness) -> dict[int, int]:
    """The pairs, rising on both sides, whose gains sum up to most."""
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1), dtype=np.float32)
    for i in range(n):
        taken = np.maximum(best[i, 1:], best[i, :-1] + np.maximum(gain[i], 0))
        best[i + 1, 1:] = np.maximum.accumulate(taken)
    pairs: dict[int, int] = {}
    i, j = n, m
    while i and j:
        if gain[i - 1, j - 1] > 0 and best[i, j] == best[i - 1, j - 1] + gain[i - 1, j - 1]:
            pairs[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return dict(sorted(pairs.items()))


def _rewritten(
    old: Sequence[Clause], new: Sequence[Clause], likeness: Likeness, pairs: dict[int, int]
) -> dict[int, int]:
    """Clauses between the same others that were put in quite other words: of one number or heading, then of others."""
    found: dict[int, int] = {}
    fixed = [(-1, -1), *pairs.items(), (len(old), len(new))]
    for (a, b), (i_end, j_end) in pairwise(fixed):
        alike = np.argwhere(likeness[a + 1 : i_end, b + 1 : j_end] >= _REWRITTEN_AT_ONE_PLACE) + (a + 1, b + 1)
        here: dict[int, int] = {}
        for elsewhere, unlike, i, j in sorted(
            (not _at_one_place(old[i], new[j]), -float(likeness[i, j]), int(i), int(j)) for i, j in alike
        ):
            crosses = any((i - x) * (j - y) <= 0 for x, y in here.items())
            if not crosses and (not elsewhere or -unlike >= _REWRITTEN):
                here[i] = j
        found.update(here)
    return found


def _at_one_place(one: Clause, other: Clause) -> bool:
    return bool(one.label) and one.label == other.label


def _out_of_order(likeness: Likeness, pairs: dict[int, int]) -> dict[int, int]:
    """What is left on both sides and alike, best first."""
    left = [i for i in range(likeness.shape[0]) if i not in pairs]
    right = sorted(set(range(likeness.shape[1])) - set(pairs.values()))
    found: dict[int, int] = {}
    among = sorted((-float(likeness[i, j]), i, j) for i in left for j in right if likeness[i, j] >= _MOVED)
    for _, i, j in among:
        if i not in found and j not in found.values():
            found[i] = j
    return found


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
