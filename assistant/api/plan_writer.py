"""Words and citation numbers of a plan in one language."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answering.editions import edition_words
from assistant.api.plan_schemas import Said
from assistant.api.schemas import CitationBody
from assistant.assistant import Assistant
from assistant.catalogue.model import Place, Record
from assistant.catalogue.study import semesters
from assistant.sheets.sheet import Numbering
from assistant.types import Citation, Language

_NO_SEMESTER = 99


class PlanWriter:
    """Writes records in one language and numbers their citations in the order of first use.

    A citation whose quote is not what stands in its document is dropped, as in every answer.
    """

    def __init__(self, assistant: Assistant, language: Language) -> None:
        self.places = assistant.places
        self.language = language
        self.zh = language is Language.ZH
        self._numbering = Numbering(assistant.generation.documents)

    @property
    def citations(self) -> list[CitationBody]:
        """All citations so far."""
        return [CitationBody.model_validate(c) for c in self._numbering.citations]

    def cite(self, *places: tuple[Place, str]) -> list[int]:
        """The numbers of the passages at places that hold the values beside them."""
        return self.marks(self.places.cite(place, value, self.language) for place, value in places)

    def marks(self, citations: Iterable[Citation | None]) -> list[int]:
        """The numbers of citations, each once; None has none."""
        return list(self._numbering.marks(citations))

    def said(self, text: str, *places: tuple[Place, str]) -> Said:
        """A statement with the numbers of its places."""
        return Said(text=text, citations=self.cite(*places))

    def name(self, record: Record) -> str:
        """A record's name; in English with the Chinese one, which people will meet."""
        return record.name if self.zh else f"{record.name_en} ({record.name})"

    def level(self, level: str, record: Record) -> str:
        """A certificate's level in the reader's language."""
        return record.kind.level_in(level, self.language)

    def words(self, place: Place, value: str) -> str:
        """A source's words, as the reader's edition has them."""
        return edition_words(place, value, self.places, self.language)

    def semester(self, text: str | None) -> str | None:
        """Semesters as the source writes them, or their numbers in English; None where it names none."""
        if self.zh or not text:
            return text
        return ", ".join(str(n) for n in semesters(text) if n != _NO_SEMESTER) or None
