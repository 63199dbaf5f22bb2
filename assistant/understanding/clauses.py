"""A conversation taken apart: messages as they are read, the clauses of a turn, questions with their replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.text.characters import is_ideograph
from assistant.text.clauses import clauses
from assistant.types import Message
from assistant.understanding.numbers import with_digits
from assistant.understanding.query import plain


def has_figure(text: str) -> bool:
    """Whether a text has a number, in digits or words."""
    return any(True for _ in figure_spans(with_digits(text)))


def readable(message: Message) -> str:
    """The words of a message in one line, as they are read."""
    return plain(" ".join(message.content.split()))


def exchanges(history: Sequence[Message]) -> Iterator[tuple[int, Sequence[Message]]]:
    """The place of each message of the person, with the replies to it."""
    asked = [n for n, m in enumerate(history) if m.role == "user"]
    for place, following in pairwise((*asked, len(history))):
        yield place, history[place + 1 : following]


def clauses_of(text: str) -> list[str]:
    """The clauses of a turn, without the marks between them; on a phone a blank between Chinese words is one."""
    marked = text.replace(". ", ".\n").replace("…", "\n")
    blanks = (n for n, c in enumerate(marked) if c == " " and 0 < n < len(marked) - 1)
    ends = {n for n in blanks if is_ideograph(marked[n - 1]) and is_ideograph(marked[n + 1])}
    return clauses("".join("\n" if n in ends else c for n, c in enumerate(marked)))


def figure_spans(text: str) -> Iterator[tuple[int, int]]:
    """The runs of digits of a text that stand by themselves, each with its start and end."""
    start = -1
    for place, character in enumerate(f"{text} "):
        if character.isdigit() and start < 0:
            start = place
        elif start >= 0 and not character.isdigit():
            # Between letters, or joined to more by a mark, digits are part of a name.
            around = text[start - 1 : start] + text[place : place + 1]
            if not any(c in "+.-" or (c.isascii() and c.isalpha()) for c in around):
                yield start, place
            start = -1
