"""Where a word stands by itself in a text."""

from __future__ import annotations


def place_of_word(word: str, text: str, *, joined_by: str = "") -> int:
    """Where a word stands in a text and is part of no longer Latin word or number; -1 where it does not.

    Args:
        word: normalised; characters of Chinese on either side join nothing.
        text: normalised.
        joined_by: further characters that make a longer word of it when they stand before it (「4.2」 of 「v4.2」).
    """
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1 : start] if start else "", text[start + len(word) : start + len(word) + 1]
        if not _joins(before) and not _joins(after) and (not before or before not in joined_by):
            return start
        start = text.find(word, start + 1)
    return -1


def _joins(character: str) -> bool:
    return character.isascii() and character.isalnum()
