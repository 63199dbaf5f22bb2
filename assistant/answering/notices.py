"""Warnings beside an answer: status changes by date, conflicting sources, weak or reposted sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Certificate, Place
from assistant.retrieval.tokenization import normalise
from assistant.types import Authority, Citation, Document, Draft, Language, Notice, NoticeKind, Status
from assistant.understanding.query import Query

Locate = Callable[[Place, str], Citation | None]
# Asking to take a certificate, as against what its standard says.
_TAKING = re.compile(
    r"报名|报考|考证|考个|考哪|考什么证|哪张证|哪个证|什么证|选证|推荐.{0,6}证|该考|想考|能考|还能|还可以|现在|如今|目前|今年|明年|"
    r"试点院校|考证人数|申请试点|\b(take|register|sign up|enrol|apply|recommend|should i|which certificate|now|currently|still|today)\b"
)


def notices(
    query: Query, draft: Draft, catalogue: Catalogue, documents: Mapping[str, Document], locate: Locate
) -> tuple[Notice, ...]:
    """All notices that a draft deserves.

    Args:
        query: what was asked.
        draft: the answer so far; nothing is added to one that does not answer.
        catalogue: its conflicts and status changes.
        documents: for authority and reposts.
        locate: finds the citation of a value at a place of the corpus.
    """
    if draft.status is not Status.ANSWERED:
        return ()
    cited = [c for s in draft.statements for c in s.citations]
    return (
        *_status_changes(query, cited, catalogue, locate),
        *(() if draft.intent == "conflict" else _conflicts(query, cited, catalogue, locate)),
        *_weak_sources(query, cited, documents),
    )


def _status_changes(query: Query, cited: Iterable[Citation], catalogue: Catalogue, locate: Locate) -> Iterable[Notice]:
    text = normalise(query.standalone)
    quotes = normalise(" ".join(c.quote for c in cited))
    documents = {c.document.removesuffix("-en") for c in cited}
    for change in catalogue.status_changes:
        place = Place.parse(change.cite)
        if query.as_of < change.from_date or place.document in documents or not _TAKING.search(text):
            continue
        names = [
            normalise(n)
            for c in catalogue.all(Certificate)
            if c.id in change.certificates
            for n in (c.name, *c.aliases)
        ]
        if re.search(r"1\+x|x证书|x certificate", text + quotes) or any(n in text or n in quotes for n in names):
            citation = locate(place, "")
            zh = query.language is Language.ZH
            yield Notice(NoticeKind.SUPERSEDED, change.text if zh else change.text_en, (citation,) if citation else ())


def _conflicts(query: Query, cited: Iterable[Citation], catalogue: Catalogue, locate: Locate) -> Iterable[Notice]:
    """A conflict is told when the question touches its topic and the answer cites one of its claims."""
    text = normalise(query.standalone)
    quotes = [(c.document.removesuffix("-en"), normalise(c.quote)) for c in cited]
    zh = query.language is Language.ZH
    for conflict in catalogue.conflicts:
        if not any(normalise(t) in text for t in conflict.topic):
            continue
        told = [
            claim
            for claim in conflict.claims
            if any(d == Place.parse(claim.cite).document and normalise(claim.value) in q for d, q in quotes)
        ]
        if not told:
            continue
        citations = [locate(Place.parse(claim.cite), claim.value) for claim in conflict.claims]
        values = "、".join(f"「{claim.value}」" for claim in conflict.claims)
        body = (
            f"各来源对{conflict.subject}的{conflict.attribute}说法不一：{values}。{conflict.reason}"
            if zh
            else f"Sources differ on {conflict.attribute_en} of {conflict.subject_en}: {values}. {conflict.reason_en}"
        )
        yield Notice(NoticeKind.CONFLICT, body, tuple(c for c in citations if c))


def _weak_sources(query: Query, cited: Iterable[Citation], documents: Mapping[str, Document]) -> Iterable[Notice]:
    used = [documents[id_] for id_ in dict.fromkeys(c.document for c in cited)]
    if not used:
        return
    zh = query.language is Language.ZH
    if all(d.repost for d in used):
        yield Notice(
            NoticeKind.LOW_AUTHORITY,
            "所依据的文件只见到转载，办理前请核对发文机关的原文。"
            if zh
            else "Only a repost of the document was seen; check the original before you act.",
        )
    elif all(d.authority.rank >= Authority.NEWS.rank and d.authority is not Authority.UNKNOWN for d in used):
        yield Notice(
            NoticeKind.LOW_AUTHORITY,
            "所依据的是新闻报道，不是规定原文。" if zh else "The ground is a news report, not the rule itself.",
        )
