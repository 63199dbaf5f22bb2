"""Which clauses of two editions belong together, by what they say and not by their numbers.

A global alignment (Needleman and Wunsch 1970) of the clauses in order; what fits nowhere in it but well elsewhere was
moved. Likeness is the longest common subsequence of words: its share of both texts, and of the shorter one, so that a
clause that was only added to stays the same clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from assistant.changes.clauses import Clause
from assistant.changes.words import Alphabet, read_words
from assistant.corpus.characters import is_cjk
from assistant.errors import ComparisonError

Likeness = npt.NDArray[np.float32]
# From this likeness on two clauses are the same one, changed; where they bear one number a little less is enough.
_SAME, _SAME_AT_ONE_PLACE = 0.56, 0.46
# Two that are so alike, and more than either is to any other, belong together wherever they stand.
_SURELY, _CLEARLY = 0.85, 0.1
# Between the same two clauses fewer words must have stayed, under one number fewer still.
_REWRITTEN, _REWRITTEN_AT_ONE_PLACE = 0.42, 0.3
# Of what has taken the place of one clause between the same two, this share of the runs of characters: of seven such on
# seven pairs of editions the three that spoke of the same had .10 to .27, the others .05 at most.
_OF_THE_SAME = 0.09
# Out of order a likeness must say more.
_MOVED = 0.6
# Shorter texts have words in common by chance.
_FEW_WORDS = 4
# More pairs of clauses would take more than 200 MB and some seconds.
_MAX_PAIRS = 4_000_000
# A row is known by its key column.
_OF_THE_KEY = 0.75


def align(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[dict[int, int], frozenset[int]]:
    """Positions in the old edition to those in the new one, and which of them stand out of order."""
    if not old or not new:
        return {}, frozenset()
    if len(old) * len(new) > _MAX_PAIRS:
        return _align_in_parts(old, new)
    likeness = _likeness(old, new)
    likeness = _sure_first(likeness)
    pairs = _in_order(likeness - _thresholds(old, new))
    pairs = dict(sorted({**pairs, **_rewritten(old, new, likeness, pairs)}.items()))
    moved = _out_of_order(likeness, pairs)
    titled = _of_one_title(old, new, {**pairs, **moved})
    return {**pairs, **moved, **titled}, frozenset(moved)


def _align_in_parts(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[dict[int, int], frozenset[int]]:
    """The same for long texts: what stayed word for word divides them into parts that are aligned each by itself.

    Raises:
        ComparisonError: a part that has nothing in common word for word is still too long.
    """
    words = [tuple(read_words(c.text).words) for c in old], [tuple(read_words(c.text).words) for c in new]
    pairs: dict[int, int] = {}
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(i, i_end), range(j, j_end), strict=True))
        elif tag == "replace":
            inner, _ = _align_part(old[i:i_end], new[j:j_end])
            pairs.update({i + a: j + b for a, b in inner.items()})
    gone = [i for i in range(len(old)) if i not in pairs]
    come = sorted(set(range(len(new))) - set(pairs.values()))
    elsewhere, _ = _align_part([old[i] for i in gone], [new[j] for j in come])
    moved = {gone[a]: come[b] for a, b in elsewhere.items()}
    return {**pairs, **moved}, frozenset(moved)


def _align_part(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[dict[int, int], frozenset[int]]:
    if len(old) * len(new) > _MAX_PAIRS:
        raise ComparisonError(
            "两个版本几乎没有相同的条文，又太长，无法逐条比较。"
            "The two editions are too long and have too little in common to be compared clause by clause."
        )
    return align(old, new)


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


def _sure_first(likeness: Likeness) -> Likeness:
    """The same with nothing else left for two clauses that surely belong together."""
    found = likeness.copy()
    best = likeness.argmax(axis=1)
    for i, j in enumerate(best):
        if likeness[i, j] < _SURELY or likeness[:, j].argmax() != i:
            continue
        others = max(np.delete(likeness[i], j).max(initial=0), np.delete(likeness[:, j], i).max(initial=0))
        if likeness[i, j] - others >= _CLEARLY:
            kept = likeness[i, j]
            found[i, :] = 0
            found[:, j] = 0
            found[i, j] = kept
    return found


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
        if not here and (only := _only_ones(old, new, range(a + 1, i_end), range(b + 1, j_end))):
            here[only[0]] = only[1]
        found.update(here)
    return found


def _only_ones(
    old: Sequence[Clause], new: Sequence[Clause], gone: Sequence[int], come: Sequence[int]
) -> tuple[int, int] | None:
    """The only clause that went and the only one that came between two others, if they speak of the same."""
    olds, news = ([n for n in at if of[n].text] for of, at in ((old, gone), (new, come)))
    if len(olds) != 1 or len(news) != 1:
        return None
    one, other = old[olds[0]], new[news[0]]
    if one.cells or other.cells or one.is_table or other.is_table:
        return None
    pieces = _pieces(one.text), _pieces(other.text)
    shared = len(pieces[0] & pieces[1]) / max(1, min(map(len, pieces)))
    return (olds[0], news[0]) if shared >= _OF_THE_SAME else None


def _pieces(text: str) -> set[str]:
    """Runs of characters by which two texts on one thing are known: pairs of ideographs, fours of letters."""
    plain = "".join(c for c in text.casefold() if c.isalnum())
    size = 2 if any(map(is_cjk, plain)) else 4
    return {plain[i : i + size] for i in range(len(plain) - size + 1)}


def _at_one_place(one: Clause, other: Clause) -> bool:
    return bool(one.label) and one.label == other.label


def _of_one_title(old: Sequence[Clause], new: Sequence[Clause], pairs: dict[int, int]) -> dict[int, int]:
    """What is left of both under one title, within the same clause, however its words and number changed."""

    def within(parent: int | None) -> int | None:
        return pairs.get(parent) if parent is not None else None

    free = {(c.parent, c.title): j for j, c in enumerate(new) if c.title and j not in pairs.values()}
    found = {
        i: free[within(c.parent), c.title]
        for i, c in enumerate(old)
        if i not in pairs and (within(c.parent), c.title) in free and (c.parent is None) == (within(c.parent) is None)
    }
    # A title that several clauses bear tells none of them apart.
    return {i: j for i, j in found.items() if list(found.values()).count(j) == 1}


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
