"""The same question written in another way: typing errors, traditional script, full-width forms.

All are deterministic, so that two runs ask the same. What cannot be changed comes back as it was; the
caller leaves such questions out.
"""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

# About one error a short question; a Latin word counts as two characters, as Chinese words mostly have.
_CHARS_PER_TYPO = 10
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_FULL_WIDTH = {c: c + 0xFEE0 for c in range(0x21, 0x7F)} | {0x20: 0x3000}
_MIN_WORD = 4


class Variant(StrEnum):
    """How a question is written."""

    ORIGINAL = "original"
    TYPOS = "typos"
    TRADITIONAL = "traditional"
    FULL_WIDTH = "full_width"


def perturb(text: str, variant: Variant) -> str:
    """The text in that writing."""
    return _WRITE[variant](text)


def full_width(text: str) -> str:
    """ASCII as an East Asian input method writes it in full-width mode: ``B2B?`` becomes ``Ｂ２Ｂ？``."""
    return text.translate(_FULL_WIDTH)


def traditional(text: str) -> str:
    """Simplified to traditional by OpenCC's phrase tables (Apache-2.0): 「证书」 becomes 「證書」."""
    return str(_opencc().convert(text))


def typos(text: str) -> str:
    """One typing error for every ten characters, at least one where anything can be mistyped.

    A Chinese character becomes a common one of the same sound, as most errors of pinyin input do (Liu et
    al. 2011, ACM TALIP 10(2), find four in five errors to be of sound); of a Latin word two neighbouring
    letters change places. Figures stay, since a wrong figure is another question.
    """
    # Seeded by the text: the same question gets the same errors everywhere.
    draw = random.Random(hashlib.sha256(text.encode()).digest())
    places = [i for i in range(len(text)) if _alternatives(text[i]) or _swaps(text, i)]
    length = len(_LATIN_WORD.sub("--", text).replace(" ", ""))
    count = min(len(places), max(1, round(length / _CHARS_PER_TYPO)))
    characters = list(text)
    taken: set[int] = set()
    for i in sorted(draw.sample(places, count)):
        if i in taken:
            continue
        same_sound = _alternatives(text[i])
        if same_sound:
            characters[i] = draw.choice(same_sound)
        else:
            characters[i], characters[i + 1] = characters[i + 1], characters[i]
            taken.add(i + 1)
    return "".join(characters)


@lru_cache(maxsize=1)
def _opencc() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def _swaps(text: str, i: int) -> bool:
    """Whether letter i and the next are different letters inside a longer Latin word."""
    if i == 0 or i + 1 >= len(text) or text[i].lower() == text[i + 1].lower():
        return False
    word = text[max(0, i - _MIN_WORD + 2) : i + 2]
    return len(word) == _MIN_WORD and all(c.isascii() and c.isalpha() for c in word)


def _alternatives(character: str) -> tuple[str, ...]:
    """Other common characters of the same sound, tone included; none for what is not common Chinese."""
    sound = _sounds().get(character)
    return tuple(c for c in _by_sound()[sound] if c != character) if sound else ()


@lru_cache(maxsize=1)
def _sounds() -> Mapping[str, str]:
    """The 3,755 characters of GB 2312 level 1, the everyday ones, with their usual pinyin."""
    from pypinyin import Style, pinyin

    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    characters = [c for code in codes if (c := code.decode("gb2312", errors="ignore"))]
    return {c: pinyin(c, style=Style.TONE3)[0][0] for c in characters if unicodedata.category(c) == "Lo"}


@lru_cache(maxsize=1)
def _by_sound() -> Mapping[str, list[str]]:
    table: defaultdict[str, list[str]] = defaultdict(list)
    for character, sound in _sounds().items():
        table[sound].append(character)
    return table


_WRITE: Mapping[Variant, Callable[[str], str]] = {
    Variant.ORIGINAL: lambda text: text,
    Variant.TYPOS: typos,
    Variant.TRADITIONAL: traditional,
    Variant.FULL_WIDTH: full_width,
}
