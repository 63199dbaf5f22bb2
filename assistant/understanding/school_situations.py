"""What a school says of itself when it asks which certificate to pilot first."""

from __future__ import annotations

import re

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import ChoiceEvidence, ChoiceTest
from assistant.catalogue.school_choice import SchoolSituation
from assistant.retrieval.tokenization import normalise
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query

_SCHOOL = re.compile(
    r"我们(?:学校|学院|院校|系|专业)|我校|我院|本校|本院|我们是|咱们?(?:学校|学院)|(?:一所|一个)[^，。]{0,12}(?:学校|学院|院校|高职)|^学校|"
    r"\b(?:our|my) (?:school|college|university|department)\b|\ba (?:school|college) (?:in|with|that)\b"
)
_WHICH_TO_PILOT = re.compile(
    r"(?:试点|申报|申请|引进|引入|开展|先做|先上|选|推)[^，。？?]{0,8}(?:哪|什么|啥)|(?:哪|什么|啥)[^，。？?]{0,12}(?:试点|申报|引进|引入|先做|先上|合适|适合)|"
    r"\bwhich\b.{0,40}\b(?:pilot|introduce|adopt|start|choose|offer|apply)\b"
)
# What some school did is told by a source.
_OF_THE_PAST = re.compile(r"当时|当初|选的|选了|首选了|那所|为什么|\b(?:did|chose|chosen|why)\b")
_OF_CERTIFICATES = re.compile(r"证|1\+x|certificat")
_CLAUSE = re.compile(r"[，,。；;！!？?\n]|\.(?=\s|$)")
# A clause is on what its own words say; the first that fits counts.
_CUES: tuple[tuple[ChoiceTest, re.Pattern[str]], ...] = (
    (ChoiceTest.PLATFORM, re.compile(r"平台|实训|\b(?:platforms?|training on|train on)\b")),
    (ChoiceTest.POSTS, re.compile(r"岗位|就业|培养|去做|毕业|\b(?:posts?|jobs?|graduates?|careers?)\b")),
    (ChoiceTest.PROGRAMME, re.compile(r"专业|\b(?:programmes?|programs?|majors?)\b")),
    (
        ChoiceTest.INDUSTRY,
        re.compile(r"产业|企业|行业|工厂|公司|商家|\b(?:industr\w+|companies|firms|factories|businesses)\b"),
    ),
    (ChoiceTest.REGION, re.compile(r"在|位于|地处|省|市|地区|\b(?:in|located)\b")),
)
_FILLER = re.compile(
    r"^(?:我们?(?:学校|学院|院校)?|我校|我院|本校|学校|学院|周边|当地|本地|附近|主要|现在|目前|有|是|在|位于|地处|的|做|用|靠|以|为主|"
    r"实训(?:平台|室)?(?:用的?)?是?|专业是|开设了?|岗位是?|目标岗位是?|培养|学生|毕业生?|就业|去做|去)+|"
    r"(?:企业|工厂|公司|商家|产业|行业|平台|专业|岗位|实训|的|为主|居多|较多|很多|比较多|多|带|人才|等等?){1,12}$"
)
_MAX_CHARS = 20
_DENIED = re.compile(r"没有|没|无|不|\b(?:no|not|without)\b")


def read_situation(query: Query, catalogue: Catalogue) -> SchoolSituation | None:
    """What the school gives in its own words, or None when no school asks which certificate to pilot.

    Names that the catalogue knows count wherever they stand; of other words those in a clause that says what
    they are (平台, 专业, 产业, 岗位). What is denied (「没有实训平台」) is not given.
    """
    text = normalise(query.standalone)
    if not (_SCHOOL.search(text) and _WHICH_TO_PILOT.search(text) and _OF_CERTIFICATES.search(text)):
        return None
    if _OF_THE_PAST.search(text):
        return None
    given: dict[ChoiceTest, list[str]] = {test: [] for test, _ in _CUES}
    for clause in _CLAUSE.split(text):
        if _DENIED.search(clause) or _WHICH_TO_PILOT.search(clause):
            continue
        known = _known(clause, catalogue)
        for test, name in known:
            given[test].append(name)
        subject = next((t for t, cue in _CUES if cue.search(clause)), None)
        words = _FILLER.sub("", clause.strip()).strip()
        if subject and subject not in {t for t, _ in known} and 1 < len(words) <= _MAX_CHARS:
            given[subject].append(words)
    given[ChoiceTest.POSTS] += [m.name for m in query.mentions if m.kind is EntityKind.ROLE]
    if not any(given.values()):
        return None
    unique = {test: tuple(dict.fromkeys(names)) for test, names in given.items()}
    return SchoolSituation(
        region=next(iter(unique[ChoiceTest.REGION]), ""),
        industries=unique[ChoiceTest.INDUSTRY],
        platforms=unique[ChoiceTest.PLATFORM],
        programme=next(iter(unique[ChoiceTest.PROGRAMME]), ""),
        posts=unique[ChoiceTest.POSTS],
    )


def _known(clause: str, catalogue: Catalogue) -> list[tuple[ChoiceTest, str]]:
    """Regions and platforms of the catalogue in a clause; programmes only where it speaks of one."""
    found: list[tuple[ChoiceTest, str]] = []
    for evidence in catalogue.all(ChoiceEvidence):
        if evidence.test is ChoiceTest.POSTS or (evidence.test is ChoiceTest.PROGRAMME and "专业" not in clause):
            continue
        names = (evidence.name, evidence.name_en, *evidence.aliases)
        name = next((n for n in names if normalise(n) in clause), None)
        if name is not None:
            found.append((evidence.test, name))
    return found
