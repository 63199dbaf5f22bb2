"""「第三门」, "the second one": a thing by its place in the list that the last reply gave."""

from __future__ import annotations

import re

from assistant.understanding.numbers import with_digits

_ORDINAL = re.compile(
    r"第(?P<n>\d+|[一二三四五六七八九十])(?P<measure>[个门本张项条种类步点家])(?!月|小时|工作日|模块|领域|学期|任务)|"
    r"\bthe (?P<word>first|second|third|fourth|fifth|sixth|last)(?: one\b|(?=\s*(?:$|[?.,!])))|"
    r"最后(?:一)?[个门本张项条种]"
)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_BULLET = re.compile(r"^[^\S\n]*(?:[-*•]|\d+[.、)）])\s*(?P<item>.+)$", re.MULTILINE)
# What introduces a list: 「有…」「包括…」「：」.
_LEAD = re.compile(r"^.*(?:[：:]|分别是|依次是|包括|分为|包含|有|是|:)")
_MARK = re.compile(r"\[\d+\]|[（(][^（(）)]*[）)]|[《》「」*]")
# 「八门，从01店铺建设到08海外社媒广告」: a list by its ends.
_SPAN = re.compile(
    r"从[^。；;，,]{2,30}?到(?P<last>[^。；;，,]{2,30})|"
    r"\bfrom [^.;,]{2,60}? to (?P<last_en>[^.;,]{2,60})"
)
_MAX_ITEM_CHARS = 30
_MIN_ITEMS = 2


def resolve_ordinal(question: str, reply: str) -> str:
    """The question with 「第三门」 replaced by what the reply lists third; unchanged where it lists no such."""
    match = _ORDINAL.search(question.lower())
    if match is None:
        return question
    # What answers stands in the first line.
    items = listed(reply.strip().partition("\n")[0]) or listed(reply)
    last = match["n"] is None and (match["word"] in (None, "last"))
    span = _SPAN.search(_MARK.sub("", reply))
    if last and span and not items:
        items = [(span["last"] or span["last_en"]).strip()]
    place = len(items) if last else int(with_digits(match["n"])) if match["n"] else _WORDS[match["word"]]
    if not 0 < place <= len(items):
        return question
    return f"{question[: match.start()]}{items[place - 1]}{question[match.end() :]}"


def listed(reply: str) -> list[str]:
    """The items of the longest list in a reply: bullets, or names between 、 in one sentence; may be empty."""
    lists = [[_clean(m["item"]) for m in _BULLET.finditer(reply)]]
    # What stands before a colon leads in to the items.
    sentences = (_MARK.sub("", s).rpartition("：")[2] for s in _SENTENCE.split(reply))
    lists += [[_clean(i) for i in re.split(r"、|(?<=[a-z]), ", s)] for s in sentences]
    short = [items for items in lists if len(items) >= _MIN_ITEMS and all(0 < len(i) <= _MAX_ITEM_CHARS for i in items)]
    return max(short, key=len, default=[])


def _clean(item: str) -> str:
    return _LEAD.sub("", _MARK.sub("", item)).strip(" ，,。.")
