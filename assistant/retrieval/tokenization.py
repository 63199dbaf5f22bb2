"""Text to BM25 terms for mixed Chinese and Latin writing.

Chinese runs become character bigrams: on the public sets they rank as well as segmented words,
index four times faster, and survive typos and unknown names. Latin and digit runs stay whole
(``3+2``, ``c2m``, ``1.2.3``, ``460103``) and are split at their inner marks as well, and a run always
ends where Chinese begins, so that 「C2M数据」 yields ``c2m`` and 「数据」.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from snowballstemmer import stemmer

_RUN = re.compile(r"[\u3400-\u9fff\u3005\u3007]+|[a-z0-9\u00c0-\u024f]+(?:[.+\-/&'_%][a-z0-9\u00c0-\u024f]+)*%?")
_INNER = str.maketrans(dict.fromkeys(".+-/&'_%", " "))
_ENGLISH_STOP = frozenset(
    "a an and are as at be been by can could did do does for from had has have how i if in into is it its me must my no not "
    "of on or our shall should so than that the their them then there these they this those to was we were what when where "
    "which who whom why will with would you your".split()
)


@lru_cache(maxsize=1)
def _traditional() -> dict[int, str]:
    """Traditional → simplified, character by character (OpenCC's table, Apache-2.0)."""
    import opencc

    converter = opencc.OpenCC("t2s")
    table: dict[int, str] = {}
    for code in range(0x4E00, 0x9FA6):
        simple = converter.convert(chr(code))
        if len(simple) == 1 and simple != chr(code):
            table[code] = simple
    return table


def simplify(text: str) -> str:
    """Traditional characters to simplified ones; the length of the text stays the same."""
    return text.translate(_traditional())


def normalise(text: str) -> str:
    """NFKC, lower case, simplified Chinese: the form in which texts are compared."""
    return simplify(unicodedata.normalize("NFKC", text).lower())


def tokenize(text: str) -> list[str]:
    """BM25 terms of a text in order, repeated as often as they stand there.

    Stop words of English are left out; Chinese has none here, since bigrams of function words get
    a low IDF by themselves.
    """
    return list(_terms(normalise(text)))


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Where each run of Chinese, or of Latin letters and digits with the marks within it, begins, and the run."""
    return ((m.start(), m.group()) for m in _RUN.finditer(text))


def is_chinese(run: str) -> bool:
    """Which of the two a run is."""
    return run[0] >= "\u3000"


def parts(run: str) -> list[str]:
    """What stands between the inner marks of a Latin run: 1, 2, 3 of 「1.2.3」."""
    return run.translate(_INNER).split()


def _terms(text: str) -> Iterator[str]:
    for _, run in runs(text):
        if is_chinese(run):
            if len(run) == 1:
                yield run
            for i in range(len(run) - 1):
                yield run[i : i + 2]
            continue
        if run in _ENGLISH_STOP:
            continue
        yield _stem(run)
        inner = parts(run)
        if len(inner) > 1:
            yield from (_stem(p) for p in inner if p not in _ENGLISH_STOP)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word that it works on, so that one shared by two threads mixes their words up; making one
    # takes a microsecond, and only a word that was not met before needs it.
    return str(stemmer("english").stemWord(word)) if word.isalpha() and word.isascii() else word
