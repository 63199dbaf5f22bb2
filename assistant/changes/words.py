"""Texts of clauses as words that can be compared: without punctuation and writing, numbers in one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from assistant.understanding.numbers import with_digits

_ZH_NUMBER = "零〇一二两三四五六七八九十百千万"
_NUMBER = rf"\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[./]\d+)*|[{_ZH_NUMBER}]+"
_WORD = re.compile(rf"{_NUMBER}|[a-z]+(?:['’][a-z]+)*|[%％‰$€£¥℃]|[^\W\d_]", re.IGNORECASE)
_UNIT = (
    r"%|％|‰|℃|周岁|岁|个?工作日|个?月|个?小时|个?学时|个?课时|分钟|学分|万元|亿元|元|角|年|月|日|天|周|时|分|名|人|次|项|门|科|级|倍|个|份|册"
    r"|页|套|台|辆|张|米|公里|千克|公斤|吨|升|千米|平方米|"
    r"\s*(?:per ?cent|years?|months?|weeks?|(?:working |calendar )?days?|hours?|minutes?|points?|marks?|credits?|"
    r"euros?|dollars?|pounds?|yuan|RMB|USD|EUR|CNY|times|people|persons|candidates|kg|km|cm|mm|m|h|t)\b"
)
_DATE = r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{4}-\d{1,2}-\d{1,2}"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_EN_DATE = rf"\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}|(?:{_MONTHS})\s+(?:\d{{1,2}},?\s+)?\d{{4}}"
_EN_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_FIGURE = re.compile(
    rf"{_EN_DATE}|{_DATE}|(?<![A-Za-z\d.])(?<![A-Za-z]-)(?:[$€£¥]|RMB|USD|EUR|CNY|元)?\s?\d+(?:,\d{{3}})*(?:\.\d+)?(?:/\d+)?(?:\s*[-~–—至到]\s*\d+(?:\.\d+)?)?(?:{_UNIT})?"
    rf"|\b(?:{_EN_SMALL})\b(?:{_UNIT})?|百?分之[{_ZH_NUMBER}]+|[{_ZH_NUMBER}]+(?:{_UNIT})",
    re.IGNORECASE,
)

# Texts of so many words are compared in some milliseconds.
_MANY_WORDS = 600


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, each with the place in the text where it stands."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def read_words(text: str) -> Words:
    """The words of a text: ideographs one by one, numbers as digits, Latin words without capitals."""
    found = list(_WORD.finditer(text))
    return Words(tuple(_plain(m.group()) for m in found), tuple(m.span() for m in found))


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold().replace(",", "")
    return with_digits(plain) if plain.isascii() or plain[0] in _ZH_NUMBER else plain


class Alphabet:
    """Words as single characters, so that texts of words can be compared as fast as strings."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def encode(self, words: Iterable[str]) -> str:
        """A string with a character a word."""
        # Beyond the surrogates, of which no string can be made that is handed on.
        return "".join(self._codes.setdefault(w, chr(0xE000 + len(self._codes))) for w in words)


def changed_figures(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The figures that differ, as they are written, in order; "" where one has none in its place.

    Figures stand in the place of those that follow the same word, else of those that the same word follows.
    """
    before, after = _Figures(old), _Figures(new)
    stayed = _stayed(before.words, after.words) | {-1: -1, len(before.words): len(after.words)}
    partners: dict[int, int] = {}
    for beside in (-1, 0):
        for place in before.found:
            there = stayed.get(place + beside, -2) - beside
            crosses = any((place - x) * (there - y) <= 0 for x, y in partners.items())
            if there in after.found and not crosses:
                partners[place] = there
    pairs: list[tuple[str, str]] = []
    ends = [(-1, -1), *sorted(partners.items()), (len(before.words) + 1, len(after.words) + 1)]
    for (i, j), (i_end, j_end) in pairwise(ends):
        pairs += _in_order(before.found.get(i, ()), after.found.get(j, ()))
        pairs += _in_order(before.between(i, i_end), after.between(j, j_end))
    return tuple(pairs)


class _Figures:
    """The words of a text that are no part of a figure, and its figures by the number of such words before them."""

    def __init__(self, text: str) -> None:
        read = read_words(text)
        figures = list(_FIGURE.finditer(text))
        inside = {n for n, (a, b) in enumerate(read.spans) if any(a < m.end() and m.start() < b for m in figures)}
        free = [n for n in range(len(read.words)) if n not in inside]
        self.words = [read.words[n] for n in free]
        self.found: dict[int, list[str]] = {}
        for figure in figures:
            place = sum(read.spans[n][0] < figure.start() for n in free)
            self.found.setdefault(place, []).append(figure.group().strip())

    def between(self, first: int, last: int) -> list[str]:
        """The figures of all places between two."""
        return [f for place, figures in self.found.items() if first < place < last for f in figures]


def _in_order(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those of a run of figures that differ."""
    keys = [_key(f) for f in before], [_key(f) for f in after]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(before[i:i_end], after[j:j_end])


def _stayed(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Positions of words that stayed in order, old to new.

    By the longest runs in common (difflib, after Ratcliff and Metzener 1988), so that the first of several ends of a
    list goes on; of long texts by their longest common subsequence, which does not grow with the words' repetitions.
    """
    if max(len(old), len(new)) <= _MANY_WORDS:
        runs = [tuple(run) for run in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()]
    else:
        alphabet = Alphabet()
        runs = [tuple(run) for run in LCSseq.editops(alphabet.encode(old), alphabet.encode(new)).as_matching_blocks()]
    return {i + n: j + n for i, j, length in runs for n in range(length)}


def _key(figure: str) -> tuple[str, ...]:
    return read_words(figure).words


def _paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Figures of one place; those of one unit belong together where their numbers differ."""
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    left = list(after)
    pairs = []
    for figure in before:
        like = next((f for f in left if _key(f)[1:] == _key(figure)[1:]), "")
        if like:
            left.remove(like)
        pairs.append((figure, like))
    return pairs + [("", f) for f in left]
