"""Words by which a question says of what time it asks: of a former edition, of the present one, or how they differ.

Closed classes in both languages, read by how they stand together: a word of age before what an edition is called, a
clause that opens in the past, what lies ahead of a revision. A softmax regression over embeddings read 65 to 70 of 100
wordings that it had not seen. These classes read 97 of the same, on which they were mended: no held-out figure
(``tests/understanding/edition_wordings.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Words = tuple[str, ...]
# What an edition is called, besides the last word of its title;
_EDITIONS: Words = ("版", "规定", "规则", "办法", "标准", "制度", "要求", "文件")
_EDITIONS_EN = frozenset({"edition", "version", "rules", "rule", "handbook", "scheme", "regulations", "revision"})
# that it is a former one, or the present one;
_OLD: Words = ("旧", "老", "原来的", "原", "上一", "前一", "以前的", "过去的", "之前的", "作废的", "废止的")
_OLD_EN = frozenset({"old", "previous", "former", "earlier", "last", "prior", "superseded", "withdrawn", "original"})
_NEW: Words = ("新", "现行", "最新", "这次", "本次")
_NOW: Words = ("现在", "如今", "目前")
_PRESENT: Words = (*_NOW, "现行", "最新", "新版", "修订后", "改版后")
_PRESENT_EN = frozenset({"now", "currently", "current", "present", "today", "newest", "latest"})
# a time before this one;
_ONCE: Words = ("以前", "之前", "原来", "原先", "过去", "从前", "早先", "当时", "那时", "那会儿")
_ONCE_EN: Words = (
    *("previously", "formerly", "in the past", "back then", "at that time", "at the time"),
    *("in those days", "used to", "originally"),
)
# that something was made anew, and before it.
_ANEW: Words = ("修订", "修改", "改版", "改")
_REVISED: Words = (*_ANEW, "换", "实施", "施行", "生效", "出来", "出台", "发布")
_BEFORE: Words = ("之前", "以前", "前")
_BEFORE_EN = frozenset({"before", "until", "till"})
_REVISED_EN = frozenset({"revised", "revision", "change", "changed", "changes", "update", "updated", "new"})
# That it is asked how something became otherwise, or from when on it holds;
_CHANGE = "变改调降"
_CHANGES: Words = (
    *("变化", "变动", "改动", "变吗", "改成", "改的", "调整", "新增"),
    *(f"{has}{verb}" for has in ("有", "没", "没有") for verb in ("变", "改")),
    *("涨", "提高了", "增加了", "减少了", "延长了", "缩短了", "放宽", "更严", "收紧"),
    *("changed", "changes", "did the revision", "stricter", "than before", "as before"),
)
# of what was, in English only behind these.
_CHANGES_EN = frozenset(
    {"rise", "risen", "increase", "increased", "drop", "dropped", "fall", "fallen", "up", "down", "change"}
)
_DID = frozenset({"did", "has", "have"})
# that a new edition has something no longer, which then stands in the former one alone;
_DROPPED: Words = ("取消", "删了", "删除", "删掉", "去掉", "不再")
_DROPPED_EN = frozenset({"drop", "dropped", "remove", "removed", "deleted", "abolished", "longer"})
_THAN_BEFORE: Words = (
    *(f"{a}{b}" for a in "比跟和与" for b in ("以前", "之前", "原来", "过去")),
    *(f"{a} {b}" for a in ("than", "from", "as") for b in ("before", "previously", "in the past")),
    *(f"than {who} {was}" for who in ("it", "they") for was in ("was", "were", "used to")),
)
_WHEN: Words = ("什么时候", "啥时候", "何时", "哪一年", "哪年", "哪个月", "哪一天", "哪天", "哪一版")
_FROM, _ON = ("从", "自", "打"), ("起", "开始", "以后", "之后")
_SINCE: Words = (
    *(f"{a}{when}{b}" for when in _WHEN for a in ("", *_FROM) for b in ("", *_ON) if a or b),
    *("since when", "since what year", "since which year", "from which edition", "when did", "when was"),
)
# that two things are held side by side.
_BESIDE: Words = ("区别", "不同", "不一样", "差别", "差异", "对比", "对照", "相比", "比旧", "比老", "版比")
_BESIDE_EN = frozenset({"difference", "differ", "different", "compare", "compared", "against", "versus", "vs", "both"})
_BOTH: Words = ("新旧", "前后两版", "修订前后", "改版前后", "before and after")
_BOTH_EN = (("old", "new"), ("before", "now"), ("different", "now"))
# What may stand between a word of age and what it speaks of, and how far behind it that is looked for, in characters.
_BETWEEN, _NEAR = "的那这一", 6


class EditionWords:
    """Reads of what time a normalised question speaks.

    Args:
        text: the question.
        heads: what the documents with several editions call themselves (办法, handbook).
    """

    def __init__(self, text: str, heads: Iterable[str]) -> None:
        self._text = text
        self._terms = "".join(c if c.isalnum() else " " for c in text).split()
        heads = tuple(heads)
        self._heads = (*_EDITIONS, *(h for h in heads if not h.isascii()))
        self._heads_en = _EDITIONS_EN | {h for h in heads if h.isascii()}

    @property
    def ask_changes(self) -> bool:
        """Whether it is asked how editions differ, or since when something holds."""
        if self._has((*_CHANGES, *_THAN_BEFORE, *_SINCE, *_BOTH)) or self._became() or self.are_dropped:
            return True
        if not _DID.isdisjoint(self._terms) and not _CHANGES_EN.isdisjoint(self._terms):
            return True
        beside = self._has(_BESIDE) or not _BESIDE_EN.isdisjoint(self._terms)
        if beside and (self._calls(_OLD, _OLD_EN) or self._follows({"two", "both"}, {"editions", "versions"})):
            return True
        return (self._has(_ONCE) and self._has(_NOW)) or any({*pair}.issubset(self._terms) for pair in _BOTH_EN)

    @property
    def since(self) -> str:
        """The words by which it is asked from when on something holds (「从哪天起」); "" where it is not."""
        return max((w for w in _SINCE if w in self._text), key=len, default="")

    @property
    def are_of_now(self) -> bool:
        """Whether the present is named."""
        named = self._has(_PRESENT) or not _PRESENT_EN.isdisjoint(self._terms) or self._calls(_NEW, frozenset({"new"}))
        return named and not self._before_revision()

    @property
    def are_of_once(self) -> bool:
        """Whether the time before the edition in force is meant."""
        of_old = self._calls(_OLD, _OLD_EN) or self.are_dropped
        return of_old or self._begins_once() or self._has(_ONCE_EN) or self._before_revision()

    @property
    def may_be_of_once(self) -> bool:
        """Whether a time before this one may be meant, wherever it is named: 「以前是三年吧」."""
        return self.are_of_once or self._has(_ONCE)

    @property
    def are_dropped(self) -> bool:
        """Whether it is asked what a new edition, which is named, has no longer."""
        dropped = self._has(_DROPPED) or not _DROPPED_EN.isdisjoint(self._terms)
        return dropped and (self._calls(_NEW, frozenset({"new", "revised"})) or self._has(("修订", "revision")))

    def _has(self, words: Iterable[str]) -> bool:
        return any(w in self._text for w in words)

    def _became(self) -> bool:
        """Whether something was made otherwise: a verb of change, with what came of it and 了 (改严了, 调高了)."""
        ends = (self._text[i + 1 : i + _NEAR // 2] for i, c in enumerate(self._text) if c in _CHANGE)
        return any("了" in end for end in ends)

    def _calls(self, ages: Iterable[str], ages_en: Iterable[str]) -> bool:
        """Whether an edition is called old or new: the word of age stands close before what it is called."""
        return any(True for _ in self._named(ages)) or self._follows(ages_en, self._heads_en)

    @property
    def named(self) -> tuple[str, ...]:
        """Words that say where to look, not what for: how editions are called (「老细则里」), a time that is past."""
        once = [w for w in _ONCE for c in self._clauses() if c.startswith(w)]
        return tuple(dict.fromkeys((*self._named((*_OLD, *_NEW)), *once, *(w for w in _ONCE_EN if w in self._text))))

    def _named(self, ages: Iterable[str]) -> Iterator[str]:
        for age in ages:
            start = self._text.find(age)
            while start >= 0:
                after = start + len(age)
                near = self._text[after : after + _NEAR]
                skipped = len(near) - len(near.lstrip(_BETWEEN))
                for skip in (skipped, 1):
                    if head := next((h for h in self._heads if near.startswith(h, skip)), ""):
                        end = after + skip + len(head)
                        yield self._text[start : end + (self._text[end : end + 1] in ("里", "中"))]
                        break
                start = self._text.find(age, start + 1)

    def _follows(self, first: Iterable[str], then: Iterable[str]) -> bool:
        return any(a in first and b in then for a, b in zip(self._terms, self._terms[1:], strict=False))

    def _begins_once(self) -> bool:
        """Whether a clause opens in the past; 「考试之前」 does not."""
        return any(c.startswith(_ONCE) for c in self._clauses())

    def _clauses(self) -> list[str]:
        clauses = "".join("\n" if c in "，,。；;：:" else c for c in self._text).split("\n")
        return [c.strip().removeprefix("我") for c in clauses]

    def _before_revision(self) -> bool:
        """Whether what was made anew lies ahead: 新办法出来之前, before it was revised."""
        for word in _BEFORE:
            clause = self._text.partition(word)[0].rpartition("，")[2] if word in self._text else ""
            of_edition = clause.endswith(_REVISED) or clause.removesuffix("了").endswith(self._heads)
            if of_edition and (any(n in clause for n in _NEW) or clause.endswith(_ANEW)):
                return True
        places = [i for i, t in enumerate(self._terms) if t in _BEFORE_EN]
        return any(not _REVISED_EN.isdisjoint(self._terms[i + 1 : i + 4]) for i in places)
