"""A count is asked for in a unit (「多少册」): what states it has a number in that unit."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.attribute import Attribute, required, shape

# How the id of a count begins.
COUNT = "count_"
# Units whose number cannot be had by counting what a passage lists, with others that mean the same.
_UNITS: dict[str, str] = {
    "册": "册",
    "页": "页",
    "字": "字",
    "岁": "岁|周岁",
    "次": "次|届|期|场|每月|每年",
    "天": "天|个?工作日|日内|周|个月",
    "周": "周|天|个月|星期",
    "个月": "个月|月|年|天|周",
    "年": "年|个月|学期",
    "小时": "小时|h\\b|学时|课时|分钟|天|工作日",
    "分钟": "分钟|小时",
    "元": "元|万|亿|块",
    "平方米": "平方米|平米|㎡",
    "平米": "平方米|平米|㎡",
    "学分": "学分",
    "学时": "学时|课时|h\\b|小时",
    "课时": "学时|课时|h\\b|小时",
    "人": "人|名|位|组|万|w\\b|k\\b",
    "名": "人|名|位",
    "位": "人|名|位",
    "台": "台",
    "套": "套",
    "道题": "道|题",
    "分": "分",
    "%": "%|成|/\\d",
}
# Units whose number can also be had by counting what is listed: a passage that states it is preferred.
_COUNTED = [
    "节",
    "门",
    "章",
    "条",
    "项",
    "个",
    "张",
    "本",
    "所",
    "家",
    "种",
    "类",
    "步",
    "层",
    "级",
    "款",
    "批",
    "场",
    "对",
    "组",
]
_NUMBER = r"(\d[\d,.]{0,15}|[一二两三四五六七八九十百千万半]{1,15})\s*(余|多|万|千)?\+?\s*"
_ASKED = re.compile(
    rf"(?:多少|(?<![好这那前后])几)个?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![批级类种]|之几)"
)


def asked_units(question: str) -> tuple[Attribute, ...]:
    """The counts that a question asks for, as properties.

    Args:
        question: normalised text.
    """
    return tuple(_attribute(unit) for unit in dict.fromkeys(_ASKED.findall(question)))


def counted_units(question: str) -> tuple[Attribute, ...]:
    """The counts that a question asks for of what may also be listed, as shapes of answers.

    Args:
        question: normalised text.
    """
    asked = dict.fromkeys(re.findall(rf"(?<![第哪好这那前后])(?:多少|几)个?({'|'.join(_COUNTED)})", question))
    return tuple(_counted(unit) for unit in asked)


@lru_cache(maxsize=64)
def _counted(unit: str) -> Attribute:
    # 「第二节」 is a place in a list, no count.
    stated = rf"(?<!第)(?<![第\d.一二三四五六七八九十])(?:{_NUMBER})个?{unit}"
    return shape(f"{COUNT}{unit}", f"有多少{unit}", f"how many {unit}", "", stated)


@lru_cache(maxsize=64)
def _attribute(unit: str) -> Attribute:
    stated = rf"{_NUMBER}(?:{_UNITS[unit]})|(?:{_UNITS[unit]})[^。；|]{{0,8}}\d"
    return required(f"{COUNT}{unit}", f"有多少{unit}", f"how many {unit}", "", stated)
