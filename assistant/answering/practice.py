"""Practice items with their explanations cited and verified, as every other statement is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.answering.places import Places
from assistant.answering.verification import number_citations
from assistant.catalogue.practice import Item, PracticeGenerator, Reason
from assistant.types import Citation, Document, Draft, Language, Statement, Status

if TYPE_CHECKING:  # importing the assistant takes seconds
    from assistant.assistant import Assistant


@dataclass(frozen=True, slots=True)
class CitedItem:
    """An item; ``explanation`` and ``review`` carry numbered citations, all of which ``citations`` lists."""

    item: Item
    explanation: tuple[Statement, ...]
    review: tuple[Statement, ...]
    citations: tuple[Citation, ...]


class Practice:
    """The items of an assistant's records, cited in its documents."""

    def __init__(self, generator: PracticeGenerator, places: Places, documents: Mapping[str, Document]) -> None:
        self.generator = generator
        self._places = places
        self._documents = documents

    def cite(self, item: Item) -> CitedItem:
        """The item with its citations; a sentence that no document of this index carries is left out."""
        explained = [self._statement(r, item.language) for r in item.explanation]
        further = [self._statement(r, item.language) for r in item.review]
        draft = Draft(Status.ANSWERED, tuple(s for s in (*explained, *further) if s.citations))
        statements, _, citations = number_citations(draft, self._documents)
        texts = {s.text for s in explained}
        return CitedItem(
            item,
            tuple(s for s in statements if s.text in texts),
            tuple(s for s in statements if s.text not in texts),
            citations,
        )

    def _statement(self, reason: Reason, language: Language) -> Statement:
        found = (self._places.cite(s.place, s.value, language) for s in reason.sources)
        return Statement(reason.text, tuple(dict.fromkeys(c for c in found if c)))


@lru_cache(maxsize=2)
def practice_of(assistant: Assistant) -> Practice:
    """The practice of an assistant, made at its first use (about half a second)."""
    return Practice(PracticeGenerator(assistant.catalogue), assistant.places, assistant.generation.documents)
