"""Measures and bounds: the closed words of the language in which quantities are given."""

from __future__ import annotations

from enum import StrEnum

# Surface -> (canonical unit, how many of it). What is counted by a classifier has no unit of its own.
MEASURES: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("年", "周年", "years", "year"), ("月", 12)),
    **dict.fromkeys(("个月", "个多月", "months", "month"), ("月", 1)),
    **dict.fromkeys(("周", "个星期", "星期", "weeks", "week"), ("天", 7)),
    **dict.fromkeys(("天", "日内", "days", "day"), ("天", 1)),
    **dict.fromkeys(("小时", "个小时", "h", "hours", "hour"), ("小时", 60)),
    **dict.fromkeys(("分钟", "min", "mins", "minutes", "minute"), ("小时", 1)),
    **dict.fromkeys(("学时", "课时", "个学时", "个课时"), ("学时", 1)),
    **dict.fromkeys(("学分", "个学分", "credits", "credit"), ("学分", 1)),
    **dict.fromkeys(("元", "块", "块钱", "yuan", "rmb", "cny"), ("元", 1)),
    **dict.fromkeys(("dollars", "usd"), ("$", 1)),
    **dict.fromkeys(("分", "points", "point"), ("分", 1)),
    **dict.fromkeys(
        ("名", "个人", "人", "位", "人次", "个", "家", "所", "门", "本", "章", "条", "项", "张", "次", "场", "种", "类")
        + ("道", "节", "步", "套", "批", "期", "岁", "页", "题", "people", "persons"),
        ("", 1),
    ),
}
UNIT_WORDS = frozenset(MEASURES)
PERSONS = frozenset({"名", "个人", "人", "位", "人次", "people", "persons"})
CURRENCIES = {"$": "$", "¥": "元", "€": "€", "£": "£"}
LONGEST = max(map(len, MEASURES))


class Bound(StrEnum):
    """How a quantity bounds what it measures."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


# Longest first within each list, since 「不超过」 ends as 「超过」 does.
BEFORE: tuple[tuple[str, Bound], ...] = tuple(
    sorted(
        [
            (w, Bound.AT_LEAST)
            for w in (
                *("至少", "最少", "最低", "起码", "不少于", "不低于", "不小于", "不得少于", "不得低于"),
                *("下限", "满", "超过", "高于", "多于"),
            )
        ]
        + [(w, Bound.AT_LEAST) for w in ("at least", "no less than", "not less than", "no fewer than", "minimum of")]
        + [(w, Bound.AT_LEAST) for w in ("a minimum", "more than", "over", "above", "minimum")]
        + [
            (w, Bound.AT_MOST)
            for w in (
                *("至多", "最多", "最高", "不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于"),
                *("上限", "低于", "少于", "不到", "不够", "不足", "不满", "未满", "没满", "没有满"),
            )
        ]
        + [(w, Bound.AT_MOST) for w in ("at most", "no more than", "not more than", "up to", "maximum of", "within")]
        + [(w, Bound.AT_MOST) for w in ("under", "below", "fewer than", "less than", "maximum")]
        + [(w, Bound.ABOUT) for w in ("约", "大约", "大概", "将近", "近", "差不多", "一般占", "一般应占", "一般为")]
        + [(w, Bound.ABOUT) for w in ("about", "around", "nearly", "approximately", "usually", "roughly")],
        key=lambda pair: -len(pair[0]),
    )
)
AFTER: tuple[tuple[str, Bound], ...] = tuple(
    sorted(
        [(w, Bound.AT_LEAST) for w in ("以上", "及以上", "或以上", "及其以上", "or more", "or above", "or higher", "+")]
        + [
            (w, Bound.AT_MOST)
            for w in ("以下", "以内", "之内", "内", "不到", "及以下", "或以下", "or less", "or fewer", "or below")
        ]
        + [(w, Bound.ABOUT) for w in ("左右", "上下")],
        key=lambda pair: -len(pair[0]),
    )
)
