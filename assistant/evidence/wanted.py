"""What a question wants to be told, by the words beside those that ask: an amount of something, a kind of thing.

「几名企业导师」 is answered by no figure of anything else, 「哪位老师」 by nothing without a teacher in it. The asking
word is read as though a figure stood in its place: the scanner of quantities then says what is measured or counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence.columns import kinds_asked
from assistant.evidence.measured import Measured, read
from assistant.evidence.measures import CURRENCIES, MEASURES, PERSONS
from assistant.evidence.quantities import SHARE, plain
from assistant.retrieval.tokenization import tokenize
from assistant.understanding.language import content

TIMES = frozenset({"月", "天", "小时", "学时"})
MONEY = frozenset(CURRENCIES.values())
_HOW_LONG: tuple[str, ...] = ("多久", "多长时间", "how long")
# What stands for an asked figure, and what the figures of the question itself become meanwhile.
_ASKED, _GIVEN = "7", "#"
# Asking words and what they are read as; those that ask for no amount first.
_READ_AS: tuple[tuple[str, str], ...] = (
    *(("哪几", "哪"), ("好几", "许"), ("十几", "许"), ("几乎", "乎"), ("大几", "第几")),
    *((w, f"\0{unit}") for w, unit in (("多少钱", "元"), ("几块钱", "元"), ("百分之几", "%"), ("百分之多少", "%"))),
    *(("how much", "\0元"), ("how many", "\0"), ("多少", "\0"), ("几", "\0")),
)
# Characters beside a figure, and beside an asking word, in which stands what it is of.
_BESIDE, _BESIDE_EN, _NOUN_CHARS, _NOUN_CHARS_EN, _KIND_CHARS = 14, 60, 10, 24, 4
# So many letters tell an English noun in either number.
_STEM_CHARS = 5
_PARTICLES = frozenset("啊呀啦哦呐嘛着")
_WHICH_EN = frozenset({"which", "what", "whose"})
_MARKS_EN = "?,.!;:'\""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that is asked for.

    units: the canonical measures that answer; empty where things are counted. counted: the terms of what is counted,
    none where the question does not say. classifier: the word that it is counted with, "" for none.
    """

    units: frozenset[str]
    counted: frozenset[str] = frozenset()
    classifier: str = ""

    def is_stated(self, texts: Sequence[str]) -> bool:
        """Whether any quantity in some texts is of it."""
        return any(self._is(m) for text in texts for m in read(text).measured)

    def _is(self, measured: Measured) -> bool:
        quantity = measured.quantity
        if self.units:
            # A bare figure is in what stands before it: 「学时 48」.
            bare = not quantity.suffix and not quantity.unit
            return quantity.unit in self.units or (bare and any(u in measured.left[-_BESIDE:] for u in self.units))
        if self.counted:
            return not self.counted.isdisjoint(_beside(measured))
        same = quantity.suffix == self.classifier or (quantity.counts_persons and self.classifier in PERSONS)
        return self.classifier in ("", "个") or same or self.classifier in measured.left[-_BESIDE:]


@lru_cache(maxsize=2048)
def amounts_wanted(question: str) -> tuple[Amount, ...]:
    """The amounts that a question asks for; a mere 「多少」, which any figure may answer, is none."""
    text = plain(question)
    found = [Amount(TIMES)] if any(w in text for w in _HOW_LONG) else []
    for asking, read_as in _READ_AS:
        text = text.replace(asking, read_as)
    text = "".join(_GIVEN if c.isdigit() else c for c in text).replace("\0", _ASKED)
    for measured in read(text).measured:
        quantity = measured.quantity
        if _ASKED not in quantity.written:
            continue
        if quantity.unit:
            found.append(Amount(_alike(quantity.unit)))
            continue
        right = measured.right.strip()
        counted = _terms(right[:_NOUN_CHARS_EN] if right.isascii() else right[:_NOUN_CHARS].split(" ")[0])
        # 「差多少啊」 counts nothing that it names.
        counted = frozenset(t for t in counted if _PARTICLES.isdisjoint(t))
        if counted or quantity.suffix:
            found.append(Amount(frozenset(), counted, quantity.suffix))
    return tuple(found)


@lru_cache(maxsize=2048)
def kinds_wanted(question: str) -> tuple[str, ...]:
    """The kinds of things that a question asks for, as they are written: 老师 of 「哪位老师」, city of "which city"."""
    text = plain(question)
    words = text.split()
    named = [_noun(k) for k in kinds_asked(text)]
    named += [b.strip(_MARKS_EN) for a, b in zip(words, words[1:], strict=False) if a in _WHICH_EN]
    kept = (content(name).split() for name in named)
    return tuple(k[0] for k in kept if k)


def names_kind(kind: str, text: str) -> bool:
    """Whether a plain text speaks of a kind of thing: of two characters of its name beside one another."""
    if kind.isascii():
        return kind[:_STEM_CHARS] in text
    return any(kind[i : i + 2] in text for i in range(max(1, len(kind) - 1)))


def _noun(words: str) -> str:
    """The beginning of some words, without a number and a measure before it, up to the end of their clause."""
    words = words.removeprefix("一").removeprefix("几")
    # 「哪位老师」: what is asked for stands behind its measure.
    words = words[1:] if words[:1] in MEASURES and words[1:2].isalnum() else words
    end = next((i for i, c in enumerate(words) if not c.isalnum()), len(words))
    return words[: min(end, _KIND_CHARS)]


def _alike(unit: str) -> frozenset[str]:
    """The measures in which an amount may be stated that is asked for in one."""
    if unit in MONEY:
        return MONEY
    if unit == SHARE or unit not in TIMES:
        return frozenset({unit})
    # Hours of teaching are no days.
    return frozenset({"学时", "小时"}) if unit == "学时" else TIMES


def _beside(measured: Measured) -> frozenset[str]:
    reach = _BESIDE_EN if measured.right[:_BESIDE].isascii() and measured.right.strip() else _BESIDE
    return _terms(f"{measured.left[-reach:]} {measured.right[:reach]}")


def _terms(text: str) -> frozenset[str]:
    return frozenset(t for t in tokenize(content(text)) if not t.isdigit()) if text.strip() else frozenset()
