"""Several questions in one sentence: 「A和B各…」 asks of two things, 「…是几，…是什么」 two things of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.entities import Lexicon
from assistant.understanding.enumerations import enumerated
from assistant.understanding.focus import asks_something
from assistant.understanding.language import asks_only

# 「公共基础课和专业课学时各占多大比例」, 「专科和本科的课程有啥不一样」
_EACH = re.compile(
    r"(?P<before>(?:.*[，,：:里中])?)(?P<a>[^，。；,;？?、和与跟及：:]{2,16})(?:和|与|跟|以及|及)(?P<after>[^。；;]{2,60})$"
)
_EACH_EN = re.compile(
    r"(?P<before>.*?\b)(?P<a>[\w' -]{3,40}?) and (?P<after>[\w' -]{3,60}?,? (?:each|respectively|differ\w*)\b.*)$",
    re.IGNORECASE,
)
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
LISTING = frozenset("、和与跟及") | {"以及", "and", ","}
# Clauses of one message that ask, one after another.
_MAX_IN_TURN = 5
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
    one_sentence = not any(mark in question.strip("？?！!。 ") for mark in _SENTENCES)
    return (_of_each(question) if one_sentence else ()) or in_turn(question, lexicon)


def in_turn(question: str, lexicon: Lexicon, least: int = MIN_CHARS) -> tuple[str, ...]:
    """The questions that a sentence asks one after another; empty for a single one.

    Args:
        question: standalone question.
        lexicon: names; a later part without one takes over those of the first.
        least: characters of a clause that is a question of its own.
    """
    clauses = [c.strip() for c in _BREAK.split(question) if c and c.strip()]
    if listed := _of_list(clauses, lexicon):
        return listed
    asking = [c for c in clauses if asks_something(c) and len(c) >= least and not asks_only(c)]
    if not 1 < len(asking) <= _MAX_IN_TURN:
        return ()
    # What is said before the first question is about all of them.
    opening = " ".join(clauses[: clauses.index(asking[0])])
    first = f"{opening} {asking[0]}".strip()
    about = _about(first, opening, lexicon)
    return (first, *(c if lexicon.find_in_question(c) else f"{about} {c}".strip() for c in asking[1:]))


def _of_list(clauses: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The questions of a clause that asks for several properties of one thing; of several things it asks one."""
    for place, clause in enumerate(clauses):
        lead, asked = enumerated(clause)
        things = any(m.kind.names_subject for i in asked[1:] for m in lexicon.find_in_question(i))
        # 「…：做发票、汇票这些单据，是第几条」 asks one thing of them all.
        goes_on = bool(lead) and any(map(asks_something, clauses[place + 1 :]))
        if things or goes_on or not 0 < len(asked) <= _MAX_IN_TURN:
            continue
        opening = " ".join((*clauses[:place], lead)).strip()
        about = _about(opening or asked[0], opening, lexicon)
        return tuple(f"{about} {i}".strip() if opening or n else i for n, i in enumerate(asked))
    return ()


def _about(first: str, opening: str, lexicon: Lexicon) -> str:
    """What questions are about of which only the first one says it."""
    mentions = lexicon.find_in_question(first)
    named = dict.fromkeys(m.text for m in mentions)
    # What can be taken is called by its level too (「四级」 says nothing by itself).
    things = [t for t in lexicon.things(first) if not any(t in n for n in named)]
    names = " ".join([*things, *(n for n in named if not any(n in t for t in things))])
    # What no list of names knows is named by what is said before the first question.
    known = bool(things) or any(m.kind.names_subject for m in mentions)
    return names if known or not 0 < len(opening) <= _MAX_TOPIC else opening


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
