"""A place of the corpus (document and locator) to a citation of its very words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from assistant.answering.disagreements import Cells
from assistant.answering.rendering import cite
from assistant.catalogue.model import Place
from assistant.corpus.compare import compact
from assistant.corpus.dates import date_at
from assistant.corpus.editions import several
from assistant.types import EDITION_MARK, Citation, Document, Language, Passage


class Texts(Protocol):
    """Documents with their passages: an index generation, or a corpus as it was read."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    @property
    def passages(self) -> Sequence[Passage]: ...


class Places:
    """Finds the passages that stand under a locator, in the reader's language where that edition exists.

    ``former``: what editions said that are no longer in force. A record that still holds their value is cited from
    where it stood, and the answer is warned; where only the place's number is another, from where it stands now.
    """

    def __init__(self, texts: Texts, former: Places | None = None) -> None:
        self._texts = texts
        self._documents = texts.documents
        self._former = former
        self._passages: Mapping[tuple[str, str], list[Passage]] = _by_place(texts)
        self._editions = {(d.translation_of, d.language): d.id for d in texts.documents.values() if d.translation_of}

    @cached_property
    def cells(self) -> Cells:
        """The cells of all tables; made when first asked for."""
        return Cells(self._texts.passages, self._documents)

    def passages(self, place: Place, language: Language) -> list[Passage]:
        """Passages under a locator, rows of its tables included; empty when there are none."""
        edition = self._editions.get((place.document, language), place.document)
        found = self._passages.get((edition, place.locator)) or self._passages.get((place.document, place.locator), [])
        return found or (self._former.passages(place, language) if self._former else [])

    def cite(self, place: Place, value: str = "", language: Language = Language.ZH) -> Citation | None:
        """A citation of the first passage there that holds ``value``, or of the first at all."""
        found = self.passages(place, language) or []
        original = self._passages.get((place.document, place.locator), [])
        holding = [p for p in (*found, *original) if value and compact(value) in compact(p.text)]
        if value and not holding and self._former is not None:
            holding = self._once_there(place, value, language, self._former)
        passage = next(iter(holding or found), None)
        return cite(self.document(passage), passage) if passage else None

    def date_of(self, citation: Citation) -> str | None:
        """When the cited words were issued, as their document or its section says."""
        document = self._documents.get(citation.document)
        return date_at(document, citation.start) if document else citation.issued

    def section_of(self, citation: Citation) -> str:
        """The title of the section in which a citation stands, that of its document where it stands in none."""
        document = self._documents[citation.document]
        section = next((s for s in document.sections if s.start <= citation.start < s.end), None)
        return section.title if section else document.title

    def _once_there(self, place: Place, value: str, language: Language, former: Places) -> list[Passage]:
        """What held a value at a place in a former edition, as it stands now where it does, else as it stood."""
        held = [p for p in former.passages(place, language) if compact(value) in compact(p.text)]
        works = {self.document(p).work for p in held}
        texts = {compact(p.text) for p in held}
        now = (p for under in self._passages.values() for p in under if self.document(p).work in works)
        return [p for p in now if compact(p.text) in texts] or held

    def document(self, passage: Passage) -> Document:
        """The document of a passage."""
        return self._documents[passage.document_id]


def _by_place(texts: Texts) -> dict[tuple[str, str], list[Passage]]:
    table: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in texts.passages:
        table[passage.document_id, passage.locator].append(passage)
        # A row, or a clause of a text as it comes, stands under its own locator and under its section's.
        sections = texts.documents[passage.document_id].sections
        number = bisect_right(sections, passage.start, key=lambda s: s.start) - 1
        if number >= 0 and sections[number].locator != passage.locator:
            table[passage.document_id, sections[number].locator].append(passage)
    return {**_of_any_edition(table, texts.documents), **table}


def _of_any_edition(
    table: Mapping[tuple[str, str], list[Passage]], documents: Mapping[str, Document]
) -> Mapping[tuple[str, str], list[Passage]]:
    """Places by an id without an edition's name: the passages of the editions that are held, the newest first."""
    order = [id_ for listed in several(documents.values()).values() for e in reversed(listed) for id_ in e.ids]
    found: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for document, locator in sorted(table, key=lambda place: order.index(place[0]) if place[0] in order else 0):
        if documents[document].edition:
            found[document.partition(EDITION_MARK)[0], locator] += table[document, locator]
    return found
