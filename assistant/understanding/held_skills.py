"""Which skill elements a person says they hold, and the talent level they ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import SkillElement, TalentLevel
from assistant.catalogue.talent_profile import find_element
from assistant.errors import UnknownElementError
from assistant.retrieval.tokenization import normalise

# The person must speak of their own skills, and ask what is missing or whether it is enough.
_OWN = re.compile(
    r"(?:我|本人|自己)(?:现在|目前|只|已经|已|也|都|就|平时|基本|大概|还)*(?:会|能|掌握|擅长|熟悉|懂|学过|学了|做过|精通|学会)|"
    r"\bi (?:can|know|have learn\w*|already (?:know|can)|am (?:good at|familiar with|skilled in)|have (?:mastered|done))\b|\bi'm good at\b"
)
_WHETHER = re.compile(
    r"[还差缺少]{1,2}(?:差|缺|少|多少|几|什么|啥|哪)|还(?:要|得|需要?)(?:再)?(?:学|会|补|掌握)|要补|够|达到.{0,8}[吗没么]|达标|能不能|算不算|"
    r"[算到达]得?[上到].{0,8}吗|能算|"
    r"\bmissing\b|\black\b|\benough\b|\bqualif|\bwhat else\b|\bstill (?:need|have)|\bshort of\b|\bam i\b"
)
_CURRENT = re.compile(r"我?(?:现在|目前|已经)?(?:是|算|属于)(?:个|一名|一个)?$|\bi am (?:an? )?$|\bi'm (?:an? )?$")
_CLAUSE = re.compile(r"[，,。；;！!？?\n]|\.(?=\s|$)|\bbut\b|但是?|不过")
_BEGINS_LIST = re.compile(r"^\s*(?:也|还|已经|都)?(?:会|能|掌握|懂|擅长|熟悉)")
_ITEM = re.compile(r"[、/]|和|与|以及|还有|跟|\band\b|\bas well as\b")
_NOT = re.compile(r"不会|不懂|不太?会|没学|没做|还没|不熟|can't|cannot|can not|don't|do not|never")
_LEAD = re.compile(
    r"^(?:.*?(?:我|本人|自己))?(?:现在|目前|只|已经|已|也|都|就|平时|基本|大概|还|能够|能|会|掌握|擅长|熟悉|懂得|懂|学过|学会|学了|做过|精通|了|过|一点|一些|用)+|"
    r"^(?:i )?(?:already )?(?:can|know|have learn\w*|am good at|am familiar with|am skilled in|have mastered|have done|'m good at)\b(?: how to| do)?|"
    r"(?:技能|要素|这些|这几项|等等?|了|的|方面)+$"
)
_MAX_UNKNOWN = 12
_NEAR_CHARS = 40


@dataclass(frozen=True, slots=True)
class HeldSkills:
    """The level asked about, the ids of the elements held, and the words that name none."""

    level: TalentLevel
    elements: tuple[str, ...]
    unknown: tuple[str, ...]


def read_held_skills(question: str, catalogue: Catalogue) -> HeldSkills | None:
    """What a person holds and wants by their own words, or None when the question does not ask that.

    It must name one level to reach, skills of the asker of which at least one is an element, and ask what is
    missing. Skills that are denied (「不会直播」) are not held.
    """
    text = normalise(question)
    if not _OWN.search(text) or not _WHETHER.search(text):
        return None
    level = _wanted_level(text, catalogue)
    if level is None:
        return None
    held: list[str] = []
    unknown: list[str] = []
    listing = False
    for clause in _CLAUSE.split(text):
        # A list goes on over commas until the person asks or names the level.
        listing = bool(_OWN.search(clause) or _BEGINS_LIST.search(clause)) or listing
        if _WHETHER.search(clause) or any(_mentions(clause, level_) for level_ in catalogue.all(TalentLevel)):
            listing = False
        if not listing or _NOT.search(clause):
            continue
        for item in _ITEM.split(clause):
            found = _elements(item, catalogue)
            held += found
            name = _LEAD.sub("", item.strip()).strip()
            if not found and 1 < len(name) <= _MAX_UNKNOWN:
                unknown.append(name)
    return HeldSkills(level, tuple(dict.fromkeys(held)), tuple(dict.fromkeys(unknown))) if held else None


def _wanted_level(text: str, catalogue: Catalogue) -> TalentLevel | None:
    """The one level that the person wants, leaving out the one they say they have."""
    wanted = [
        level
        for level in catalogue.all(TalentLevel)
        if any(
            not _CURRENT.search(text[max(0, start - _NEAR_CHARS) : start].rstrip()) for start in _mentions(text, level)
        )
    ]
    return wanted[0] if len(wanted) == 1 else None


def _mentions(text: str, level: TalentLevel) -> list[int]:
    """Where a text names a level."""
    names = {normalise(n) for n in (level.name, level.name_en, *level.aliases, level.also_named or level.name)}
    pattern = "|".join(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in sorted(names, key=len)[::-1])
    return [m.start() for m in re.finditer(pattern, text)]


def _elements(item: str, catalogue: Catalogue) -> list[str]:
    """Ids of the elements that a piece of a list names: as a whole, else by every name that stands in it."""
    name = _LEAD.sub("", item.strip()).strip()
    if len(name) < 2:
        return []
    try:
        return [find_element(name, catalogue).id]
    except UnknownElementError:
        return _inside(name, catalogue)


def _inside(text: str, catalogue: Catalogue) -> list[str]:
    names = [(normalise(n), e.id) for e in catalogue.all(SkillElement) for n in (e.name, e.name_en, *e.aliases)]
    found = []
    for name, id_ in sorted(names, key=lambda pair: -len(pair[0])):
        # A longer name hides the shorter ones within it (商品数据分析, 数据分析).
        if (re.search(rf"\b{re.escape(name)}\b", text) if name.isascii() else name in text) and len(name) > 1:
            found.append(id_)
            text = text.replace(name, "|")
    return found
