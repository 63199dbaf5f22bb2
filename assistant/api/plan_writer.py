"""Words and citation numbers of a plan in one language, as bodies."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.api.schemas import CitationBody, Said
from assistant.assistant import Assistant
from assistant.catalogue.model import Place
from assistant.sheets.record_words import RecordWords
from assistant.sheets.sheet import Numbering
from assistant.types import Citation, Language


class PlanWriter(RecordWords):
    """Writes records in one language and numbers their citations in the order of first use.

    A citation whose quote is not what stands in its document is dropped, as in every answer.
    """

    def __init__(self, assistant: Assistant, language: Language) -> None:
        super().__init__(assistant.places, Numbering(assistant.generation.documents), language)

    @property
    def citations(self) -> list[CitationBody]:
        """All citations so far."""
        return [CitationBody.model_validate(c) for c in self.numbering.citations]

    def cite(self, *places: tuple[Place, str]) -> list[int]:
        """The numbers of the passages at places that hold the values beside them."""
        return self.marks(self.find(*stated) for stated in places)

    def marks(self, citations: Iterable[Citation | None]) -> list[int]:
        """The numbers of citations, each once; None has none."""
        return list(self.numbering.marks(citations))

    def said(self, text: str, *places: tuple[Place, str]) -> Said:
        """A statement with the numbers of its places."""
        return Said(text=text, citations=self.cite(*places))
