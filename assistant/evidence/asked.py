"""What a question gives and wants in figures: the asker's own quantities, what they are told, and open amounts."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evidence.measured import Measured, Text, read
from assistant.evidence.measures import Bound
from assistant.understanding.focus import asks_whether
from assistant.understanding.language import asks_only, asks_to_confirm

# Words that ask for an amount, and those by which a figure is told of a rule, not of oneself.
_AMOUNT: tuple[str, ...] = (
    *("几", "多少", "多久", "多长", "多大", "how many", "how much", "how long", "minimum number"),
    *("number of",),
)
_TOLD: tuple[str, ...] = (
    *("规定", "要求", "标准是", "要占", "必须", "听说", "据说", "说要", "说是", "得占", "supposed"),
    *("require", "must", "said"),
)
_OWN: tuple[str, ...] = (
    *("我们", "我校", "我", "现在", "目前", "才", "只有", "只", "已经", "we ", "our ", "i ", "only"),
    *("currently", "now"),
)
# What stands beside a figure without naming what it measures.
_AROUND: tuple[str, ...] = (
    *("我们", "我校", "现在", "目前", "当前", "才", "只", "已经", "已", "刚", "过", "达标", "合格", "够"),
    *("不", "行", "currently", "only", "now"),
)
# Words by which a verdict is asked for: whether something is enough, and what is missing.
_VERDICT: tuple[str, ...] = (
    *("够", "达标", "达到", "合格", "符合", "满足", "行不", "行吗", "能不能", "允许", "超", "差", "缺"),
    *("还要", "还得"),
)
_VERDICT += ("还需", "吗", "是不是", "过线", "可不可以", "达没达")
_VERDICT_EN: tuple[str, ...] = (
    *("enough", "meet", "satisf", "allow", "short", "qualif", "eligible", "missing", "more", "can ", "does"),
    *("is it",),
)
# 「是4名，不是2名」
_TAKEN_BACK = ("不是", "not")
_TIMES = frozenset({"月", "天", "小时", "学时"})


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a question between its clause ends and quantities; ``before`` and ``after`` number its quantities."""

    words: str
    before: int | None
    after: int | None
    clause: int

    @property
    def wants_amount(self) -> bool:
        """Whether an amount is asked for in these words."""
        return any(w in self.words for w in _AMOUNT)

    @property
    def says_nothing(self) -> bool:
        """Whether only asking and function words are left."""
        words = self.words
        for word in _AROUND:
            words = words.replace(word, " ")
        return not any(c.isalnum() for c in words) or asks_only(words.strip())


@dataclass(frozen=True, slots=True)
class Figures:
    """A question's quantities with the segments between them, in order."""

    text: Text
    segments: tuple[Segment, ...]

    @property
    def own(self) -> tuple[Measured, ...]:
        """What the asker has or does, without figures that are told of a rule."""
        said = (m for m in self.text.measured if not m.left.rstrip().endswith(_TAKEN_BACK))
        return tuple(m for m in said if not self.is_told(m) and not self._is_period(m))

    @property
    def told(self) -> tuple[Measured, ...]:
        """What the asker was told of a rule."""
        return tuple(m for m in self.text.measured if self.is_told(m))

    @property
    def counts(self) -> bool:
        """Whether a number of things is asked for, not which they are."""
        text = self.text.plain
        which = any(w in text for w in ("哪", "which", "what"))
        return self.wants_amount and not which

    @property
    def wants_verdict(self) -> bool:
        """Whether the question asks if what it tells is enough, or what is missing."""
        text = self.text.plain
        each = (text[start:end] for start, end in self.text.clauses)
        whether = (asks_whether(text) or any(asks_whether(c) for c in each)) and not asks_to_confirm(text)
        return whether or any(w in text for w in (*_VERDICT, *_VERDICT_EN))

    @property
    def wants_amount(self) -> bool:
        """Whether an amount is asked for anywhere."""
        return any(s.wants_amount for s in self.segments)

    def _is_period(self, measured: Measured) -> bool:
        """Whether a figure only says in what time the next one comes about: 「一年下企业20天」."""
        following = self.text.measured[measured.index + 1 : measured.index + 2]
        quantity = measured.quantity
        return quantity.unit in _TIMES and quantity.own == 1 and any(m.quantity.unit in _TIMES for m in following)

    def is_told(self, measured: Measured) -> bool:
        """Whether a figure is put forward as what a rule says."""
        left = measured.left
        own = max(left.rfind(w) for w in _OWN)
        bounded = measured.quantity.bound in (Bound.AT_LEAST, Bound.AT_MOST)
        # 「参保满1年」 tells of a rule, 「我已经满1年」 of oneself.
        rule = max(len(left) if bounded and own < 0 else -1, *(left.rfind(w) for w in _TOLD))
        return rule >= 0 and rule >= own

    def beside(self, measured: Measured) -> tuple[int, ...]:
        """Numbers of the segments beside a quantity; of one that has none with a word, those of the one before it."""
        near = [i for i, s in enumerate(self.segments) if measured.index in (s.before, s.after)]
        if any(not self.segments[i].says_nothing for i in near) or measured.index == 0:
            return tuple(near)
        return (*near, *self.beside(self.text.measured[measured.index - 1]))


def read_figures(question: str) -> Figures:
    """A question's figures; linear in the question."""
    text = read(question)
    segments: list[Segment] = []
    for number, (start, end) in enumerate(text.clauses):
        inside = [m for m in text.measured if m.clause == (start, end)]
        places = [start, *(p for m in inside for p in (m.quantity.start, m.quantity.end)), end]
        for place in range(0, len(places), 2):
            words = text.plain[places[place] : places[place + 1]]
            before = inside[place // 2 - 1].index if place else None
            after = inside[place // 2].index if place // 2 < len(inside) else None
            segments.append(Segment(words, before, after, number))
    return Figures(text, tuple(segments))
