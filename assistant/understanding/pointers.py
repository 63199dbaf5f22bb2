"""How a question points at what was named before: by place («第二个», «the last one»), by number («这俩»), by a word
(«四级的那个», «the Linux one») or bare («这个», «it»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.numbers import with_digits

_OF_THINGS = "个张家门本种项份"
_MEASURES = f"{_OF_THINGS}条类步点"
_THESE, _ONE = "这那", "一"
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "俩": 2, "仨": 3}
# 「第一个月」, 「第一个学期」: no thing of a list.
_OF_TIME = ("月", "小时", "工作日", "模块", "领域", "学期", "任务")
_WORDS = {w: n for n, w in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), start=1)} | {"last": -1}
_NO_WORDS = frozenset({"other", "same", "next", "right", "new", "this", "that", "which", "only", "no", "previous"})
_PRONOUNS = frozenset({"it", "that", "this", "one"})
_ENDS = ".,?!;:，。？！；"
_MAX_WORD_CHARS, _MAX_WORDS = 12, 4


@dataclass(frozen=True, slots=True)
class Pointer:
    """A piece of a question that stands for a thing named before.

    ``place`` counts from 1, -1 is the last, 0 where it gives none; ``number`` takes so many; ``words`` describe it;
    ``of_things``: a step or a point is no thing that came up by itself.
    """

    start: int
    end: int
    place: int = 0
    number: int = 0
    words: str = ""
    of_things: bool = True


def pointers(question: str) -> Iterator[Pointer]:
    """Those that say which of several things is meant, in their order."""
    yield from _in_english(question) if question.isascii() else _in_chinese(question)


def _in_chinese(question: str) -> Iterator[Pointer]:
    for at, character in enumerate(question):
        rest = question[at + 1 :]
        if character == "第":
            place, length = _number(rest)
            measure = rest[length : length + 1]
            if place and measure and measure in _MEASURES and not rest[length + 1 :].startswith(_OF_TIME):
                yield Pointer(at, at + length + 2, place=place, of_things=measure in _OF_THINGS)
        elif question.startswith("最后", at):
            length = 2 + (rest[1:2] in (*_THESE, _ONE) and rest[1:2] != "")
            length += question[at + length : at + length + 1] == _ONE
            if question[at + length : at + length + 1] in tuple(_MEASURES):
                yield Pointer(at, at + length + 1, place=-1)
        elif character in _THESE:
            number = _DIGITS.get(rest[:1], 0)
            if number > 1 and (rest[0] in "俩仨" or rest[1:2] in tuple(_MEASURES)):
                yield Pointer(at, at + (2 if rest[0] in "俩仨" else 3), number=number)
            elif question[:at].endswith("的") and rest[:1] in tuple(_MEASURES):
                start = max(question.rfind(c, 0, at) for c in "，,。；;？?！! ") + 1
                words = question[start : at - 1].lstrip("那呢请问")
                if 0 < len(words) <= _MAX_WORD_CHARS:
                    yield Pointer(at - 1 - len(words), at + 2, words=words)


def _number(text: str) -> tuple[int, int]:
    """The number that a text begins with, and its length; (0, 0) for none."""
    length = next((n for n, c in enumerate(text) if not c.isdigit() and c not in "一二三四五六七八九十"), len(text))
    digits = with_digits(text[:length])
    return (int(digits), length) if length and digits.isdigit() else (0, 0)


def _in_english(question: str) -> Iterator[Pointer]:
    """«the second one», «the first» at the end of a clause, «the Linux one»."""
    words, start = [], 0
    for word in question.split(" "):
        words.append((word, start))
        start += len(word) + 1
    bare = [w.strip(_ENDS).lower() for w, _ in words]
    ends = [at + len(w.rstrip(_ENDS)) for w, at in words]
    for n in (n for n, w in enumerate(bare) if w == "the"):
        place = _WORDS.get(bare[n + 1], 0) if n + 1 < len(bare) else 0
        if place:
            one = bare[n + 2 : n + 3] == ["one"] and not _stops(words[n + 1][0])
            if one or n + 2 == len(bare) or _stops(words[n + 1][0]):
                yield Pointer(words[n][1], ends[n + 2 if one else n + 1], place=place)
            continue
        following = bare[n + 1 : n + 2 + _MAX_WORDS]
        length = following.index("one") if "one" in following[1:] else 0
        if length and _NO_WORDS.isdisjoint(following[:length]):
            yield Pointer(words[n][1], ends[n + 1 + length], words=" ".join(following[:length]))


def _stops(word: str) -> bool:
    return word.endswith(tuple(_ENDS))
