"""Levels by their place (「最低那一级」, "the top level"): the name that the scheme in question gives them."""

from __future__ import annotations

import re

# What names a scheme, and its lowest, middle and highest level; () where its editions differ in them.
_SCHEMES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"电子商务师|电商师|e-commerce (specialist|technician)", re.IGNORECASE), ()),
    (re.compile(r"e-?storm|人才库|人才分层|talent (pool|model)", re.IGNORECASE), ("新手", "进阶", "精英")),
    (
        re.compile(r"1\s*\+\s*x|x证|职业技能等级|数据运营|b2[bc]|data operation", re.IGNORECASE),
        ("初级", "中级", "高级"),
    ),
)
_LEVEL = r"的?(那|这)?一?个?(等级|级别|层级|级|层|档)(?!别)"
_LEVEL_EN = r" (level|tier|layer)\b"
# Lowest, middle, highest, as in the schemes.
_PLACES = tuple(
    re.compile(rf"({zh}){_LEVEL}|\bthe ({en}){_LEVEL_EN}", re.IGNORECASE)
    for zh, en in (
        ("最低|最底下?|最下面|最基础|入门", "lowest|entry|bottom|basic"),
        ("(?<!最)中间", "middle"),
        ("最高|最上面|最顶上?", "highest|top"),
    )
)


def with_level_names(text: str) -> str:
    """A question with the names of the levels that it gives by their place; unchanged where it names no scheme."""
    names = next((names for scheme, names in _SCHEMES if scheme.search(text)), ())
    for place, name in zip(_PLACES, names, strict=False):
        text = place.sub(name, text)
    return text
