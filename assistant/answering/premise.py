"""A figure that a question puts forward for confirmation, held against what the source says."""

from __future__ import annotations

import re

from assistant.retrieval.tokenization import normalise
from assistant.types import Language, Statement
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query

_UNIT = r"%|年|个月|月|天|小时|学时|学分|名|人|个|门|本|章|所|家|级|条|项|张|万|元|步|层|类|种|块"
_FIGURE = re.compile(rf"(?<![\d.+a-z])(\d[\d,]{{0,15}}(?:\.\d+)?)\s*({_UNIT})")
_CHINESE = "零一二三四五六七八九"
_TENTHS = re.compile(rf"([{_CHINESE[1:]}])成")
_PERCENT = re.compile(rf"百分之([{_CHINESE}十百]+)")
_SMALL = re.compile(rf"(?<![第\d])([{_CHINESE[1:]}两]?十?[{_CHINESE[1:]}两]?)(?=({_UNIT}))")
# 「两个」 counts, 「这个」 does not; a bare 一 is rarely a figure that is put forward.
_NO_FIGURE = frozenset({"", "一"})


def premise(query: Query, source: str) -> Statement | None:
    """One sentence that says whether a source's words bear out the figure of a question.

    None where no single figure is put forward, and where the source has none in the same unit.
    """
    if not asks_to_confirm(query.text):
        return None
    claimed = figures(query.own)
    if len(claimed) != 1:
        return None
    value, unit = next(iter(claimed))
    stated = {v for v, u in figures(source) if u == unit}
    if not stated:
        return None
    zh = query.language is Language.ZH
    if value in stated:
        return Statement("与资料一致：" if zh else "The source bears this out: ")
    return Statement(
        f"资料所写与您说的「{value}{unit}」不同：" if zh else f"The source differs from the {value} in your question: "
    )


def figures(text: str) -> set[tuple[str, str]]:
    """(figure, unit) pairs of a text; Chinese numerals and 三成 are turned into digits."""
    plain = _PERCENT.sub(lambda m: f"{_number(m[1])}%", normalise(text))
    plain = _TENTHS.sub(lambda m: f"{_CHINESE.index(m[1])}0%", plain).replace("一半", "50%")
    plain = _SMALL.sub(lambda m: m[1] if m[1] in _NO_FIGURE else str(_number(m[1])), plain)
    return {(value.replace(",", ""), unit) for value, unit in _FIGURE.findall(plain)}


def _number(words: str) -> int:
    """A Chinese numeral below two hundred."""
    if "百" in words:
        return 100
    tens, mark, ones = words.replace("两", "二").rpartition("十")
    if not mark:
        return _CHINESE.index(ones[-1])
    return (_CHINESE.index(tens) if tens else 1) * 10 + (_CHINESE.index(ones) if ones else 0)
