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
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# So many conflicts in one answer; more would hide the one that was asked about.
_MOST = 2
# So much of the subject's words must stand in the question, or so much where it quotes figures of both sides.
_SUBJECT_SHARE, _QUOTED_SHARE = 0.5, 0.25
# From this share of the best conflict's on, the subject of another is the same.
_ABOUT_AS_MUCH = 0.8


def answer_disagreement(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The claims of the conflict that a question asks about, each cited, or None when it asks of none."""
    text = normalise(query.standalone)
    if not _ASKS_WHETHER_THEY_AGREE.search(text) or _compares_things(query):
        return None
    touched = _touched(text, catalogue)
    best = max(touched, key=lambda c: _subject_share(query, c), default=None)
    if best is None or _subject_share(query, best) < (
        _QUOTED_SHARE if _puts_both_sides(text, best) else _SUBJECT_SHARE
    ):
        return None
    asked = [best, *(c for c in touched if _is_of_the_same(query, c, best))][:_MOST]
    return Draft(
        Status.ANSWERED, tuple(s for c in asked for s in _claims(c, query.language, places)), intent="conflict"
    )


def _topics(text: str, conflict: Conflict) -> frozenset[str]:
    """The words of a conflict that a question holds."""
    words = (normalise(t) for t in (*conflict.topic, conflict.attribute, conflict.attribute_en))
    return frozenset(w for w in words if w in text)


def _puts_both_sides(text: str, conflict: Conflict) -> bool:
    """Whether a question quotes figures of two sides (「一份说14所，另一份说49所」)."""
    figures = set(_FIGURE.findall(text))
    sides = [set(_FIGURE.findall(normalise(c.value))) for c in conflict.claims]
    return sum(bool(side & figures - set().union(*sides[:i], *sides[i + 1 :])) for i, side in enumerate(sides)) > 1


def _touched(text: str, catalogue: Catalogue) -> list[Conflict]:
    """The conflicts that a question may be about; 「标准是哪年」 is not 「哪年」 of the certificate."""
    topics = [(c, _topics(text, c)) for c in catalogue.conflicts]
    words = {w for _, own in topics for w in own}
    whole = {w for w in words if not any(w != other and w in other for other in words)}
    return [c for c, own in topics if own & whole or _puts_both_sides(text, c)]


def _is_of_the_same(query: Query, conflict: Conflict, best: Conflict) -> bool:
    """Whether a further conflict is about the subject of the best one."""
    return conflict is not best and _subject_share(query, conflict) >= _ABOUT_AS_MUCH * _subject_share(query, best)


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
