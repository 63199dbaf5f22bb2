"""The tool for which certificate fits a job: evidence where the turn model reads a question as one for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.places import Places
from assistant.answering.statements import joined
from assistant.answering.status_changes import instead_of, seen_open
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.roles import Fit, best_fits, rank_certificates
from assistant.evidence.evidence import Evidence, of_records
from assistant.index.embedding import Vectors
from assistant.pack.schema import Chosen, Kind
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise
from assistant.types import Language
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind, TurnModel

TOOL = "role_to_certificate"
# From this probability on a question is one for a recommendation; below it nothing is ranked.
_ASKED = 0.5
_DUTIES_SHOWN = 6
_POSTS_NAMED = 3
# Where no post is described a passage answers sooner.
_NO_POST = 0.5
# 「专项」 of 专项技能认证: a group is known by its first word.
_GROUP_CHARS = 2


class Recommender:
    """Ranks the certificates of one day's records for a described job; safe to share between threads.

    Args:
        catalogue: certificates and roles.
        retriever: for the vectors of the certificates' own passages.
        places: for citations.
        turns: reads what a question wants; None where another embedding model is in use, so that nothing is ranked.
    """

    def __init__(self, catalogue: Catalogue, retriever: Retriever, places: Places, turns: TurnModel | None) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._places = places
        self._turns = turns

    def find(self, query: Query, vector: Vectors) -> tuple[Evidence, ...]:
        """The certificates that fit best, each with its reason; () where none is asked for or none fits.

        What a question asks of a certificate that it names, or of a source that says nothing of posts, passages tell.
        """
        asked = self._turns.probabilities(vector)[TurnKind.RECOMMENDATION] if self._turns else 0.0
        certificates = self._catalogue.all(Kind.CERTIFICATE)
        named = query.ids(EntityKind.CERTIFICATE)
        of_one = len(named) == 1 and not query.aims
        if asked < _ASKED or not certificates or of_one or not _may_be_told_by(query, certificates):
            return ()
        others = self._of_other_kinds(query, asked)
        if others or query.ids(EntityKind.CENTRE_CERTIFICATION):
            return others
        # Of several that are named, one is to be chosen.
        among = tuple(c for c in certificates if c.id in named) or certificates
        wish = query.standalone
        for mention in query.mentions:
            if mention.kind is EntityKind.CERTIFICATE:
                wish = wish.replace(mention.text, " ")
        similarity = similarity_to_posts(vector, among, self._retriever, self._places)
        fits = best_fits(rank_certificates(wish, among, self._catalogue.all(Kind.ROLE), similarity))
        found = (self._evidence(fit, query.language, asked, first=not n) for n, fit in enumerate(fits))
        told = tuple(e for e in found if e.citations)
        if told or named or not query.told:
            return told
        # Who tells of themselves and no post wants to know where to begin.
        return self._what_is_open(query, _NO_POST * asked)

    def _what_is_open(self, query: Query, probability: float) -> tuple[Evidence, ...]:
        """What can be taken, and that a post would tell what fits, where none that is described fits anything."""
        zh = query.language is Language.ZH
        open_ = {
            record.text("family" if zh else "family_en"): (seen_open(record, query.language), citation)
            for change in self._catalogue.status_changes
            for record, citation in instead_of(change, self._catalogue, self._places, query.language, query.as_of)
        }
        roles = self._catalogue.all(Kind.ROLE)
        if not open_ or not roles:
            return ()
        posts = joined((r.name if zh else r.name_en for r in roles[:_POSTS_NAMED]), query.language)
        names = joined((f"{n}（{seen}）" if zh else f"{n} ({seen})" for n, (seen, _) in open_.items()), query.language)
        text = (
            f"目前可考虑的有{names}；哪张更合适要看想做的岗位（如{posts}），告诉我岗位就能对着选。"
            if zh
            else f"Open now: {names}. Which fits best depends on the post ({posts} …): name one and I can match it."
        )
        citations = tuple(dict.fromkeys(c for _, c in open_.values()))
        return (of_records(text, citations, TOOL, computed=figures(text), probability=probability),)

    def _of_other_kinds(self, query: Query, probability: float) -> tuple[Evidence, ...]:
        """Certificates of another kind for a business that is named, else those of a group and level."""
        text = normalise(query.standalone)
        for kind in self._catalogue.schema.certificate_kinds():
            chosen = kind.chosen
            if chosen is None:
                continue
            everything = self._catalogue.all(kind.name)
            fits = [
                r
                for r in everything
                if r.text(chosen.by) and any(normalise(n) in text for n in (r.text(chosen.by), *r.aliases))
            ]
            if not fits:
                fits = [r for r in everything if (group := r.text(chosen.group)) and group[:_GROUP_CHARS] in text]
                levels = query.ids(EntityKind.LEVEL)
                fits = [r for r in fits if r.text(kind.level) in levels] or fits
            found = (self._of_another_kind(r, chosen, query.language, probability) for r in fits)
            if evidence := tuple(e for e in found if e.citations):
                return evidence
        return ()

    def _of_another_kind(self, record: Record, chosen: Chosen, language: Language, probability: float) -> Evidence:
        cited = (self._places.cite(record.place(), record.name, language),)
        citations = tuple(c for c in cited if c)
        told = [text for name in chosen.told if (text := record.text(name))]
        text = (
            f"「{record.name}」：{'，'.join(told)}。"
            if language is Language.ZH
            else f"{record.name_en} ({record.name}): {', '.join(told)}."
        )
        return of_records(text, citations, TOOL, probability=probability)

    def _evidence(self, fit: Fit, language: Language, probability: float, *, first: bool) -> Evidence:
        certificate = fit.certificate
        told = [(name, value) for name in ("duties", "issuer") for value in certificate.texts(name)[:1]]
        cited = (self._places.cite(certificate.place(name), value, language) for name, value in told)
        citations = tuple(dict.fromkeys(c for c in cited if c))
        say = _said_zh if language is Language.ZH else _said_en
        return of_records(say(fit, first=first), citations, TOOL, probability=probability)


def similarity_to_posts(
    vector: Vectors, certificates: Sequence[Record], retriever: Retriever, places: Places
) -> Mapping[str, float]:
    """Cosine of the question to the passage that states each certificate's target posts."""
    found = {}
    for certificate in certificates:
        passages = places.passages(certificate.place("duties"), Language.ZH)
        if passages:
            found[certificate.id] = max(retriever.similarity(p, vector) for p in passages)
    return found


def _may_be_told_by(query: Query, certificates: Sequence[Record]) -> bool:
    """Whether a question names no source, or one that states what certificates are for."""
    named = set(query.ids(EntityKind.DOCUMENT))
    told_by = {c.place("duties").document for c in certificates}
    return bool(named & told_by) or not (named or query.ids(EntityKind.STANDARD))


def _said_zh(fit: Fit, *, first: bool) -> str:
    certificate = fit.certificate
    duties = "、".join(fit.duties or certificate.texts("duties")[:_DUTIES_SHOWN])
    year = f"{certificate.text('year')}年" if certificate.text("year") else ""
    known = "，".join(filter(None, (certificate.text("level"), year)))
    parts = (
        f"它面向的岗位有「{duties}」" if fit.duties else f"面向{duties}等" if duties else "",
        f"评价组织是{certificate.text('issuer')}" if certificate.text("issuer") else "",
    )
    name = f"「{certificate.name}」" + (f"（{known}）" if known else "")
    posts, issuer = parts
    lead = f"{'最贴近的证书是' if first else '也可以考虑'}{name}"
    return "；".join(filter(None, ("，".join(filter(None, (lead, posts))), issuer))) + "。"


def _said_en(fit: Fit, *, first: bool) -> str:
    certificate = fit.certificate
    duties = "、".join(fit.duties or certificate.texts("duties")[:_DUTIES_SHOWN])
    level = certificate.kind.level_in(certificate.text("level"), Language.EN)
    other = certificate.name if certificate.name != certificate.name_en else ""
    known = ", ".join(filter(None, (other, level, certificate.text("year"))))
    lead = f"{'The closest certificate is' if first else 'Another option is'} {certificate.name_en}"
    issuer = certificate.text("issuer")
    parts = (
        lead + (f" ({known})" if known else ""),
        f"its target posts name {duties}" if duties else "",
        f"it is run by {issuer}" if issuer else "",
    )
    return "; ".join(filter(None, parts)) + "."
