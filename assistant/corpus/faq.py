"""Questions with their answers in a text as it comes: "Q: …" with "A: …", a line that asks above what answers it, or
an item that holds both.
"""

from __future__ import annotations

_ASKS = ("？", "?")
_QUESTIONS, _ANSWERS = ("Q", "问"), ("A", "答")
_AFTER_A_MARK = tuple(" \u3000\t\n:：.．、")
# What is longer is no question but a paragraph that ends in one.
_QUESTION_CHARS = 120


def is_question(text: str) -> bool:
    """Whether a block is nothing but a question, with or without a mark: 「Q 能补考吗」."""
    return "\n" not in text and len(text) < _QUESTION_CHARS and (text.endswith(_ASKS) or has_question_mark(text))


def has_question_mark(text: str) -> bool:
    """Whether a block begins with the mark of a question: "Q3. ", 「问：」."""
    return _mark_length(text, _QUESTIONS) > 0


def has_answer_mark(text: str) -> bool:
    """Whether a block begins with the mark of an answer: "A: ", 「答：」."""
    return _mark_length(text, _ANSWERS) > 0


def asks_and_answers(item: str) -> bool:
    """Whether an item begins with a question and goes on with its answer: 「能补考吗？可以补考两次。」."""
    return 0 < _question_end(item) < len(item.rstrip())


def question_and_answer(text: str, *, item: bool) -> tuple[str, int]:
    """The question that a block begins with, without its mark, and where its answer begins; ("", 0) for none.

    Args:
        text: a question on a line of its own with what answers below, or an item.
        item: whether the answer may stand in the same line.
    """
    bare = text.lstrip("- ")
    left = len(text) - len(bare)
    first, _, below = bare.partition("\n")
    end = len(first) if is_question(first) and below.strip() else _question_end(bare) if item else 0
    answer = bare[end:].lstrip()
    if not end or not answer:
        return "", 0
    question = bare[_mark_length(bare, _QUESTIONS) : end].strip()
    return question, left + len(bare) - len(answer) + _mark_length(answer, _ANSWERS)


def _mark_length(text: str, marks: tuple[str, ...]) -> int:
    """How many characters of a text are one of some marks with its number and what ends it; 0 where it has none."""
    rest = text[1:].lstrip("0123456789") if text.startswith(marks) else ""
    return len(text) - len(rest.lstrip("".join(_AFTER_A_MARK))) if rest.startswith(_AFTER_A_MARK) else 0


def _question_end(text: str) -> int:
    """Where the question ends that a line begins with; 0 where it begins with none."""
    line = text.partition("\n")[0][:_QUESTION_CHARS]
    for place, character in enumerate(line, start=1):
        if character in "。！!；" or line.startswith(". ", place - 1):
            return 0
        if character in _ASKS and not _is_of_an_address(line[place:]):
            return place
    return 0


def _is_of_an_address(rest: str) -> bool:
    """Whether what follows a question mark are the parameters of an address: "id=16ff&year=2025"."""
    name, equals, _ = rest.partition("=")
    return bool(equals) and name.isascii() and name.isidentifier()
