"""Which property of a thing is asked for, and whether a passage speaks of that property.

The hard questions for a system that must not invent are near misses: the right certificate, but its
fee, its pass mark or its exam date, which no source gives. ``attributes.yaml`` has the words that ask
for a property, and the words or shapes without which a passage cannot state it. A count is asked for in a
unit (「多少册」): what states it has a number in that unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.retrieval.tokenization import normalise
from assistant.understanding.focus import asking_part

_REQUIRED_WEIGHT = 2.0
# How the id of a count begins.
COUNT = "count_"
# Units whose number cannot be had by counting what a passage lists, with others that mean the same.
_UNITS: dict[str, str] = {
    **{unit: unit for unit in ("册", "页", "字", "学分", "台", "套")},
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
    "学时": "学时|课时|h\\b|小时",
    "课时": "学时|课时|h\\b|小时",
    "人": "人|名|位|组|万|w\\b|k\\b",
    "名": "人|名|位",
    "位": "人|名|位",
    "道题": "道|题",
    "分": "分",
    "%": "%|成|/\\d",
}
# Units whose number can also be had by counting what is listed: a passage that states it is preferred.
_COUNTED = "|".join("节门章条项个张本所家种类步层级款批场对组")
_NUMBER = r"(\d[\d,.]{0,15}|[一二两三四五六七八九十百千万半]{1,15})\s*(余|多|万|千)?\+?\s*"
_ASKED = re.compile(
    rf"(?:多少|(?<![好这那前后])几)个?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![批级类种]|之几)"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that people ask for, in the words that ask and the words that state.

    A passage must state a ``required`` one; the others are shapes of answers (an organisation, a year, a
    share), which passages are preferred by.
    """

    id: str
    name_zh: str
    name_en: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    required: bool = True


def required(id: str, zh: str, en: str, asked: str, stated: str) -> Attribute:
    """A property that a passage must state to answer for it, from its two patterns.

    Patterns match normalised text: NFKC, lower case, simplified.
    """
    return Attribute(id, zh, en, re.compile(asked), re.compile(stated))


def _attribute(id_: str, words: dict[str, Any]) -> Attribute:
    name = words["name"]
    read = required(id_, name["zh"], name["en"], "|".join(words["asked"]), "|".join(words["stated"]))
    return replace(read, required=words.get("required", True))


_WORDS = yaml.load(Path(__file__).with_name("attributes.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
_ALL = tuple(_attribute(id_, words) for id_, words in _WORDS.items())
# Properties that a passage must state, and shapes of answers, which passages are preferred by.
ATTRIBUTES, SHAPES = tuple(a for a in _ALL if a.required), tuple(a for a in _ALL if not a.required)


def asked_attributes(question: str) -> tuple[Attribute, ...]:
    """The properties that a question asks for: those of ``ATTRIBUTES`` in their order, then counts by unit.

    What the person tells of themselves (「我英语四级刚过」) asks for nothing.
    """
    text = normalise(asking_part(question))
    return (*(a for a in ATTRIBUTES if a.asked.search(text)), *_asked_units(text))


def shape_agreement(question: str, passage: str) -> float:
    """Share of the asked shapes and properties that a passage has, 1 when none is asked for; [0, 1].

    Args:
        question: any text.
        passage: normalised text.
    """
    asked = asked_properties(question)
    weights = [_REQUIRED_WEIGHT if a.required else 1.0 for a in asked]
    stated = sum(w for a, w in zip(asked, weights, strict=True) if a.stated.search(passage))
    return stated / sum(weights) if asked else 1.0


@lru_cache(maxsize=1024)
def asked_properties(question: str) -> tuple[Attribute, ...]:
    """The properties and the shapes of answers that a question asks for, those that a passage need not state too."""
    text = normalise(asking_part(question))
    return (*(a for a in (*ATTRIBUTES, *SHAPES) if a.asked.search(text)), *_counted_units(text))


def missing_attributes(question: str, evidence: str) -> tuple[Attribute, ...]:
    """The asked properties of which the evidence says nothing."""
    text = normalise(evidence)
    return tuple(a for a in asked_attributes(question) if not a.stated.search(text))


def _asked_units(question: str) -> tuple[Attribute, ...]:
    """The counts that a normalised question asks for, as properties."""
    return tuple(_of_unit(unit) for unit in dict.fromkeys(_ASKED.findall(question)))


def _counted_units(question: str) -> tuple[Attribute, ...]:
    """The counts that a normalised question asks for of what may also be listed, as shapes of answers."""
    asked = dict.fromkeys(re.findall(rf"(?<![第哪好这那前后])(?:多少|几)个?({_COUNTED})", question))
    return tuple(_counted(unit) for unit in asked)


@lru_cache(maxsize=64)
def _counted(unit: str) -> Attribute:
    # 「第二节」 is a place in a list, no count.
    stated = rf"(?<!第)(?<![第\d.一二三四五六七八九十])(?:{_NUMBER})个?{unit}"
    return replace(required(f"{COUNT}{unit}", f"有多少{unit}", f"how many {unit}", "", stated), required=False)


@lru_cache(maxsize=64)
def _of_unit(unit: str) -> Attribute:
    stated = rf"{_NUMBER}(?:{_UNITS[unit]})|(?:{_UNITS[unit]})[^。；|]{{0,8}}\d"
    return required(f"{COUNT}{unit}", f"有多少{unit}", f"how many {unit}", "", stated)
