"""Follow-up questions made standalone from the user's own earlier questions, by rules.

Only what the new question lacks is carried over: prepending the whole history makes retrieval worse
(.59 to .37 on one public set).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.clauses import clauses
from assistant.text.words import place_of_word
from assistant.types import Message
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.focus import asking_part, asks_something, asks_which
from assistant.understanding.language import content
from assistant.understanding.slots import changed_mind, is_slot_only, said_in_full, swap
from assistant.understanding.subjects import named_by, pointed_at

_POINTS_BACK = re.compile(
    r"它|其中|其|这个|那个|这张|那张|这门|那门|这些|那些|这种|那种|这两|那两|这本|那本|该|前者|后者|上面|上述|刚才|刚刚|同样|另外|还有|"
    r"第[一二三四五六七八九十\d]+[个门本张节项条步级]|^那|^这|^还|^再|^又|^换成|^如果是|呢[？?]?$|"
    r"\b(it|its|they|them|their|those|these|this|that|he|she|same|other|others|the latter|the former|ones?|then|there)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"它|(?<![尤极])其(?![他它中实])|该(?=[证课专机认])|\b(it|its)\b", re.IGNORECASE)
_JOB_ASKED = re.compile(r"(?:想|打算|要|去|以后)(?:做|当|干|从事).{0,20}(?:考|证)|(?:考|证).{0,20}(?:做|当|干|从事)")
_THINGS = (
    *("这" + m for m in "个张门本些两俩项家证"),
    *("那" + m for m in "个张门本些两"),
    *("前者", "后者", "上面", "上述", "刚才", "刚刚", "其中"),
)
# What is left of a question that asks something itself (「怎么申请」), when what points and what only ends it is gone.
_OWN_CHARS, _PARTICLES = 2, str.maketrans("", "", "那呢吗啊呀吧的了我你您，,。.？?！! ")
_LEADS_ON = "那还再又"
_BARE = ("这个", "那个", "它", "it")
_MAX_NAMES = 2
_MAX_CHARS = 4000
_SHORT_CHARS = {"zh": 9, "en": 28}


def points_at_a_name(question: str) -> bool:
    """Whether a question has a pronoun for a thing that was named before, and so asks nothing without that name."""
    return bool(_PRONOUN.search(question))


def goes_on(question: str, history: Sequence[Message], lexicon: Lexicon) -> bool:
    """Whether a question needs the conversation before it, or may: it names no subject of its own."""
    if not any(m.role == "user" for m in history):
        return False
    alone = standalone(question, history, lexicon)
    return alone != question or not subjects_of(question, lexicon)


def other_readings(question: str, history: Sequence[Message], lexicon: Lexicon) -> tuple[str, ...]:
    """Further ways to read a follow-up, for when the first finds nothing: none for a question that stands alone.

    With all of the question before it, and with the names of the reply that it may point at (「这个」). A question
    that names no subject is read so as well, though it could stand alone (「拿到证以后最晚什么时候去申请」).
    """
    if not goes_on(question, history, lexicon):
        return ()
    asked = [m.content for m in history if m.role == "user"]
    replies = [m.content for m in history if m.role == "assistant"]
    alone = standalone(question, history, lexicon)
    before = standalone(asked[-1], history[: _place_of_last_question(history)], lexicon)
    readings = [f"{' '.join(content(before).split())} {question}", f"{' '.join(content(asked[-1]).split())} {question}"]
    if replies:
        names = list(dict.fromkeys(m.text for m in lexicon.find(replies[-1])))[:_MAX_NAMES]
        readings += [f"{' '.join(names)} {question}"] if names else []
    return tuple(r for r in dict.fromkeys(readings) if r != alone)


def _place_of_last_question(history: Sequence[Message]) -> int:
    return max(i for i, m in enumerate(history) if m.role == "user")


def standalone(question: str, history: Sequence[Message], lexicon: Lexicon) -> str:
    """The question as it would be asked without the conversation before it.

    Args:
        question: the new question.
        history: earlier messages, oldest first; of replies the lists that 「第三门」 points at and the
            certificate that is recommended are read.
        lexicon: names of certificates, levels, documents …, by kind.

    Returns:
        The question itself when it stands alone, else the question with the slots it lacks.
    """
    resolved, told = "", ""
    messages = [*history, Message("user", question)]
    for place, message in enumerate(messages):
        if message.role == "user":
            asked, named = pointed_at(message.content.strip(), messages[:place], lexicon)
            # What is asked stands last; a long talk must not make it grow without end.
            resolved = (asked if named else _resolve(asked, resolved, lexicon, told))[-_MAX_CHARS:]
        elif asks_which(resolved):
            told = _told(message.content, lexicon) or told
    return resolved


def _told(reply: str, lexicon: Lexicon) -> str:
    """What a reply is about, "" for nothing: what it recommends or lists is what the next question is about."""
    # What is warned of and offered instead stands further below.
    reply = reply.strip().partition("\n")[0]
    if named := named_by(reply, lexicon):
        return "、".join(map(_as_said, named))
    return next(iter(lexicon.things(reply)), "")


def _as_said(mention: Mention) -> str:
    """A name as it is known for one: a short one (直播电商) is taken for a certificate where that word stands by it."""
    bare = mention.kind is EntityKind.CERTIFICATE and not mention.name.isascii() and "证" not in mention.name
    return f"{mention.name}证书" if bare else mention.name


def _names_certificate(text: str, lexicon: Lexicon) -> bool:
    return any(m.kind is EntityKind.CERTIFICATE for m in lexicon.find(text))


def subjects_of(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names of what a text is about, in their order, with the levels and parts that are named of it; () for none."""
    mentions = lexicon.find_in_question(text)
    if not _names_subject(mentions):
        return tuple(lexicon.things(text))
    return tuple(dict.fromkeys(map(said_in_full, mentions)))


def _resolve(question: str, previous: str, lexicon: Lexicon, told: str = "") -> str:
    if not previous:
        return question
    before = lexicon.find_in_question(previous)
    subjects = subjects_of(previous, lexicon)
    # In a talk of certificates a short name  names one.
    of_certificates = bool(told and _names_certificate(told, lexicon)) or any(
        m.kind is EntityKind.CERTIFICATE for m in before
    )
    here = lexicon.find_in_question(question, of_certificates=of_certificates)
    changed = changed_mind(question, here, before, lexicon)
    if changed:
        if changed.startswith("想做"):
            return changed
        others = [m.text for m in before[1:] if m.kind is before[0].kind]
        return _without(previous, others).replace(before[0].text, changed, 1)
    named = [m for m in here if m.kind is EntityKind.CERTIFICATE]
    if named and is_slot_only(question, here) and _JOB_ASKED.search(previous) and not _names_subject(before):
        # After 「想做直播考啥证」 one certificate is asked about by its name: nothing of the job is kept.
        return f"{named[0].text}证书"
    if is_slot_only(question, here):
        return swap(question, previous, here, before, subjects, lexicon)
    points_back = _POINTS_BACK.search(question) and not _has_code(here)
    named_here = _names_subject(here) or bool(lexicon.things(question))
    if named_here and not _points_beside_names(question, here, lexicon):
        # Who names a subject asks of that.
        return question
    # A story told first does not make what is asked longer.
    if not (points_back or _is_short(asking_part(question))):
        return question
    kinds = {m.kind for m in here}
    own = _POINTS_BACK.sub("", question).translate(_PARTICLES)
    # 「那专业课有哪些」 asks what it says: its first word only leads on.
    leads_on = question[0] in _LEADS_ON and not question.startswith(_THINGS) and asks_something(question)
    points_at = points_back and not (leads_on and not _POINTS_BACK.search(question[1:]))
    replaced = tuple(m.text for m in before if m.kind in kinds)
    named_before = [t for t in lexicon.things(previous) if t not in subjects]
    lacking = tuple(dict.fromkeys(n for s in (*named_before, *subjects) if subjects and (n := _without(s, replaced))))
    if lacking and not any(m.kind is EntityKind.LEVEL for m in here):
        # The levels of what has levels go with it.
        lacking = tuple(dict.fromkeys((*lacking, *(m.text for m in before if m.kind is EntityKind.LEVEL))))
    if lacking and len(own) >= _OWN_CHARS and (not replaced or asks_something(question)):
        # A question that only lacks its subject: carry the names over, not what was asked of them.
        return f"{' '.join(lacking)} {question}"
    if told and not subjects and not _JOB_ASKED.search(question):
        return _put_in(told, question)
    if not points_at and not subjects and len(own) >= _OWN_CHARS:
        # What is asked stands here, and of what is not known: the words before it are no name, but for 「中级教材」.
        group = next((w for m in before if m.kind not in kinds for w in content(previous).split() if m.text in w), "")
        # 「凭什么停了」 after a family of things; who asks for things asks for others.
        group = group or ("" if asks_which(question) else lexicon.family_in(previous))
        return f"{group.strip('，。、')} {question}" if group else question
    kept = previous
    for name in dict.fromkeys(m.text for m in before if m.kind in kinds):
        kept = kept.replace(name, " ")
    return f"{' '.join(content(kept).split())} {question}".strip()


def _put_in(thing: str, question: str) -> str:
    """A question with a thing in the place of what points at it by nothing else, else before it."""
    for pointer in _BARE:
        start = place_of_word(pointer, question) if pointer.isascii() else question.find(pointer)
        if start >= 0 and question[start - 1 : start] != "其":
            return f"{question[:start]}{thing}{question[start + len(pointer) :]}"
    return f"{thing} {question}"


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return " ".join(text.split())


def _points_beside_names(question: str, here: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether a question points at something else than what it names: 「那个甲证」 and 「甲和乙这两个」 do not."""
    names = dict.fromkeys((*(m.text for m in here), *lexicon.things(question)))
    rest = question
    for name in names:
        for pointer in _THINGS:
            rest = rest.replace(f"{pointer}{name}", name)
    return points_at_a_thing(rest)


def points_at_a_thing(question: str) -> bool:
    """Whether a question points at something that was named before it (「它」, 「这张证」, 「上面的」)."""
    return points_at_a_name(question) or any(word in question for word in _THINGS)


def _is_short(question: str) -> bool:
    limit = _SHORT_CHARS["en" if question.isascii() else "zh"]
    # Of several questions in one each may be short.
    return all(len("".join(content(c).split())) <= limit for c in clauses(question))


def _names_subject(mentions: Sequence[Mention]) -> bool:
    return any(m.kind.names_subject for m in mentions) or _has_code(mentions)


def _has_code(mentions: Sequence[Mention]) -> bool:
    """Whether a requirement or task is named by its code (1.3): as good as a name, and 「1.3第二条」 points at it."""
    return any(m.kind is EntityKind.CODE and "." in m.id for m in mentions)
