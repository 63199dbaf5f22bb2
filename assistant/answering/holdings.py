"""What the assistant holds on a day: index, records and places without what was not yet issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.answering.amended import AmendingNotices
from assistant.answering.answerer import SentenceAnswerer
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.catalogue.in_force import catalogue_on
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place
from assistant.corpus.editions import several
from assistant.retrieval.retriever import Retriever
from assistant.types import Document, Language, Passage
from assistant.understanding.asked_edition import asked_editions
from assistant.understanding.query import Query

# There are few more eras than dates in the corpus, and fewer that are asked for.
_KEPT = 64
MakeReader = Callable[[Retriever], Reader]
MakeAnswerer = Callable[[Reader, Retriever, Catalogue, Places], SentenceAnswerer]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that answers on the days of one era; ``complete`` where nothing is left out as later.

    ``later``: titles of the sections that are left out, so that none is suggested.
    """

    retriever: Retriever
    catalogue: Catalogue
    places: Places
    reader: Reader
    answerer: SentenceAnswerer
    complete: bool
    later: frozenset[str] = frozenset()

    @property
    def speaks(self) -> bool:
        """Whether anything at all had been issued."""
        return any(map(self.retriever.speaks, self.retriever.generation.passages))


class HoldingsByDay:
    """Makes what is held on a day, once for all days on which it is the same."""

    def __init__(
        self, retriever: Retriever, catalogue: Catalogue, places: Places, reader: MakeReader, answerer: MakeAnswerer
    ) -> None:
        self._retriever = retriever
        self._catalogue = catalogue
        self._places = places
        self._reader = reader
        self._answerer = answerer
        self._of_era = lru_cache(maxsize=_KEPT)(self._make)
        self._editions = several(retriever.generation.documents.values())
        self._amending = AmendingNotices(retriever.generation.documents)

    def on(self, day: date) -> Holdings:
        """What is held on a day."""
        return self._of_era(self._retriever.on(day))

    def of(self, query: Query) -> Holdings:
        """What is held on the day of a question, with the editions that it names in place of those in force."""
        asked = asked_editions(query.standalone, query.as_of, self._editions)
        unheard = self._amending.silent(query, asked.past, changes=asked.changes)
        day = min(query.as_of, asked.then or query.as_of)
        return self._of_era(self._retriever.on(day, asked.past, asked.silent | unheard))

    def _make(self, retriever: Retriever) -> Holdings:
        complete = retriever.complete
        catalogue, places = self._catalogue, self._places
        if not complete or self._editions:
            documents = retriever.generation.documents
            former = Places(_Texts(documents, retriever.former)) if self._editions else None
            places = Places(_Texts(documents, retriever.passages), former)
            catalogue = catalogue_on(self._catalogue, lambda place: self._speaks(place, places))
        reader = self._reader(retriever)
        answerer = self._answerer(reader, retriever, catalogue, places)
        later = frozenset[str]() if complete and not self._editions else _left_out(retriever)
        return Holdings(retriever, catalogue, places, reader, answerer, complete, later)

    def _speaks(self, place: Place, on_the_day: Places) -> bool:
        """A place that this index does not hold at all is no later one."""
        return bool(on_the_day.passages(place, Language.ZH)) or not self._places.passages(place, Language.ZH)


@dataclass(frozen=True, slots=True)
class _Texts:
    documents: Mapping[str, Document]
    passages: Sequence[Passage]


def _left_out(retriever: Retriever) -> frozenset[str]:
    """Titles of the sections of which no passage speaks, but for those that another section bears as well."""
    spoken: set[str] = set()
    silent: set[str] = set()
    for passage in retriever.generation.passages:
        section = retriever.section(passage)
        if section is not None:
            (spoken if retriever.speaks(passage) else silent).add(section.title)
    return frozenset(silent - spoken - {""})
