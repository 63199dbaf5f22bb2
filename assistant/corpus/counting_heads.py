"""Headings that a word and a number make, whatever the word: "Unit C1  Equipment", 「模块二 冲泡技术」."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.characters import is_cjk
from assistant.text.list_marks import HAN_NUMERALS

# "Unit" and "C12" have so many letters; 「模块」 has two characters.
_WORD_LETTERS, _CODE_CHARS, _WORD_CHARS = 4, 4, 2
_AFTER = " :：.、–—-"
_FIGURES = f"0123456789{HAN_NUMERALS}"
_NO_HEAD = "。；;，,、.!?！？"


def counting_heads(lines: Sequence[str]) -> frozenset[int]:
    """The places of lines that begin with one word and different numbers, where something else stands below each.

    Such lines right below one another are a list or rows.
    """
    of_word: dict[str, dict[int, str]] = {}
    for place, line in enumerate(lines):
        word, number = _word_and_number(line) if "\t" not in line and line[-1:] not in tuple(_NO_HEAD) else ("", "")
        if word:
            of_word.setdefault(word, {})[place] = number
    found: set[int] = set()
    for numbers in of_word.values():
        filled = [i for i in range(min(numbers), len(lines)) if lines[i]]
        heads = {a for a, b in zip(filled, filled[1:], strict=False) if a in numbers and b not in numbers}
        if len({numbers[p] for p in heads}) > 1:
            found |= heads
    return frozenset(found)


def _word_and_number(line: str) -> tuple[str, str]:
    """("Unit", "C1") of "Unit C1  Equipment", ("模块", "二") of 「模块二 冲泡」; ("", "") of any other line."""
    if line[:1].isascii():
        word, _, rest = line.partition(" ")
        code = rest.partition(" ")[0].rstrip(_AFTER)
        is_name = word.isascii() and word.isalpha() and word[0].isupper() and len(word) >= _WORD_LETTERS
        letters = code.rstrip("0123456789")
        is_number = 0 < len(code) <= _CODE_CHARS and code.isalnum() and code.isupper() | code.isdecimal()
        return (word, code) if is_name and is_number and (letters != code or not letters.strip("IVX")) else ("", "")
    word, rest = line[:_WORD_CHARS], line[_WORD_CHARS:]
    number = rest[: len(rest) - len(rest.lstrip(_FIGURES))]
    after = rest[len(number) :][:1]
    named = len(word) == _WORD_CHARS and all(map(is_cjk, word)) and not set(word) & set(f"第{HAN_NUMERALS}")
    return (word, number) if named and number and (not after or after in _AFTER) else ("", "")
