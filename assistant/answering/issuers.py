"""A certificate with another one's organisation (「社交电商运营是南京奥派搞的」) is put right before all else."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.places import Places
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.types import Language, Statement
from assistant.understanding.entities import EntityKind
from assistant.understanding.language import content
from assistant.understanding.query import Query

_COMPANY_WORDS = ("有限", "责任", "股份", "公司", "北京", "南京", "厦门", "江苏", "集团")
# A company's name is recognised by this many of its own first characters.
_COMPANY_STEM = 2


def wrong_issuer(query: Query, catalogue: Catalogue, places: Places) -> Statement | None:
    """The right organisation of the one certificate that a question names beside another's, None otherwise."""
    named = query.ids(EntityKind.CERTIFICATE)
    certificates: Sequence[Record] = catalogue.all(Kind.CERTIFICATE)
    record = next((c for c in certificates if named == (c.id,)), None)
    if record is None:
        return None
    text = normalise(query.own)
    for mention in query.mentions:
        text = text.replace(normalise(mention.text), " ")
    if organisation_named(text, record.text("issuer")):
        return None
    other = next(
        (
            c
            for c in certificates
            if c.text("issuer") != record.text("issuer") and organisation_named(text, c.text("issuer"))
        ),
        None,
    )
    # 「北京」 or 「中联」 inside another word is no organisation; the question must speak of who runs it.
    if other is None or not _speaks_of_running(text):
        return None
    citation = places.cite(record.place("issuer"), record.text("issuer"), query.language)
    if citation is None:
        return None
    if query.language is Language.ZH:
        return Statement(f"先更正一点：「{record.name}」的第三方评价组织是{record.text('issuer')}。", (citation,))
    return Statement(
        f"First a correction: {record.name_en} ({record.name}) is run by {record.text('issuer')}.", (citation,)
    )


def _speaks_of_running(text: str) -> bool:
    return any(word in content(text) or word in text for word in ("评", "发", "搞", "办", "家", "run", "issue"))


def organisation_named(text: str, organisation: str) -> str:
    """The words of a text that name an organisation, in full or by its first own characters; '' when none do.

    Args:
        text: normalised text.
        organisation: full name (「南京奥派信息产业股份公司」 is also named by 奥派).
    """
    if normalise(organisation) in text:
        return normalise(organisation)
    stem = organisation
    if "（" in stem:
        stem = stem.partition("（")[0] + stem.partition("）")[2]
    for word in _COMPANY_WORDS:
        stem = stem.replace(word, "")
    length = next((n for n in range(len(stem), _COMPANY_STEM - 1, -1) if normalise(stem[:n]) in text), 0)
    return normalise(stem[:length])
