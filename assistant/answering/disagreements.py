"""Questions whether the sources agree: what each of them says, and which is preferred and why."""

from __future__ import annotations

import re

from assistant.answering.places import Places
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query

_ASKS_WHETHER_THEY_AGREE = re.compile(
    r"说法(是否|都|也)?(一样|一致|不一|相同|不同|统一|有出入)|(一致|统一|一样|相同)[吗么]|"
    r"(讲|说|写|印|看到)的?(都|怎么|却|又)?(不一样|不同|不一致|不统一|有出入)|"
    r"(说|写|讲|叫法|叫的).{0,10}(前后|好像|似乎|有点).{0,6}(不一样|不同|不一致|不统一)|前后不(统一|一致|一样)|"
    r"一份.{2,30}另一份|有的.{2,16}有的|一处.{2,16}另一处|到底(是|算)|糊涂|哪个准|(两边|两处)怎么说|"
    r"矛盾|冲突|对不上|不一致|有出入|打架|哪个(说法)?(才|是|更)?(对|准|可信|正确)|"
    r"以(哪|谁).{0,6}为准|不同(的)?(说法|版本|口径)|"
    r"各.{0,6}怎么(说|写)|\b(dis)?agree|conflict|contradict|inconsisten|differ|which (one |source )?is (right|correct)"
)
# What differs between the things: who issues it, what it asks, how to take it. What it is, the answer says anyway.
_ASKS_A_FACT = re.compile(
    r"谁|哪家|哪个(单位|机构|部门)|怎么(考|报)|如何(考|报)|考什么|报考|报名|条件|几级|级别|有效|免费|\b(who|how|issue|apply|take|exam|level)\b"
)
_SOURCES = re.compile(r"说法|资料|来源|文献|文件|论文|口径|版本|\b(source|document|paper)s?\b", re.IGNORECASE)
# So much of the subject's words must stand in the question.
_SUBJECT_SHARE = 0.5


def answer_disagreement(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The claims of the conflict that a question asks about, each cited, or None when it asks of none."""
    text = normalise(query.standalone)
    if not _ASKS_WHETHER_THEY_AGREE.search(text) or _compares_things(query):
        return None
    touched = [
        c for c in catalogue.conflicts if any(normalise(t) in text for t in (*c.topic, c.attribute, c.attribute_en))
    ]
    best = max(touched, key=lambda c: _subject_share(query, c), default=None)
    if best is None or _subject_share(query, best) < _SUBJECT_SHARE:
        return None
    return Draft(Status.ANSWERED, _claims(best, query.language, places), intent="conflict")


def _compares_things(query: Query) -> bool:
    """Whether two things are to be compared (「B2B和B2C的年份一样吗」), not what sources say of one."""
    named = {m.id for m in query.mentions if m.kind in (EntityKind.CERTIFICATE, EntityKind.TEXTBOOK)}
    return len(named) > 1 and not _SOURCES.search(query.standalone)


def ask_which(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """Which of the things of one name is meant, None where the question tells or names no such thing."""
    text = normalise(query.standalone)
    for conflict in catalogue.conflicts:
        named = next((normalise(t) for t in conflict.topic if normalise(t) in text), None)
        if named is None or not all(c.reading for c in conflict.claims) or not _ASKS_A_FACT.search(text):
            continue
        around = text.replace(named, " ")
        if not any(normalise(word) in around for c in conflict.claims for word in c.told_by):
            return _readings(query, conflict, named, places)
    return None


def _readings(query: Query, conflict: Conflict, named: str, places: Places) -> Draft:
    zh = query.language is Language.ZH
    head = "这个名称指两样东西，请问是哪一个？" if zh else "The name stands for different things. Which one?"
    statements = [Statement(head)]
    for claim in conflict.claims:
        citation = places.cite(Place.parse(claim.cite), claim.value, query.language)
        if citation is not None:
            statements.append(Statement(f"{claim.reading if zh else claim.reading_en}：{citation.quote}", (citation,)))
    choices = tuple(
        normalise(query.standalone).replace(named, f"{c.reading if zh else c.reading_en}") for c in conflict.claims
    )
    return Draft(Status.CLARIFY, tuple(statements), suggestions=choices, intent="conflict")


def _subject_share(query: Query, conflict: Conflict) -> float:
    """Share of the subject's terms that the question holds, in the language where more of it does."""
    asked = set(tokenize(query.standalone)) | {t for m in query.mentions for t in tokenize(m.name)}
    shares = []
    for subject in (conflict.subject, conflict.subject_en):
        terms = set(tokenize(subject))
        shares.append(len(terms & asked) / len(terms) if terms else 0.0)
    return max(shares)


def _claims(conflict: Conflict, language: Language, places: Places) -> tuple[Statement, ...]:
    zh = language is Language.ZH
    head = (
        f"各来源对{conflict.subject}的{conflict.attribute}说法不一，共{len(conflict.claims)}种："
        if zh
        else f"Sources differ on {conflict.attribute_en} of {conflict.subject_en} ({len(conflict.claims)} claims): "
    )
    statements = [Statement(head)]
    for claim in conflict.claims:
        citation = places.cite(Place.parse(claim.cite), claim.value, language)
        if citation is None:
            continue
        source = f"《{citation.title}》{citation.locator}" if zh else f"“{citation.title}”, {citation.locator}"
        preferred = ("（取这一种）" if zh else " (preferred)") if claim.preferred else ""
        said = citation.quote if language is Language.EN else claim.value
        figures = frozenset(re.findall(r"\d+(?:[.,]\d+)*%?", source))
        statements.append(Statement(f"{source}：{said}{preferred}", (citation,), figures))
    return (*statements, Statement(conflict.reason if zh else conflict.reason_en))
