"""Which certification of the Alibaba.com certification centre a question means: by tool or by talent level."""

from __future__ import annotations

import re

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import CentreCertification
from assistant.retrieval.tokenization import normalise

_ASKS_WHICH = re.compile(
    r"(哪|什么|啥|那)(一)?(个|张|种|项|本)?|推荐|该考|该报|对应|适合|\b(which|what|recommend|suitable|should i)\b"
)
_A_CERTIFICATION = re.compile(r"证|认证|考|certif|\bexam")
_THE_CENTRE = re.compile(
    r"认证中心|认证体系|综合能力|专项(技能|认证)|国际站|阿里|人社部认证|certification centre|"
    r"specialised|alibaba"
)
_OWN_NAME = re.compile(r"国际站|阿里|alibaba")
_COMPREHENSIVE, _SPECIALISED = re.compile(r"综合能力|人社部认证|comprehensive"), re.compile(r"专项|specialised")
# The same level is called 进阶 in one part of the source and 成熟 in the other.
_LEVELS = {
    "新手": r"新手|最低[一那]*(档|层|级)|入门|novice|lowest",
    "成熟": r"成熟|进阶|中间[一那]*(档|层|级)|mature|middle",
    "精英": r"精英|最高[一那]*(档|层|级)|顶级|elite|highest|top level",
}
# Asking what is known of one is a question of facts; asking which one to take is ours.
_OF_ITS_COURSES = re.compile(
    r"面向|人群|用来|(哪|什么|啥)一?个?(档|级|层)|作用|课程?|模块|学习|学时|节|多少|几|免费|入口|"
    r"course|module|how many|free"
)


def centre_certifications(question: str, catalogue: Catalogue) -> tuple[CentreCertification, ...]:
    """The certifications that a question asks to be told, () when it is no such question.

    A tool or business that is named (小满, 数据参谋) decides; else a talent level together with the centre;
    else all of the group that is named (专项, 综合能力).
    """
    text = normalise(question)
    if not _ASKS_WHICH.search(text) or not _A_CERTIFICATION.search(text) or _OF_ITS_COURSES.search(text):
        return ()
    everything = catalogue.all(CentreCertification)
    by_tool = tuple(
        c
        for c in everything
        if c.board and any(normalise(a) in text for a in _names(c, text)) and normalise(c.name) not in text
    )
    if by_tool or not _THE_CENTRE.search(text):
        return by_tool
    levels = [level for level, words in _LEVELS.items() if re.search(words, text)]
    if levels:
        return tuple(c for c in everything if c.talent_level in levels)
    group = "专项" if _SPECIALISED.search(text) else "综合能力" if _COMPREHENSIVE.search(text) else None
    return tuple(c for c in everything if group and c.group.startswith(group))


def _names(record: CentreCertification, text: str) -> tuple[str, ...]:
    """Names of what a certification is for; beside the centre's own name the trade goes without 跨境."""
    board = record.board or ""
    short = (board.removeprefix("跨境"),) if _OWN_NAME.search(text) else ()
    return (board, *record.aliases, *short)
