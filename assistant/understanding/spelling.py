"""Typing errors: characters of the same sound, and Latin words one letter off.

A phone keyboard turns 跨境 into 夸境 and 数据 into 数剧. Such a character makes bigrams that stand
nowhere in the corpus; where a homophone makes all of them known, it is what was meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

_CJK_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Za-z]{5,}")
# A replacement must make bigrams that really are words of this corpus.
_MIN_FREQUENCY = 2
# A pair with one of these says nothing about the other character.
_FUNCTION_CHARACTERS = frozenset("的了是在有和与或及为以可能会要不也就都这那其所于对从到由被把让给个一")


class Speller:
    """Corrects a question towards the words of a corpus.

    Args:
        document_frequency: passages that hold a term, by term (character bigrams and words).
    """

    def __init__(self, document_frequency: Mapping[str, int]) -> None:
        self._df = document_frequency

    def correct(self, text: str) -> str:
        """The text with likely typing errors mended; its length in characters may change for Latin words only."""
        mended = _CJK_RUN.sub(lambda m: self._mend_run(m.group()), text)
        return _LATIN.sub(lambda m: self._mend_word(m.group()), mended)

    def _mend_run(self, run: str) -> str:
        characters = list(run)
        for i in range(len(characters)):
            around = self._pairs(characters, i)
            if any(self._df.get(p, 0) for p in around):
                continue
            best = max(
                (c for c in self._homophones(characters[i]) if c != characters[i]),
                key=lambda c: self._support(characters, i, c),
                default=None,
            )
            if best is not None and self._support(characters, i, best) >= _MIN_FREQUENCY:
                characters[i] = best
        return "".join(characters)

    @staticmethod
    def _pairs(characters: list[str], i: int) -> list[str]:
        return [characters[j] + characters[j + 1] for j in (i - 1, i) if 0 <= j < len(characters) - 1]

    def _support(self, characters: list[str], i: int, replacement: str) -> float:
        """Frequency of the commonest bigram that the replacement makes.

        Where only one neighbour fits (the other side is a word boundary), it counts half.
        """
        trial = [*characters[:i], replacement, *characters[i + 1 :]]
        counts = [0 if _FUNCTION_CHARACTERS & set(pair) else self._df.get(pair, 0) for pair in self._pairs(trial, i)]
        if len(counts) == 2 and all(counts):
            return max(counts)
        # One neighbour alone is weak evidence, unless the corpus never uses the character at all.
        return 0 if characters[i] in self._known_characters else max(counts) / 2

    def _homophones(self, character: str) -> list[str]:
        return self._by_sound.get(_sound(character), [])

    @cached_property
    def _known_characters(self) -> frozenset[str]:
        return frozenset(c for term in self._df for c in term if "\u4e00" <= c <= "\u9fff")

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = defaultdict(list)
        for c in sorted(self._known_characters):
            table[_sound(c)].append(c)
        return dict(table)

    @cached_property
    def _long_words(self) -> list[str]:
        return sorted(t for t, n in self._df.items() if len(t) >= 5 and t.isascii() and t.isalpha() and n >= 2)

    def _mend_word(self, word: str) -> str:
        from assistant.retrieval.tokenization import tokenize

        terms = tokenize(word)
        if not terms or terms[0] in self._df:
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        found = process.extractOne(
            terms[0], self._long_words, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 9 else 2
        )
        return str(found[0]) if found and found[0][0] == terms[0][0] else word


def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(character, style=Style.NORMAL)[0])
