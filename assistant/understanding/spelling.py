"""Typing errors: characters of the same sound, and Latin words one letter off.

A phone keyboard turns 证书 into 正书 and 数据 into 数剧. Such a character makes bigrams that stand
nowhere in the corpus; where a homophone makes all of them known, it is what was meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from importlib import resources

from assistant.retrieval.tokenization import tokenize
from assistant.text.characters import is_ideograph, with_runs

# A shorter Latin word holds no error that could be told.
_MIN_LETTERS = 5
# A replacement must make bigrams that really are words of this corpus.
_MIN_FREQUENCY = 2
_COMMON = 12
# A word of the general dictionary counts as known from this many uses on (of 60 million).
_COMMON_USE = 50
# Characters that are words by themselves in a question: no neighbour need know them.
_WORDS_BY_THEMSELVES = frozenset("几多少哪谁什么怎里做花想使用来说其那表书课证岗图题钱分级门张本条项人年校叫居排占")
# A pair with one of these says nothing about the other character.
_FUNCTION_CHARACTERS = frozenset("的了是在有和与或及为以可能会要不也就都这那其所于对从到由被把让给个一")


class Speller:
    """Corrects a question towards the words of a corpus.

    Args:
        document_frequency: passages that hold a term, by term (character bigrams and words).
        is_word: whether a Latin word is one of its language, though the corpus does not have it: a table of charges
            makes no typing error of "changed".
    """

    def __init__(
        self,
        document_frequency: Mapping[str, int],
        is_word: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._df = document_frequency
        self._is_word = is_word

    def prepare(self) -> None:
        """Make now what is otherwise made when it is first needed (2 s)."""
        _words_of_the_language(), _common_words()
        _ = self._by_sound, self._long_words

    def correct(self, text: str) -> str:
        """The text with likely typing errors mended; its length in characters may change for Latin words only."""
        mended = with_runs(text, is_ideograph, self._mend_run)
        return with_runs(mended, _is_letter, self._mend_word)

    def _is_known(self, characters: list[str], i: int) -> bool:
        """Whether a character stands as it should: a word by itself, or beside one that it often stands beside."""
        pairs = self._pairs(characters, i, characters[i])
        return (
            characters[i] in _WORDS_BY_THEMSELVES | _FUNCTION_CHARACTERS
            or any(self._df.get(p, 0) for p in pairs)
            or any(p in _words_of_the_language() or p in _common_words() for p in pairs)
        )

    def _mend_run(self, run: str) -> str:
        characters = list(run)
        for i in range(len(characters)) if len(run) > 1 else ():
            if self._is_known(characters, i):
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
    def _pairs(characters: list[str], i: int, middle: str) -> list[str]:
        """What ``middle`` makes at ``i`` with the characters before and after it."""
        before = [characters[i - 1] + middle] if i else []
        return [*before, middle + characters[i + 1]] if i + 1 < len(characters) else before

    def _support(self, characters: list[str], i: int, replacement: str) -> float:
        """Frequency of the commonest bigram that the replacement makes.

        Where only one neighbour fits (the other side is a word boundary), it counts half.
        """
        pairs = self._pairs(characters, i, replacement)
        counts = [0 if _FUNCTION_CHARACTERS & set(pair) else self._df.get(pair, 0) for pair in pairs]
        if len(counts) == 2 and all(counts):
            return max(counts)
        # One neighbour alone is weak evidence, unless the pair is a common word or the character never used.
        common = max(counts) >= _COMMON
        return max(counts) / 2 if common or characters[i] not in self._known_characters else 0

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
        terms = tokenize(word) if len(word) >= _MIN_LETTERS else []
        if not terms or terms[0] in self._df or self._is_word(word.lower()):
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        found = process.extractOne(
            terms[0], self._long_words, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 9 else 2
        )
        return str(found[0]) if found and found[0][0] == terms[0][0] else word


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


@lru_cache(maxsize=1)
def _words_of_the_language() -> Mapping[str, object]:
    """Two-character words of Chinese: 核实 is right although no source of ours says it."""
    from pypinyin.phrases_dict import phrases_dict

    return phrases_dict


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Words of two characters that jieba's dictionary counts often (笔试).

    Its file is read as it lies: jieba's own start loads, and writes, a cache in the shared /tmp.
    """
    with resources.files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        counted = (line.split(" ", 2)[:2] for line in lines)
        return frozenset(word for word, uses in counted if len(word) == 2 and int(uses) >= _COMMON_USE)


@lru_cache(maxsize=10_000)
def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(character, style=Style.NORMAL)[0])
