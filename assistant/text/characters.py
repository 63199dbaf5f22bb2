"""Characters and their runs: what of a text is Chinese, a figure, a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, takewhile

_MAX_WORD = 40


def is_ideograph(character: str) -> bool:
    """Whether a character is one of Chinese writing; its punctuation is not."""
    return "\u3400" <= character <= "\u9fff"


def has_ideograph(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any(map(is_ideograph, text))


def runs(text: str, belongs: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Offsets of the longest runs of characters that belong together, in order."""
    start = 0
    for does, characters in groupby(text, belongs):
        end = start + sum(1 for _ in characters)
        if does:
            yield start, end
        start = end


def word_at(text: str, start: int) -> str:
    """The small Latin letters that stand at a place, at most ``_MAX_WORD``; "" where none does."""
    return "".join(takewhile(lambda c: "a" <= c <= "z", text[start : start + _MAX_WORD]))


def with_runs(text: str, belongs: Callable[[str], bool], change: Callable[[str], str]) -> str:
    """A text with each longest run of characters that belong together changed."""
    pieces = ((does, "".join(characters)) for does, characters in groupby(text, belongs))
    return "".join(change(piece) if does else piece for does, piece in pieces)


def joined_runs(text: str, mark: str, belongs: Callable[[str], bool]) -> str:
    """A text with one mark for each run of characters that do not belong, none at its ends: 「a b/c」 is 「a-b-c」."""
    return mark.join(text[start:end] for start, end in runs(text, belongs)).strip(mark)


def without_brackets(text: str) -> str:
    """A normalised text without what stands in round brackets: 「费用(元)」 is 「费用」."""
    kept = ""
    while text:
        before, _, within = text.partition("(")
        _, closed, rest = within.partition(")")
        if not closed:
            break
        kept, text = kept + before, rest
    return kept + text
