"""What a quantity measures: the words beside it in its clause, parted at the words that relate two things.

「双师型教师占专业课教师数比例不低于50%」 measures 双师型教师 as a part of 专业课教师, 「五级后满3年」 one thing, and a
ratio the first of two by the second. The joints are grammar; the nouns are whatever stands between them.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evidence.quantities import RATIO, SHARE, Quantity, plain, read_quantities
from assistant.types import Passage

_CLAUSE_ENDS = frozenset("。；;？！?!\n，,:：")
_JOINTS: tuple[str, ...] = ("与", "和", "跟", " to ", " per ", "-", "/", "比")
# What closes a noun without being part of it.
_TAILS: tuple[str, ...] = (
    *("之后", "以后", "后", "已", "下限", "上限", "原则上要", "原则上", "要", "比例应", "的比例", "比例"),
    *("占比", "之比", "ratio", "的人数", "人数", "应", "的", "数", "一般", "为", "是"),
)
_HEADS: tuple[str, ...] = ("或", "其中", "且", "并且", "各类", "and ", "the ", "a ")
_TAILS_EN: tuple[str, ...] = (
    "takes",
    "take",
    "is",
    "are",
    "has",
    "have",
    "of",
    "the",
    "at",
    "in principle",
    "that",
    "and",
    "a",
)
_PREDICATES: tuple[str, ...] = (" are ", " is ", " hold ", " holds ", " have ", " has ", " must ")
_WHOLE_WORDS = 4
OTHER_NAME = "\0"


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity with its nouns.

    ``part`` is what is measured; ``whole`` what it is a share of, or the second term of a ratio, '' for none.
    ``left`` and ``right`` are the words beside it in its clause up to the next quantity, ``clause`` offsets of the
    whole clause in the plain text, ``index`` its number among the quantities of the text.
    """

    quantity: Quantity
    part: str
    whole: str
    left: str
    right: str
    clause: tuple[int, int]
    index: int


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text with its clauses and what is measured in it."""

    plain: str
    clauses: tuple[tuple[int, int], ...]
    measured: tuple[Measured, ...]

    def clause(self, measured: Measured) -> str:
        """The clause of a quantity."""
        return self.plain[slice(*measured.clause)]


def read(text: str) -> Text:
    """The clauses of a text, and each of its quantities with what it measures; linear in the text."""
    words = plain(text)
    clauses = tuple(_clauses(words))
    quantities = read_quantities(words)
    found: list[Measured] = []
    number = 0
    for start, end in clauses:
        inside: list[Quantity] = []
        while number < len(quantities) and quantities[number].start < end:
            if quantities[number].start >= start:
                inside.append(quantities[number])
            number += 1
        for place, quantity in enumerate(inside):
            begin = inside[place - 1].end if place else start
            stop = inside[place + 1].around[0] if place + 1 < len(inside) else end
            left = words[begin : max(begin, quantity.around[0])]
            right = words[quantity.around[1] : max(stop, quantity.around[1])]
            part, whole = _nouns(quantity, left, right)
            found.append(Measured(quantity, part, whole, left, right, (start, end), len(found)))
    return Text(words, clauses, tuple(found))


@dataclass(frozen=True, slots=True)
class Rule:
    """A quantity of a passage that can be reckoned with."""

    passage: Passage
    text: Text
    measured: Measured

    @property
    def quantity(self) -> Quantity:
        """The figure of the rule."""
        return self.measured.quantity

    @property
    def words(self) -> str:
        """The clause that states it, as it is written."""
        original = self.passage.text
        # Few texts change their length when normalised; of those the normalised words are shown.
        words = original if len(original) == len(self.text.plain) else self.text.plain
        return words[slice(*self.measured.clause)].strip(" -*")


def rules(passage: Passage) -> tuple[Rule, ...]:
    """What a passage states in figures, each with its nouns."""
    text = read(passage.text)
    return tuple(Rule(passage, text, m) for m in text.measured if m.part or m.whole)


def _clauses(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for position, char in enumerate(text):
        before, after = text[position - 1 : position], text[position + 1 : position + 2]
        inside_number = char in ",:" and before.isdigit() and after.isdigit()
        ends_sentence = char == "." and after in (" ", "")
        if ends_sentence or (char in _CLAUSE_ENDS and not inside_number):
            if text[start:position].strip():
                found.append((start, position))
            start = position + 1
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _nouns(quantity: Quantity, left: str, right: str) -> tuple[str, str]:
    """(what is measured, what it is a part of)."""
    if quantity.unit == RATIO:
        left = left.partition(" of ")[0]
        for joint in _JOINTS:
            before, found, after = left.rpartition(joint)
            if found and before.strip() and _trimmed(after):
                return _trimmed(before), _trimmed(after)
        return _trimmed(left), ""
    if quantity.unit != SHARE:
        return _trimmed(f"{left} {right}"), ""
    before, found, after = left.rpartition("占")
    if found and before.strip():
        return _trimmed(before), _trimmed(after)
    before, found, after = left.rpartition("中")
    if found and len(before) > 1 and after.strip():
        return _trimmed(after), _trimmed(before)
    if right.lstrip().startswith("of "):
        return _of(left, right.lstrip().removeprefix("of "))
    return _trimmed(left) or _trimmed(right), ""


def _of(left: str, right: str) -> tuple[str, str]:
    """ "At least 20% of A hold B" and "B takes at least 50% of A"."""
    for predicate in _PREDICATES:
        whole, found, part = right.partition(predicate)
        if found and whole.strip() and not _trimmed(left):
            return _trimmed(part), _trimmed(whole)
    words = right.split()
    whole = _trimmed(" ".join(words[:_WHOLE_WORDS]))
    return _trimmed(left) or " ".join(words[_WHOLE_WORDS:]), whole


def bare(noun: str) -> str:
    """A noun as a sentence names it: the first of its names, without what it belongs to."""
    words = noun.split(OTHER_NAME)[0]
    head, _, tail = words.rpartition("的")
    return tail if head and len(tail) > 1 else words


def names(noun: str) -> tuple[str, ...]:
    """All that a noun is called: what stands in brackets, and each without what it belongs to."""
    found = [n for n in noun.split(OTHER_NAME) if n]
    return tuple(dict.fromkeys((*found, *(bare(n) for n in found))))


def _trimmed(noun: str) -> str:
    """The names of a noun, without quotes and closing words; what brackets hold is another name."""
    for bracket in "()（）":
        noun = noun.replace(bracket, OTHER_NAME)
    return OTHER_NAME.join(filter(None, map(_closed, noun.split(OTHER_NAME))))


def _closed(noun: str) -> str:
    words = noun
    for mark in "“”\"'「」『』《》":
        words = words.replace(mark, "")
    words = words.strip(" ，,、|")
    changed = True
    while changed and words:
        changed = False
        for tail in (*_TAILS, *(f" {t}" for t in _TAILS_EN)):
            if words.endswith(tail) or words == tail.strip():
                words, changed = words[: -len(tail.strip())].rstrip(" "), True
        for head in _HEADS:
            if words.startswith(head):
                words, changed = words.removeprefix(head), True
    return words
