"""「第一个」「这俩」「四级的那个」: which of the things that a conversation named, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Message
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.focus import asks_which
from assistant.understanding.listed import (
    THINGS,
    bearing,
    enumerated,
    given_as_answer,
    named_things,
    things_listed,
    words_listed,
)
from assistant.understanding.pointers import Pointer, pointers

KINDS = (EntityKind.CERTIFICATE, EntityKind.CENTRE_CERTIFICATION, EntityKind.COOPERATION)
# So many replies back a thing may have been named that a word of it points at.
_REPLIES = 3
_SHORT = 4
_AROUND_A_POINTER = "那呢的？?。. "


def pointed_at(question: str, history: Sequence[Message], lexicon: Lexicon) -> tuple[str, bool]:
    """A question with what it points at by name, and whether that is all that it needs of the conversation.

    A place counts within the list that the last reply gave, or one before that the talk has not left; else among the
    things that came up one by one. What is pointed at by nothing but its place in the last list (「第一个呢」) is
    asked for by its name alone.
    """
    if not history:
        return question, False
    alone = whole = False
    for pointer in sorted(pointers(question), key=lambda p: -p.start):
        names, whole_now, last = _meant(pointer, question, history, lexicon)
        if names:
            joined = (" and " if question.isascii() else "、").join(names)
            question = f"{question[: pointer.start]}{joined}{question[pointer.end :]}"
            alone = last and question.strip(_AROUND_A_POINTER) == joined and _asked_which(history)
            whole = whole or whole_now
    return (question.strip(_AROUND_A_POINTER), True) if alone else (question, whole)


def _meant(
    pointer: Pointer, question: str, history: Sequence[Message], lexicon: Lexicon
) -> tuple[Sequence[str], bool, bool]:
    """The names of what is pointed at, whether they came up one by one, and whether the last reply lists them."""
    replies = [m.content for m in history if m.role == "assistant"]
    if pointer.words:
        if any(m.kind in THINGS for m in lexicon.find(pointer.words)) or lexicon.things(pointer.words):
            return (), False, False
        found = (bearing(pointer.words, reply, lexicon) for reply in replies[: -_REPLIES - 1 : -1])
        return tuple(_as_said(name, lexicon) for name in [next(filter(None, found), "")] if name), False, False
    came_up = _came_up(history, lexicon)
    lists = [things_listed(reply, lexicon) for reply in reversed(replies)]
    if pointer.number:
        # Those that the last reply lists, else those that were spoken of, else those that another lists.
        wanted = next((of for of in (*lists[:1], came_up[-pointer.number :], *lists) if len(of) == pointer.number), [])
        return wanted, True, False
    at = pointer.place - (pointer.place > 0)
    if _points_by_place(history):
        # Who goes on counting counts in the list that they counted in.
        lists = [*lists[1:], *lists[:1]]
    for back, items in enumerate(lists):
        if len(items) > max(0, at) and (back == 0 or _still_of(items, replies[-1], lexicon)):
            return (_as_said(items[at], lexicon),), False, back == 0
    if len(came_up) > max(1, at) and pointer.of_things:
        return (came_up[at],), True, False
    words = words_listed(replies[-1], lexicon) if replies else []
    return ((words[at],) if len(words) > max(0, at) else ()), False, True


def _asked_which(history: Sequence[Message]) -> bool:
    return any(asks_which(m.content) for m in [m for m in history if m.role == "user"][-1:])


def _points_by_place(history: Sequence[Message]) -> bool:
    asked = next((m.content for m in reversed(history) if m.role == "user"), "")
    return any(p.place for p in pointers(asked))


def _as_said(name: str, lexicon: Lexicon) -> str:
    """A short name (直播电商) is taken for a certificate where that word stands by it."""
    is_certificate = any(m.kind is EntityKind.CERTIFICATE and m.name == name for m in lexicon.find(name))
    return f"{name}证书" if is_certificate and len(name) <= _SHORT and not name.isascii() else name


def _still_of(items: Sequence[str], reply: str, lexicon: Lexicon) -> bool:
    """Whether a reply goes on about one of some things."""
    return any(n.name in items for n in named_things(reply.strip().partition("\n")[0], lexicon))


def _came_up(history: Sequence[Message], lexicon: Lexicon) -> list[str]:
    """What was spoken of, by name, each at its first place: what a question names, else what its reply gives.

    Of one kind, that of the thing named last.
    """
    found: list[tuple[str, str]] = []
    for place, message in enumerate(history):
        if message.role == "user":
            named = [(m.kind.value, m.name) for m in lexicon.find_in_question(message.content) if m.kind in KINDS]
            named = named or [(n.kind, n.name) for n in named_things(message.content, lexicon) if not n.kind]
        elif (
            history[place - 1 : place] and history[place - 1].role == "user" and not _names(history[place - 1], lexicon)
        ):
            line = message.content.strip().partition("\n")[0]
            given = given_as_answer(history[place - 1].content, line, lexicon)
            named = [(given.kind, given.name)] if given else []
        else:
            named = []
        found += named
    of_kind = dict.fromkeys(name for kind, name in found if kind == found[-1][0])
    # A short name (直播电商) is taken for a certificate where that word stands by it.
    ending = "证书" if found and found[-1][0] == EntityKind.CERTIFICATE else ""
    return [name if name.isascii() else f"{name.removesuffix(ending)}{ending}" for name in of_kind]


def _names(message: Message, lexicon: Lexicon) -> bool:
    return any(m.kind in KINDS for m in lexicon.find_in_question(message.content)) or bool(
        [n for n in named_things(message.content, lexicon) if not n.kind]
    )


def named_by(line: str, lexicon: Lexicon) -> list[Mention]:
    """What the first line of a reply is about: the things that it lists, or the one that it names first."""
    named = {m.name: m for m in reversed(lexicon.find(line)) if m.kind in KINDS}
    in_order = sorted(named.values(), key=lambda m: m.start)
    items = [named[name] for name in enumerated(line, lexicon) if name in named]
    return items if len(items) > 1 and items[0].kind is in_order[0].kind else in_order[:1]
