"""The answer without a language model: from records where they answer, else from the reading that passages answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.abstention import AbstentionModel
from assistant.answering.extraction import Found, answers, draft, statements
from assistant.answering.guidance import guide
from assistant.answering.issuers import wrong_issuer
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.answering.translation import in_language
from assistant.catalogue.coverage import CoverageEstimator
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.tally import Operation
from assistant.retrieval.retriever import Retriever
from assistant.types import Draft, Status, Turn
from assistant.understanding.language import detect_language
from assistant.understanding.query import Query

# From this probability on that it answers, a passage is worth reading beside a recommendation.
_SURE = 0.7
# What records answer exactly, so that a part of a question may be theirs.
_COMPUTED = frozenset({"certificate_facts", "certificate_status", *(f"records_{o.value}" for o in Operation)})


class SentenceAnswerer:
    """Drafts answers by rules and fitted models alone; safe to share between threads.

    Args:
        reader: reads questions against the index.
        retriever: the index.
        catalogue: the typed records.
        places: places of the corpus to citations.
        abstention: whether passages answer.
        coverage: makes the estimator of courses when it is needed.
    """

    def __init__(
        self,
        reader: Reader,
        retriever: Retriever,
        catalogue: Catalogue,
        places: Places,
        abstention: AbstentionModel,
        coverage: Callable[[], CoverageEstimator],
    ) -> None:
        self._reader = reader
        self._retriever = retriever
        self._catalogue = catalogue
        self._places = places
        self._abstention = abstention
        self._coverage = coverage

    def draft(self, turn: Turn, query: Query) -> tuple[Draft, Found | None]:
        """The answer to a turn, and what the passages held where they were searched for it."""
        found = None
        guided = self._from_records(query) or self._part_by_part(query)
        if guided is None:
            # Asked in one language to be answered in the other: found in the first, said in the edition of the second.
            reading, found = self._reader.best(turn, replace(query, language=detect_language(query.text)))
            if reading.language is not query.language:
                reading = replace(reading, language=query.language)
                found = in_language(found, query.language, self._retriever)
            guided = draft(reading, found, self._abstention, self._retriever)
        elif guided.intent == "role_to_certificate":
            guided = self._with_passage(query, guided)
        correction = wrong_issuer(query, self._catalogue, self._places)
        if correction is not None and guided.intent != "records_list":
            # What is put right is an answer, even where the rest of the question finds none.
            guided = replace(guided, status=Status.ANSWERED, statements=(correction, *guided.statements))
        return guided, found

    def _part_by_part(self, query: Query) -> Draft | None:
        """The answers to several questions in one, where records answer one of them and each has an answer."""
        drafts: list[Draft] = []
        for part in self._reader.parts(query):
            guided = self._from_records(part)
            drafts.append(guided or draft(part, self._reader.find(part), self._abstention, self._retriever))
        computed = [d for d in drafts if d.intent in _COMPUTED]
        if not computed or any(d.status is not Status.ANSWERED for d in drafts):
            return None
        said = dict.fromkeys(s for d in drafts for s in d.statements)
        return replace(computed[0], statements=tuple(said), suggestions=drafts[-1].suggestions)

    def _with_passage(self, query: Query, guided: Draft) -> Draft:
        """A recommendation with what the sources say on the question in words of their own, where that is sure."""
        found = self._reader.find(query)
        said = {c.quote for s in guided.statements for c in s.citations}
        new = tuple(c for c in found.chosen[:1] if c.hit.passage.text not in said)
        sure = answers(found, self._abstention) and self._abstention.probability(found.signals) >= _SURE
        if not new or not sure or guided.status is not Status.ANSWERED:
            return guided
        return replace(guided, statements=(*guided.statements, *statements(query, new, self._retriever)))

    def _from_records(self, query: Query) -> Draft | None:
        vector = self._reader.vector(query)
        return guide(query, vector, self._catalogue, self._retriever, self._places, self._coverage)
