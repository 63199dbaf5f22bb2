"""「第一个」「这俩」「这三家」: which of the things that a conversation named, in the order in which they came up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.types import Message
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.numbers import with_digits

_MEASURES = "个张家门本种项"
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "俩": 2, "仨": 3}
_THESE = "这那"
# From this share of its characters on a name is what an item of a list is.
_NAMES_IT = 0.75
KINDS = (EntityKind.CERTIFICATE, EntityKind.CENTRE_CERTIFICATION, EntityKind.COOPERATION)
# A thing by its place in the list that the last reply gave.
_ORDINAL = re.compile(
    r"第(?P<n>\d+|[一二三四五六七八九十])(?P<measure>[个门本张项条种类步点家])(?!月|小时|工作日|模块|领域|学期|任务)|"
    r"\bthe (?P<word>first|second|third|fourth|fifth|sixth|last)(?: one\b|(?=\s*(?:$|[?.,!])))|"
    r"最后(?:一)?[个门本张项条种]"
)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SENTENCE_ENDS = str.maketrans(dict.fromkeys("。；;！!？?", "\n"))
_BULLET = re.compile(r"^[^\S\n]*(?:[-*•]|\d+[.、)）])\s*(?P<item>.+)$", re.MULTILINE)
# What introduces a list: 「有…」「包括…」「：」.
_LEAD = re.compile(r"^.*(?:[：:]|分别是|依次是|包括|分为|包含|有|是|:)")
_MARK = re.compile(r"\[\d+\]|[（(][^（(）)]*[）)]|[《》「」*]")
_MAX_ITEM_CHARS = 30
_MIN_ITEMS = 2


def pointed_at(question: str, history: Sequence[Message], lexicon: Lexicon) -> tuple[str, bool]:
    """A question with what it points at by name, and whether things that came up one by one were meant.

    Where the last reply lists several things, 「第三门」 is one of that list.
    """
    named = with_subjects(question, history, lexicon)
    if named != question:
        return named, True
    reply = next((m.content for m in reversed(history) if m.role == "assistant"), "")
    resolved = _in_the_list(question, reply) if reply else question
    # 「第一个呢」: of an item that is pointed at and nothing else, nothing is asked that the list was asked for.
    alone = resolved.strip("那呢的？?。. ")
    return (alone, True) if resolved != question and alone in _listed(reply) else (resolved, False)


def with_subjects(question: str, history: Sequence[Message], lexicon: Lexicon) -> str:
    """A question with what it points at by place or number in the words that name it; else unchanged.

    A place (「第一个」) counts from the first thing that came up, a number (「这俩」) takes the last so many.
    """
    if not history:
        return question
    pointed = next(_pointers(question), None)
    if pointed is None:
        return question
    start, end, place, number = pointed
    named = _named(history, lexicon)
    if place and _lists_several(history, lexicon):
        return question
    wanted = named[place - 1 : place] if place else named[-number:]
    if len(wanted) < max(1, number) or (place and len(named) < 2):
        return question
    joined = ("、" if not question.isascii() else " and ").join(wanted)
    return with_subjects(f"{question[:start]}{joined}{question[end:]}", history, lexicon)


def _named(history: Sequence[Message], lexicon: Lexicon) -> list[str]:
    """What came up, by name, each at its first place; of one kind, that of the thing named last."""
    found = []
    for message in history:
        mentions = [m for m in lexicon.find_in_question(_first_line(message)) if m.kind in KINDS]
        found += (named_by(_first_line(message), lexicon) or mentions[:1]) if message.role == "assistant" else mentions
    of_kind = dict.fromkeys(m.name for m in found if m.kind is found[-1].kind)
    # A short name (直播电商) is taken for a certificate where that word stands by it.
    ending = "证书" if found and found[-1].kind is EntityKind.CERTIFICATE else ""
    return [name if name.isascii() else f"{name.removesuffix(ending)}{ending}" for name in of_kind]


def named_by(line: str, lexicon: Lexicon) -> list[Mention]:
    """What the first line of a reply is about: the things that it lists, or the one that it names first."""
    named = [m for m in lexicon.find(line) if m.kind in KINDS]
    items = [m for item in _listed(line) if (m := _is_a_thing(item, lexicon)) is not None]
    return items if len(items) > 1 and named and items[0].kind is named[0].kind else named[:1]


def _is_a_thing(item: str, lexicon: Lexicon) -> Mention | None:
    """The thing that an item of a list names, where it says little else."""
    found = (m for m in lexicon.find_in_question(item, of_certificates=True) if m.kind in KINDS)
    return next((m for m in found if len(m.text) >= _NAMES_IT * len(item)), None)


def _lists_several(history: Sequence[Message], lexicon: Lexicon) -> bool:
    """Whether the last reply lists several such things: a place then counts within its list."""
    reply = next((m.content for m in reversed(history) if m.role == "assistant"), "")
    return sum(_is_a_thing(item, lexicon) is not None for item in _listed(reply)) > 1


def _first_line(message: Message) -> str:
    """Of a reply what it says first: what comes along in further statements did not come up."""
    return message.content.strip().split("\n", 1)[0] if message.role == "assistant" else message.content


def _pointers(question: str) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, place, number) of each pointer; one of place and number is 0."""
    for at, character in enumerate(question):
        following = question[at + 1 : at + 3]
        n = _DIGITS.get(following[:1], 0)
        if not n:
            continue
        if character == "第" and following[1:] and following[1] in _MEASURES:
            yield at, at + 3, n, 0
        elif (
            character in _THESE and n > 1 and (following[0] in "俩仨" or (following[1:] and following[1] in _MEASURES))
        ):
            yield at, at + (2 if following[0] in "俩仨" else 3), 0, n


def _in_the_list(question: str, reply: str) -> str:
    """The question with 「第三门」 replaced by what the reply lists third; unchanged where it lists no such."""
    match = _ORDINAL.search(question.lower())
    if match is None:
        return question
    # What answers stands in the first line.
    items = _listed(reply.strip().partition("\n")[0]) or _listed(reply)
    last = match["n"] is None and (match["word"] in (None, "last"))
    place = len(items) if last else int(with_digits(match["n"])) if match["n"] else _WORDS[match["word"]]
    if not 0 < place <= len(items):
        return question
    return f"{question[: match.start()]}{items[place - 1]}{question[match.end() :]}"


def _listed(reply: str) -> list[str]:
    """The items of the longest list in a reply: bullets, or names between 、 in one sentence; may be empty."""
    lists = [[_clean(m["item"]) for m in _BULLET.finditer(reply)]]
    # What stands before a colon leads in to the items.
    sentences = (_MARK.sub("", s).rpartition("：")[2] for s in reply.translate(_SENTENCE_ENDS).split("\n"))
    lists += [[_clean(i) for i in re.split(r"、|(?<=[a-z]), ", s)] for s in sentences]
    short = [items for items in lists if len(items) >= _MIN_ITEMS and all(0 < len(i) <= _MAX_ITEM_CHARS for i in items)]
    return max(short, key=len, default=[])


def _clean(item: str) -> str:
    return _LEAD.sub("", _MARK.sub("", item)).strip(" ，,。.")
