"""「第一个」「这俩」「这三家」: which of the things that a conversation named, in the order in which they came up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.types import Message
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.ordinals import listed, resolve_ordinal

_MEASURES = "个张家门本种项"
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "俩": 2, "仨": 3}
_ORDINALS_EN = {"the first one": 1, "the second one": 2, "the third one": 3}
_PLURALS_EN = {"both of them": 2, "these two": 2, "the two": 2, "these three": 3, "all three": 3}
_THESE = "这那"
# 「两个差在哪」, 「俩有啥不一样」: so many of the things that came up.
_BOTH = ("两个", "两张", "两者", "两种", "俩")
# From this share of its characters on a name is what an item of a list is.
_NAMES_IT = 0.75
# The first or the last of those that came up.
_OF_TWO = {"前面那": 1, "前者": 1, "后面那": -1, "后者": -1}
KINDS = (EntityKind.CERTIFICATE, EntityKind.CENTRE_CERTIFICATION, EntityKind.COOPERATION)


def pointed_at(question: str, history: Sequence[Message], lexicon: Lexicon) -> tuple[str, bool]:
    """A question with what it points at by name, and whether things that came up one by one were meant.

    Where the last reply lists several things, 「第三门」 is one of that list.
    """
    named = with_subjects(question, history, lexicon)
    if named != question:
        return named, True
    reply = next((m.content for m in reversed(history) if m.role == "assistant"), "")
    resolved = resolve_ordinal(question, reply) if reply else question
    # 「第一个呢」: of an item that is pointed at and nothing else, nothing is asked that the list was asked for.
    alone = resolved.strip("那呢的？?。. ")
    return (alone, True) if resolved != question and alone in listed(reply) else (resolved, False)


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
    wanted = named[-1:] if place < 0 else named[place - 1 : place] if place else named[-number:]
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
    items = [m for item in listed(line) if (m := _is_a_thing(item, lexicon)) is not None]
    return items if len(items) > 1 and named and items[0].kind is named[0].kind else named[:1]


def _is_a_thing(item: str, lexicon: Lexicon) -> Mention | None:
    """The thing that an item of a list names, where it says little else."""
    found = (m for m in lexicon.find_in_question(item, of_certificates=True) if m.kind in KINDS)
    return next((m for m in found if len(m.text) >= _NAMES_IT * len(item)), None)


def _lists_several(history: Sequence[Message], lexicon: Lexicon) -> bool:
    """Whether the last reply lists several such things: a place then counts within its list."""
    reply = next((m.content for m in reversed(history) if m.role == "assistant"), "")
    return sum(_is_a_thing(item, lexicon) is not None for item in listed(reply)) > 1


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
    for word, n in _OF_TWO.items():
        if (at := question.find(word)) >= 0:
            end = at + len(word)
            yield at, end + (question[end : end + 1] in tuple(_MEASURES)), n, 0
    both = next((w for w in _BOTH if question.startswith(w)), "")
    if both:
        yield 0, len(both), 0, 2
    lower = question.lower()
    for words, n in _ORDINALS_EN.items():
        if words in lower:
            yield lower.index(words), lower.index(words) + len(words), n, 0
    for words, n in _PLURALS_EN.items():
        if words in lower:
            yield lower.index(words), lower.index(words) + len(words), 0, n
