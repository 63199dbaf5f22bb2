"""Questions whether the sources agree: what each of them says, and which is preferred and why."""

from __future__ import annotations

import re

from assistant.answering.places import Places
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.query import Query

_ASKS_WHETHER_THEY_AGREE = re.compile(
    r"说法(是否|都|也)?(一样|一致|不一|相同|不同|统一|有出入)|(一致|统一|一样|相同)[吗么]|"
    r"矛盾|冲突|对不上|不一致|有出入|打架|哪个(说法)?(才|是|更)?(对|准|可信|正确)|"
    r"以(哪|谁).{0,6}为准|不同(的)?(说法|版本|口径)|"
    r"各.{0,6}怎么(说|写)|\b(dis)?agree|conflict|contradict|inconsisten|differ|which (one |source )?is (right|correct)"
)
# So much of the subject's words must stand in the question.
_SUBJECT_SHARE = 0.5


def answer_disagreement(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The claims of the conflict that a question asks about, each cited, or None when it asks of none."""
    text = normalise(query.standalone)
    if not _ASKS_WHETHER_THEY_AGREE.search(text):
        return None
    touched = [
        c for c in catalogue.conflicts if any(normalise(t) in text for t in (*c.topic, c.attribute, c.attribute_en))
    ]
    best = max(touched, key=lambda c: _subject_share(query, c), default=None)
    if best is None or _subject_share(query, best) < _SUBJECT_SHARE:
        return None
    return Draft(Status.ANSWERED, _claims(best, query.language, places), intent="conflict")


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
