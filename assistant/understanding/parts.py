"""Several questions in one sentence: 「A和B各…」 asks of two things, 「…是几，…是什么」 two things of one."""

from __future__ import annotations

import re

from assistant.text.clauses import clauses as split_clauses
from assistant.understanding.entities import Lexicon
from assistant.understanding.focus import asks_something
from assistant.understanding.language import asks_only, asks_to_confirm, content, without_chatter

# 「公共基础课和专业课学时各占多大比例」, 「专科和本科的课程有啥不一样」
_EACH = re.compile(
    r"(?P<before>(?:.*[，,：:里中])?)(?P<a>[^，。；,;？?、和与跟及：:]{2,16})(?:和|与|跟|以及|及)(?P<after>[^。；;]{2,60})$"
)
_EACH_EN = re.compile(
    r"(?P<before>.*?\b)(?P<a>[\w' -]{3,40}?) and (?P<after>[\w' -]{3,60}?,? (?:each|respectively|differ\w*)\b.*)$",
    re.IGNORECASE,
)
# 「国际商务、商务英语和应用韩语，三个专业…有何不同」
_ENUMERATED = re.compile(
    r"(?P<before>(?:.*[的，,：:里中])?)(?P<items>[^，。；,;？?、和与跟及：:的各分]{2,12}(?:[、和与跟及][^，。；,;？?、和与跟及：:的各分]{2,12}){2,3})"
    r"(?P<after>[，,]?.{2,60})$"
)
_COUNT_OF_THEM = re.compile(r"^[，,]?(?:这|那)?[三四3-4][个门张本家所类种项省]?")
_COMPARING = re.compile(
    r"分别|各自|各(?=[占有是要开设需几多])|两边|两处|一样吗|是否(一样|相同|一致)|有?(什么|啥|何|哪里|哪儿)?(区别|差别|差异|不同|不一样)|\b(each|respectively|differ\w*)\b",
    re.I,
)
_SENTENCES = "？?！!。"
# A question may end in a particle or a blank alone (「能报名吗要多少钱」).
_BREAK = re.compile(
    r"[，,；;。？?！!]+|(?<=[吗呢])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
    r"|\band (?=(?:what|how|which|who|when|where)\b)",
    re.IGNORECASE,
)
_BREAK_OF_CLAIMS = re.compile(r"[，,、；;。？?！!：:]+|\band\b", re.IGNORECASE)
_CLAIMS = re.compile(
    r"\d|一半|[一二两三四五六七八九十百]{1,8}(?:[个门名所家张本节章条项%成年月周天]|学时|学分)|[“「][^”」]{1,100}[”」]|证书"
)
LISTING = frozenset("、和与跟及") | {"以及", "and", ","}
_JOINTS = str.maketrans(dict.fromkeys("、和与跟及", "\n"))
MAX_PARTS = 3
# Clauses of one message that ask, one after another.
_MAX_IN_TURN = 5
_MIN_LISTED, _MAX_LISTED, _MIN_ITEM, _MAX_ITEM = 3, 5, 2, 9
# A clause of fewer characters mostly asks for what the one before it asks for.
MIN_CHARS = 4
# What is said before the first question is a topic up to this length, longer it is a story.
_MAX_TOPIC = 24


def parts(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The questions that a sentence asks, each able to stand alone; empty for a single question.

    Args:
        question: standalone question.
        lexicon: names; a later part without one takes over those of the first.
    """
    claims = _claims(question, lexicon)
    if claims:
        return claims
    one_sentence = not any(mark in question.strip("？?！!。 ") for mark in _SENTENCES)
    return ((_of_several(question) or _of_each(question)) if one_sentence else ()) or in_turn(question, lexicon)


def in_turn(question: str, lexicon: Lexicon, least: int = MIN_CHARS) -> tuple[str, ...]:
    """The questions that a sentence asks one after another, or the properties that it lists; empty for a single one.

    Args:
        question: standalone question.
        lexicon: names; a later part without one takes over those of the first.
        least: characters of a clause that is a question of its own.
    """
    return _of_each_property(question, lexicon) or _in_turn(question, lexicon, least)


def of_each_name(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The question asked of each of several things of one kind that it lists (「三级和四级要什么条件」); () for others.

    Args:
        question: standalone question.
        lexicon: names.
    """
    mentions = sorted(lexicon.find_in_question(question), key=lambda m: m.start)
    for first in mentions:
        listed = [first]
        for mention in mentions:
            between = question[listed[-1].start + len(listed[-1].text) : mention.start]
            if mention.kind is first.kind and mention.start > listed[-1].start and between.strip() in LISTING:
                listed.append(mention)
        if 1 < len({m.id for m in listed}) == len(listed) <= MAX_PARTS:
            before, after = question[: first.start], question[listed[-1].start + len(listed[-1].text) :]
            return tuple(f"{before}{m.text}{after}" for m in listed)
    return ()


def _claims(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Each of several things that are put forward for confirmation (「…成立于2003年，服务100万商家，对吗」)."""
    if not asks_to_confirm(question):
        return ()
    clauses = [c.strip() for c in _BREAK_OF_CLAIMS.split(question) if c and c.strip()]
    claims = [c for c in clauses if _CLAIMS.search(c) and not asks_only(c)]
    if not 1 < len(claims) <= MAX_PARTS:
        return ()
    names = " ".join(dict.fromkeys(m.text for m in lexicon.find_in_question(question)))
    return tuple(f"{c if lexicon.find_in_question(c) else f'{names} {c}'.strip()}，对吗" for c in claims)


def _of_each_property(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Each of several properties that are listed of one subject (「总学时、公共课占比、实习时间，给我捋一下」).

    The subject is what the rest of the question names, or where it names nothing its first clause.
    """
    clauses = split_clauses(question)
    for clause in clauses:
        # 「中职的总学时、公共课占比」: the last of a list may carry what is asked of all.
        items = [i.strip() for i in clause.split("、")]
        fits = len(items) >= _MIN_LISTED and all(_MIN_ITEM <= len(i) <= _MAX_ITEM for i in items)
        if not fits or any(m.kind.names_subject for i in items for m in lexicon.find_in_question(i)):
            continue
        rest = [c for c in clauses if c != clause]
        asked = [c for c in rest if asks_something(c) and not asks_only(without_chatter(c))]
        told = [c for c in rest if c not in asked] or rest
        names = dict.fromkeys(m.text for c in told for m in lexicon.find_in_question(c))
        # People say first what it is about.
        subject = " ".join(names) or (content(told[0]).strip() if told else "")
        if not all(asks_something(i) for i in items):
            return tuple(f"{subject} {i}".strip() for i in items[:_MAX_LISTED])
        # Questions that are listed are about all that is told before them, as those are that stand beside them.
        about = clauses[0] if clauses[0] in told and len(clauses[0]) <= _MAX_TOPIC else subject
        return tuple(f"{about} {i}".strip() for i in (*items, *asked)[:_MAX_LISTED])
    return ()


def _of_several(question: str) -> tuple[str, ...]:
    """The question asked of each of three or four things that are listed and compared."""
    match = _ENUMERATED.match(question.rstrip("？?。 "))
    if match is None or not _COMPARING.search(match["after"]):
        return ()
    *items, last = match["items"].translate(_JOINTS).split("\n")
    # The last one ends where what is asked of them begins: with a comma, or as the others end.
    shared = next((s for s in (items[0][-2:], items[0][-1:]) if s in last), "")
    end = last.find(shared) + len(shared) if shared else len(last)
    rest = f"{last[end:]}{_COMPARING.sub(' ', _COUNT_OF_THEM.sub(' ', match['after']))}"
    last = last[:end]
    return tuple(" ".join(f"{match['before']}{one}{rest}".split()) for one in (*items, last))


def _of_each(question: str) -> tuple[str, ...]:
    match = _EACH.match(question.rstrip("？?。 ")) or _EACH_EN.match(question)
    if match is None or not _COMPARING.search(match["after"]):
        return ()
    second, rest = _second(match["a"], match["after"])
    rest = _COMPARING.sub(" ", rest)
    return tuple(" ".join(f"{match['before']}{one}{rest}".split()) for one in (match["a"], second))


def _second(first: str, after: str) -> tuple[str, str]:
    """(the second thing, what is asked of both): it ends as the first does, or before the comparing words."""
    end = after.find(first[-2:])
    if end >= 0:
        end += 2
    else:
        comparing = _COMPARING.search(after)
        stops = [place for mark in "，,的" if (place := after.find(mark, 2)) >= 0]
        end = min([*stops, *([comparing.start()] if comparing else [])], default=len(after))
    return after[:end], after[end:]


def _in_turn(question: str, lexicon: Lexicon, least: int) -> tuple[str, ...]:
    clauses = [c.strip() for c in _BREAK.split(question) if c and c.strip()]
    asking = [c for c in clauses if asks_something(c) and len(c) >= least and not asks_only(without_chatter(c))]
    if not 1 < len(asking) <= _MAX_IN_TURN:
        return ()
    # What is said before the first question is about all of them.
    opening = " ".join(clauses[: clauses.index(asking[0])])
    first = f"{opening} {asking[0]}".strip()
    mentions = lexicon.find_in_question(first)
    named = dict.fromkeys(m.text for m in mentions)
    # What can be taken is called by its level too (「四级」 says nothing by itself).
    things = [t for t in lexicon.things(first) if not any(t in n for n in named)]
    names = " ".join([*things, *(n for n in named if not any(n in t for t in things))])
    # What no list of names knows is named by what is said before the first question.
    known = bool(things) or any(m.kind.names_subject for m in mentions)
    about = names if known or not 0 < len(opening) <= _MAX_TOPIC else opening
    return (first, *(c if lexicon.find_in_question(c) else f"{about} {c}".strip() for c in asking[1:]))
