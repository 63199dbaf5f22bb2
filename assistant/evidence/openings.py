"""What can be taken for a post where the certificates that fit it can no longer: from the records of what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.places import Places
from assistant.answering.statements import joined
from assistant.answering.status_changes import instead_of, seen_open
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.corpus.dates import first_day
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Citation, Language

# So many things beside the first that can be taken; more is a list.
_MOST = 2
_OPEN, _NOT_KNOWN = "open", "not_known"


@dataclass(frozen=True, slots=True)
class Openings:
    """What can be taken, said in one clause, and what nobody knows to be open, in a sentence; "" for nothing."""

    text: str
    citations: tuple[Citation, ...]
    unknown: str = ""
    unknown_citations: tuple[Citation, ...] = ()


NOTHING_OPEN = Openings("", ())


class OpeningFinder:
    """Knows what can be taken by the records of one day; safe to share between threads.

    Args:
        catalogue: the records.
        places: for citations.
    """

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self._catalogue = catalogue
        self._places = places
        self._stopped = {c for change in catalogue.status_changes for c in change.certificates}
        certificates = catalogue.all(Kind.CERTIFICATE)
        named = Counter(t for c in certificates for t in set(tokenize(c.name)))
        posts = {t for c in certificates for d in (c.name, *c.texts("duties")) for t in tokenize(d)}
        # What half of all certificates are called by is their trade's, and tells no post from another.
        self._telling = posts - {t for t, n in named.items() if 2 * n >= len(certificates)}

    def is_stopped(self, certificate: Record) -> bool:
        """Whether nobody can take a certificate any more."""
        return certificate.id in self._stopped

    def beside(self, wish: str, roles: Sequence[Record], language: Language, day: date) -> Openings:
        """What can be taken instead of the stopped certificates, with what speaks of a post.

        Args:
            wish: what somebody wants to do.
            roles: the posts that it names.
            language: of the answer.
            day: on which it is to be open.
        """
        zh = language is Language.ZH
        told = [
            seen
            for change in self._catalogue.status_changes
            for seen in instead_of(change, self._catalogue, self._places, language, day)
        ]
        duties = [normalise(d) for r in roles for d in (r.name, r.text("duty")) if d]
        words = set(tokenize(" ".join((wish, *(r.text("duty") for r in roles))))) & self._telling
        fitting = [
            (r, c)
            for r, c in self._seen(self._catalogue.all(Kind.OPEN), language, day)
            if any(d in normalise(r.name) for d in duties) or words & set(tokenize(f"{r.name} {r.text('content')}"))
        ]
        first = told[:1]
        taken = [(r, c) for r, c in fitting if r.text("availability") == _OPEN and r not in [f for f, _ in first]]
        unknown = [(r, c) for r, c in fitting if r.text("availability") == _NOT_KNOWN]
        if not first and not taken:
            return NOTHING_OPEN
        each = [self._told(record, citation, words, language) for record, citation in (*first, *taken[:_MOST])]
        names = joined((name for name, _ in each), language)
        said = Openings(
            f"现在能报的有{names}" if zh else f"Open now: {names}",
            tuple(dict.fromkeys(c for _, cited in each for c in cited)),
        )
        for record, citation in unknown[:1]:
            name, day_seen = record.named(language), record.text("checked_on")
            said = replace(
                said,
                unknown=f"{name}也对口，最近见于{day_seen}的资料；现在是否开考没有查到。"
                if zh
                else f"{name} fits too and was last seen {day_seen}; whether it is open now is not known.",
                unknown_citations=(citation,),
            )
        return said

    def _told(
        self, record: Record, citation: Citation, words: set[str], language: Language
    ) -> tuple[str, tuple[Citation, ...]]:
        """What something is called, which parts of its exam speak of a post, and when it was seen to be open."""
        value, seen = record.text("content"), seen_open(record, language)
        if language is not Language.ZH:
            return f"{record.named(language)} ({seen})", (citation,)
        parts = [part for part in value.split("、") if words & set(tokenize(part))]
        cited = self._places.cite(record.place("content"), value, language) if parts else None
        if cited is None:
            return f"{record.name}（{seen}）", (citation,)
        return f"{record.name}（考核中{joined(parts, language)}，{seen}）", (citation, cited)

    def _seen(self, records: Iterable[Record], language: Language, day: date) -> list[tuple[Record, Citation]]:
        """The records of what a source of the day or before saw, each with its place."""
        cited = (
            (r, self._places.cite(r.place("offered"), r.text("offered"), language))
            for r in records
            if (first_day(r.text("checked_on")) or date.min) <= day
        )
        return [(r, c) for r, c in cited if c is not None]
