"""The tool for which certificate fits a job: evidence where the turn model reads a question as one for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answering.places import Places
from assistant.answering.statements import joined
from assistant.answering.status_changes import instead_of, seen_open
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.roles import Fit, best_fits, rank_certificates, roles_named
from assistant.evidence.evidence import Evidence, of_records
from assistant.evidence.openings import NOTHING_OPEN, OpeningFinder, Openings
from assistant.index.embedding import Vectors
from assistant.pack.schema import Chosen, Kind
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise
from assistant.types import Language
from assistant.understanding.clauses import clauses_of
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.turns import ALSO_AN_AIM, TurnKind, TurnModel

TOOL = "role_to_certificate"
# From this probability on a question is one for a recommendation; below it nothing is ranked.
_ASKED = 0.5
# From here on where a clause says that somebody wants a post.
_ASKED_BESIDE_AN_AIM = 0.3
_BESIDE_A_WISH = (TurnKind.SITUATION, TurnKind.DISMISSAL)
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
        self._openings = OpeningFinder(catalogue, places)

    def find(self, query: Query, embed: Callable[[str], Vectors]) -> tuple[Evidence, ...]:
        """The certificates that fit best, each with its reason; () where none is asked for or none fits.

        What a question asks of a certificate that it names, or of a source that says nothing of posts, passages tell.

        Args:
            query: the question.
            embed: a text's embedding.
        """
        wish, aimed = self._wish(query.standalone, embed)
        # What stands beside a wish hides it.
        kinds = [self._kinds(text, embed) for text in dict.fromkeys((query.standalone, wish))]
        asked = max(k.get(TurnKind.RECOMMENDATION, 0.0) for k in kinds)
        certificates = self._catalogue.all(Kind.CERTIFICATE)
        named = query.ids(EntityKind.CERTIFICATE)
        if asked >= _ASKED_BESIDE_AN_AIM and not named:
            asked = max(asked, aimed)
        of_one = len(named) == 1 and not query.aims
        if asked < _ASKED or not certificates or of_one or not _may_be_told_by(query, certificates):
            return ()
        others = self._of_other_kinds(query, asked)
        if others or query.ids(EntityKind.CENTRE_CERTIFICATION):
            return others
        # Of several that are named, one is to be chosen.
        among = tuple(c for c in certificates if c.id in named) or certificates
        for mention in query.mentions:
            if mention.kind is EntityKind.CERTIFICATE:
                wish = wish.replace(mention.text, " ")
        similarity = similarity_to_posts(embed(wish), among, self._retriever, self._places)
        fits = best_fits(rank_certificates(wish, among, self._catalogue.all(Kind.ROLE), similarity))
        stopped = [fit for fit in fits if self._openings.is_stopped(fit.certificate)]
        roles = [role for fit in stopped[:1] for role in fit.roles]
        open_ = self._openings.beside(wish, roles, query.language, query.as_of) if stopped else NOTHING_OPEN
        found = (self._evidence(fit, query.language, asked, fits[0], open_) for fit in fits)
        told = tuple(e for e in found if e.citations)
        if told and open_.unknown:
            unknown, cited = open_.unknown, open_.unknown_citations
            told = (*told, of_records(unknown, cited, TOOL, computed=figures(unknown), probability=asked))
        if told or named or not query.told:
            return told
        # Who tells of themselves and no post wants to know where to begin.
        return self._what_is_open(query, _NO_POST * asked)

    def _wish(self, text: str, embed: Callable[[str], Vectors]) -> tuple[str, float]:
        """A text without what the person tells of themselves and turns away from, and how surely it names a post.

        All of it where nothing else is left.
        """
        kept, aimed, parts = [], 0.0, clauses_of(text)
        for part in parts:
            kinds = self._kinds(part, embed)
            aim = kinds.get(TurnKind.AIM, 0.0)
            if aim < ALSO_AN_AIM and max(kinds, key=lambda kind: kinds[kind], default=None) in _BESIDE_A_WISH:
                continue
            kept.append(part)
            if roles_named(normalise(part), self._catalogue.all(Kind.ROLE)):
                aimed = max(aimed, aim)
        return ("，".join(kept) if kept and len(kept) < len(parts) else text), aimed

    def _kinds(self, text: str, embed: Callable[[str], Vectors]) -> Mapping[TurnKind, float]:
        return self._turns.probabilities(embed(text)) if self._turns else {}

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

    def _evidence(self, fit: Fit, language: Language, probability: float, best: Fit, open_: Openings) -> Evidence:
        certificate = fit.certificate
        told = [(name, value) for name in ("duties", "issuer") for value in certificate.texts(name)[:1]]
        cited = (self._places.cite(certificate.place(name), value, language) for name, value in told)
        citations = tuple(dict.fromkeys(c for c in cited if c))
        say = _said_zh if language is Language.ZH else _said_en
        text = say(fit, first=fit is best, stopped=self._openings.is_stopped(certificate))
        if fit is best and open_.text and citations:
            # What can be taken comes before what fits and cannot.
            text = f"{open_.text}；{text}" if language is Language.ZH else f"{open_.text}. {text}"
            citations = tuple(dict.fromkeys((*citations, *open_.citations)))
            return of_records(text, citations, TOOL, computed=figures(open_.text), probability=probability)
        return of_records(text, citations, TOOL, probability=probability)


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


def _said_zh(fit: Fit, *, first: bool, stopped: bool) -> str:
    certificate = fit.certificate
    duties = "、".join(fit.duties or certificate.texts("duties")[:_DUTIES_SHOWN])
    year = f"{certificate.text('year')}年" if certificate.text("year") else ""
    known = "，".join(filter(None, (certificate.text("level"), year)))
    name = f"「{certificate.name}」" + (f"（{known}）" if known else "")
    issuer = f"评价组织是{certificate.text('issuer')}" if certificate.text("issuer") else ""
    posts = f"它面向的岗位有「{duties}」" if fit.duties else f"面向{duties}等" if duties else ""
    if stopped:
        lead = f"{'岗位最对口的' if first else '也对口的'}{name}现在不能新报"
    else:
        lead = f"{'最贴近的证书是' if first else '也可以考虑'}{name}"
    return "；".join(filter(None, ("，".join(filter(None, (lead, posts))), issuer))) + "。"


def _said_en(fit: Fit, *, first: bool, stopped: bool) -> str:
    certificate = fit.certificate
    duties = "、".join(fit.duties or certificate.texts("duties")[:_DUTIES_SHOWN])
    level = certificate.kind.level_in(certificate.text("level"), Language.EN)
    other = certificate.name if certificate.name != certificate.name_en else ""
    known = ", ".join(filter(None, (other, level, certificate.text("year"))))
    name = certificate.name_en + (f" ({known})" if known else "")
    issuer = certificate.text("issuer")
    if stopped:
        lead = f"{'Closest to the post' if first else 'Also close'} is {name}, which takes no new registrations now"
    else:
        lead = f"{'The closest certificate is' if first else 'Another option is'} {name}"
    parts = (lead, f"its target posts name {duties}" if duties else "", f"it is run by {issuer}" if issuer else "")
    return "; ".join(filter(None, parts)) + "."
