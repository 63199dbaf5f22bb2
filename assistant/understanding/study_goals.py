"""What a person wants to reach, by their own words: questions for a plan, and for what courses cover."""

from __future__ import annotations

import re

from assistant.catalogue.goals import Goal
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Requirement
from assistant.catalogue.taught import TaughtCourse
from assistant.retrieval.tokenization import normalise
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.taught_courses import read_taught_courses

_PERSON = re.compile(r"我(?!们|校|院|国|司)|本人|自己|学生|\b(?:i|me|my)\b")
# A plan by that name, asked for oneself or a student.
_PLAN = re.compile(
    r"(?:做|给|帮|制定|制订|订|定|安排|列|出|来|要|写)[^，。；?？]{0,10}"
    r"(?:规划|(?:学习|考证|备考)(?:计划|路线|路径|方案)|路线图)|"
    r"\b(?:make|give|draw up|write|create|build)\b.{0,20}\b(?:plan|roadmap|learning path|study path)\b|\bstudy plan\b"
)
# The way to a named certificate, whoever goes it.
_WAY = re.compile(
    r"(?:怎么|如何|怎样)(?:规划|安排学习|一步步|一步一步|分步)|先学(?:哪|什么|啥)[^。？?]{0,8}(?:再|后|然后)学|"
    r"\bstep by step\b|\bin (?:what|which) order\b.{0,20}\b(?:learn|study|take)"
)
# What is left to learn; only with courses or a level that one has.
_LEFT = re.compile(
    r"还(?:要|需要?|得|该|差|缺|少)(?:再|去)?(?:学|修|补|上|读)?(?:什么|啥|哪|几门|几条|多少)|"
    r"(?:接下来|下一步)(?:该|要)?(?:学|考|怎么)|"
    r"\bwhat (?:else|more) (?:do|should|must) i\b|\bstill (?:need|have) to (?:learn|take|study)|"
    r"\bleft to (?:learn|take|study)|\bwhat(?:'s| is) next\b"
)
_COVERS = re.compile(
    r"覆盖|涵盖|满足|够不够|够吗|达到(?:了)?(?:哪|多少|几)|还[差缺少]|[差缺](?:了)?(?:哪|多少|几|什么|啥)|没(?:有)?(?:讲|覆盖|涉及|教)到?|对得上|对应(?:了)?(?:哪|多少|几)|"
    r"\b(?:cover|covers|covered|missing|lack|gaps?|meet|uncovered)\b"
)
_OF_REQUIREMENTS = re.compile(r"要求|标准|技能|\b(?:requirements?|standard|skills?)\b")
_HELD = re.compile(
    r"(?:有|拿了|拿到|考了|考过|考完|过了|持有|持|取得|手上|通过了|have|hold|passed|got|at|is)(?:了|个|一个|一张|the|an?|\s)*[^，。,;；?？]{0,14}$"
)
_WANTED = re.compile(
    r"(?:想|目标|打算|准备|冲|要考|再考|报考|怎么|如何|怎样|want|target|aim|reach|for|become|how)[^，。,;；?？]{0,24}$"
)
# No words that say of a level whether it is held or wanted stand further before it.
_NEAR_CHARS = 60
_JOB = re.compile(
    r"(?:想做|想当|想从事|想去做|要做|做|当|从事|应聘|目标(?:岗位|职业)(?:是|为)?|岗位是?)(?P<zh>[^，。；,;?？!！]{2,20}?)(?=$|[，。；,;?？!！]|的?(?:工作|岗位))|"
    r"\b(?:work as|become|be|job as|role of) (?:an? )?(?P<en>[a-z0-9 -]{3,50}?)(?=$|[,.;?!]| and | but )"
)


def read_goal(query: Query) -> Goal | None:
    """The goal of a question that asks for a plan, or None.

    It must ask for a plan, or for what is left to learn beside courses or a level that one has, and name one
    certificate or a job.
    """
    text = normalise(query.standalone)
    named = query.ids(EntityKind.CERTIFICATE)
    way = bool(named) and bool(_WAY.search(text))
    if not (way or _PERSON.search(text)):
        return None
    done = tuple(TaughtCourse(name) for name in read_taught_courses(query))
    held, wanted = _levels(query, text)
    if not (way or _PLAN.search(text) or (_LEFT.search(text) and (done or held))):
        return None
    job = "" if named else _job(text)
    if len(named) > 1 or not (named or job):
        return None
    return Goal(role=job, level=held, done=done, target_level=wanted, certificate=named[0] if named else "")


def read_courses_to_cover(query: Query, catalogue: Catalogue) -> tuple[TaughtCourse, ...]:
    """The courses of a question that asks which requirements they cover; empty where it asks something else."""
    text = normalise(query.standalone)
    if not (_COVERS.search(text) and _OF_REQUIREMENTS.search(text)):
        return ()
    on_record = {r.certificate for r in catalogue.all(Requirement)}
    if not on_record or set(query.ids(EntityKind.CERTIFICATE)) - on_record:
        return ()
    return tuple(TaughtCourse(name) for name in read_taught_courses(query))


def _levels(query: Query, text: str) -> tuple[str, str]:
    """The level that one has and the level wanted, each empty where it is not told."""
    held = wanted = ""
    for mention in query.mentions:
        if mention.kind is not EntityKind.LEVEL:
            continue
        before = text[max(0, mention.start - _NEAR_CHARS) : mention.start]
        if _HELD.search(before) and not _WANTED.search(before):
            held = held or mention.name
        else:
            wanted = wanted or mention.name
    return held, wanted


def _job(text: str) -> str:
    found = _JOB.search(text)
    return (found["zh"] or found["en"] or "").strip() if found else ""
