"""Turns that ask again what was asked before, of something else: 「那高级的呢?」, 「换成客服的」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Message
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.focus import asks
from assistant.understanding.language import content

# 「那高级的呢?」「乙证呢」 "What about the advanced one?": only a slot is given, the rest stays.
_ELLIPSIS = re.compile(
    r"^(?:那么?|还有|换成|如果是|and|what about|how about)?[，, ]*(?P<slot>.{1,24}?)(?:的|那边|方面|这边|那[张本门个])?(?:又)?呢?[？?。.]*$",
    re.IGNORECASE,
)
# 「这些人里双师型的呢?」: the group that was spoken of; and what was asked of it.
_THEREIN = re.compile(r"^(这|那)(些|几)?(个|种|类|人|里面|里|中|当中|的)*(里面|里|中|当中)?")
_ASKED = re.compile(
    r"占比|比例|占多少|百分之几|多少[个门名张本条项人元分学]?[时分]?|几[个门名张本条项类种年章]|哪一?年|什么时候|谁|哪家|how many|how long|how much|what share|when|who"
)
_CHANGES, _OPENING_CHARS, _MAX_SLOT_CHARS = ("换成", "改成", "换做", "改做"), 8, 10
# Characters beside a name by which another thing is led in.
_LED_IN = 4
_SHORT, _SHORT_NAME_WORDS = 4, 2


def changes_a_slot(question: str) -> bool:
    """Whether a turn says only what is to take the place of something said (「换成客服的」)."""
    return any(question.find(o, 0, _OPENING_CHARS) >= 0 for o in _CHANGES) or is_slot_only(question, ())


def only_changes_a_slot(question: str, history: Sequence[Message], lexicon: Lexicon) -> bool:
    """Whether a question asks again what was asked before, of something else (「那高级的呢?」)."""
    return any(m.role == "user" for m in history) and is_slot_only(question, lexicon.find_in_question(question))


def changed_mind(question: str, here: Sequence[Mention], before: Sequence[Mention], lexicon: Lexicon) -> str:
    """What 「算了，换成直播的」 changes to: a certificate's name, or a job with the question for its certificate."""
    at, opening = max((question.find(o, 0, _OPENING_CHARS), o) for o in _CHANGES)
    if at < 0 or not any(m.kind is EntityKind.CERTIFICATE for m in before):
        return ""
    slot = question[at + len(opening) :].strip("的吧呢了。？? ")
    if not 1 < len(slot) <= _MAX_SLOT_CHARS:
        return ""
    named = next((m.name for m in here if m.kind is EntityKind.CERTIFICATE), "")
    similar = lexicon.named_like(slot, EntityKind.CERTIFICATE) if not named else None
    return named or (similar.name if similar else f"想做{slot}，考哪张证书？")


def is_slot_only(question: str, mentions: Sequence[Mention]) -> bool:
    """Whether a question gives a slot of the one before and nothing else."""
    if not re.search(r"呢[？?]?$|^那|what about|how about", question, re.IGNORECASE):
        return False
    if not mentions and asks(question.rstrip("？?。 ").removesuffix("呢")):
        return False
    rest = question
    for name in dict.fromkeys(m.text for m in mentions):
        rest = rest.replace(name, "")
    rest = re.sub(
        r"what about|how about|the|那么?|的|呢|one|level|certificate|证书?|[？?，,。.\s]",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    # What ends so asks of another thing what was asked before, however it is led in: 「要是走乙那条路呢」.
    hands_over = question.rstrip("？?。 ").endswith("呢")
    return len(rest) <= ((_LED_IN if hands_over else 2) if mentions else 8)


def swap(
    question: str,
    previous: str,
    here: Sequence[Mention],
    before: Sequence[Mention],
    subjects: Sequence[str],
    lexicon: Lexicon,
) -> str:
    """The previous question, of these subjects, with the named slots changed."""
    changed = previous
    for kind, name in dict.fromkeys((m.kind, said_in_full(m)) for m in here):
        old = dict.fromkeys(m.text for m in before if m.kind == kind)
        if not old:
            changed = f"{name} {changed}"
        for number, other in enumerate(old):
            changed = changed.replace(other, name if number == 0 else "")
    if here:
        return changed
    match = _ELLIPSIS.match(question)
    slot = content(_THEREIN.sub("", match["slot"] if match else question)).strip()
    # 「客服那张呢」, 「那数据分析与应用呢」: a part of another name of that kind.
    part = slot.replace(" ", "")
    for mention in before if len(part) > 1 else ():
        named = lexicon.named_like(part, mention.kind) if mention.kind.names_subject else None
        if named is not None and named.id != mention.id:
            return previous.replace(mention.text, named.name, 1)
    asked, asked_before = _ASKED.findall(question), _ASKED.findall(previous)
    if asked_before and (not asked or asked == asked_before) and before:
        names = " ".join(dict.fromkeys(m.text for m in before))
        return f"{names} {slot} {' '.join(asked_before)}"
    if subjects:
        # 「费用呢」: what is asked of it changes.
        return f"{' '.join(subjects)} {question.removeprefix('那')}"
    return f"{slot} {' '.join(asked)} {content(previous)}"


def said_in_full(mention: Mention) -> str:
    """A certificate by its whole name: its short one means nothing to what reads the question next."""
    short = len(mention.text.split()) <= _SHORT_NAME_WORDS if mention.text.isascii() else len(mention.text) <= _SHORT
    return mention.name if mention.kind is EntityKind.CERTIFICATE and short else mention.text
