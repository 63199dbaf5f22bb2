"""Places, passages and spans of an opened index, as the metrics need them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.index.generation import Generation
from assistant.types import Citation, Passage
from evals.metrics.spans import Span
from evals.questions import Place, Question


@dataclass(frozen=True, slots=True)
class Piece:
    """A retrieved piece of a document with the text that was searched; ours are passages, others' are chunks."""

    span: Span
    locator: str
    searched: str


def piece_of(passage: Passage) -> Piece:
    """A passage as a piece."""
    return Piece(Span(passage.document_id, passage.start, passage.end), passage.locator, passage.searchable)


class EvidenceBase:
    """Documents and passages of one generation; immutable."""

    def __init__(self, generation: Generation) -> None:
        self.documents = generation.documents
        self._by_id = {p.id: p for p in generation.passages}
        self._by_document: dict[str, list[Passage]] = defaultdict(list)
        for passage in generation.passages:
            self._by_document[passage.document_id].append(passage)
        self._starts = {id_: [p.start for p in passages] for id_, passages in self._by_document.items()}
        self._editions = {
            (d.translation_of, d.language.value): d.id for d in self.documents.values() if d.translation_of
        }

    def pieces(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        """The passages of those ids, in order."""
        return tuple(piece_of(self._by_id[i]) for i in ids)

    def cite(self, span: Span, locator: str, number: int) -> Citation:
        """The citation of a span."""
        document = self.documents[span.document]
        return Citation(
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            issued=document.issued,
            locator=locator,
            quote=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            authority=document.authority.value,
            n=number,
        )

    def context(self, citation: Citation) -> str:
        """Title, headings and column names of a quote."""
        passages = self._by_document.get(citation.document, [])
        number = bisect_right(self._starts.get(citation.document, []), citation.start) - 1
        if number < 0 or citation.start >= passages[number].end:
            return citation.title
        passage = passages[number]
        return "\n".join([citation.title, passage.header, *(column for column, _ in passage.cells)])

    def gold_spans(self, question: Question) -> tuple[Span, ...]:
        """The text under every ``evidence_at`` locator, in the edition of the question's language where there is one.

        A row is its passage; a section is its whole text, tables and heading included.
        """
        return tuple(s for place in question.evidence_at for s in self._spans(place, question.lang))

    def original_place(self, place: str) -> str:
        """``document#locator`` with a translation replaced by what it translates."""
        document, _, locator = place.partition("#")
        original = self.documents[document].translation_of if document in self.documents else None
        return f"{original or document}#{locator}"

    def _spans(self, place: Place, lang: str) -> list[Span]:
        edition = self._editions.get((place.document, lang), place.document)
        for document in dict.fromkeys((edition, place.document)):
            if document not in self.documents:
                continue
            spans = [
                Span(document, s.start, s.end) for s in self.documents[document].sections if s.locator == place.locator
            ] or [Span(document, p.start, p.end) for p in self._by_document[document] if p.locator == place.locator]
            if spans:
                return spans
        return []


def cited_spans(citations: Iterable[Citation]) -> tuple[Span, ...]:
    """Where the quotes stand."""
    return tuple(Span(c.document, c.start, c.end) for c in citations)
