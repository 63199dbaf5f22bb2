"""The words by which documents state the fields of certificates of any trade, and the figures that they state.

The schema names fields for people; a clause says 「报考费」 of what the schema calls 费用. Patterns match
normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百两]+)\s*"
_MONEY = r"[$€£¥]\s?\d[\d,.]*|\d[\d,.]*\s*(?:万?元|(?:yuan|rmb|euros?|dollars?|pounds?)\b)"
_POINTS = r"\d[\d,.]*\s*(?:分(?!钟)|[%％]|per cent\b|points?\b|marks?\b)"
_MINUTES = _NUMBER + r"(?:分钟|个?小时|(?:minutes?|hours?)\b)"
_YEARS = _NUMBER + r"(?:年|(?:years?)\b)"


@dataclass(frozen=True, slots=True)
class StatedWords:
    """``stated``: words of a clause, or of a column's head, that state the field; ``figure``: its value in them."""

    stated: re.Pattern[str]
    figure: re.Pattern[str] | None = None


_STATED: tuple[tuple[str, str, str | None], ...] = (
    (
        "fee",
        r"(?:报考|考试|考核|报名|认证|评价)费用?|(?<!补考)(?<!补办)(?<!补发)费用|收费标准"
        r"|\b(?:exam(?:ination)? |entry )?fees?\b|\bcosts\b",
        _MONEY,
    ),
    (
        "pass_mark",
        r"(?:合格|及格|通过)分?[线数]|分以?上?(?:为|即为|者为)?[合及]格|pass(?:ing)? (?:mark|score|grade)",
        _POINTS,
    ),
    (
        "exam_length",
        r"(?:考试|考核)(?:时间|时长)|(?:exam(?:ination)?|test) (?:length|duration|lasts|takes)",
        _MINUTES,
    ),
    ("validity", r"有效期(?!届?满|内)|长期有效|valid(?:ity)?\b|\bexpires?\b", _YEARS),
    ("credits", r"学分|\bcredits?\b", None),
    ("hours", r"[学课]时|\bhours?\b", None),
    (
        "prerequisite",
        r"报考条件|申报条件|(?:报考|申报|申请)[^，。；]{0,30}(?:应当?|须|需|必须|具备)|prerequisites?"
        r"|before (?:registering|applying)|(?:applicants?|candidates?) (?:must|shall) (?:have|hold|be)\b",
        None,
    ),
    ("renewal", r"复审|续证|换证|年审|\brenew(?:al|ed|s)?\b", None),
    ("resit", r"补考|重考|\bre-?sits?\b|\bretakes?\b", None),
    ("registration", r"报名(?:时间|方式|截止|流程|入口)|\bregist(?:er|ration)\b[^.]{0,40}(?:by|at|online|opens)", None),
    (
        "exam",
        r"(?:考试|考核)(?:形式|方式)|[开闭]卷|机考|笔试|\b(?:written|practical|computer-based|multiple.choice) exam",
        None,
    ),
)
STATED: Mapping[str, StatedWords] = {
    name: StatedWords(re.compile(stated), re.compile(figure, re.IGNORECASE) if figure else None)
    for name, stated, figure in _STATED
}
# Of these a clause says much that is no certificate's own: they are read from tables alone.
_OF_TABLES_ALONE = frozenset({"credits", "hours"})


def stated_in_clauses(field: str) -> StatedWords | None:
    """The words by which a clause states a field; None where it is read from tables alone."""
    return None if field in _OF_TABLES_ALONE else STATED.get(field)
