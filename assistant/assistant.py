"""The whole path of a question on one screen."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.answering.abstention import AbstentionModel, load_model
from assistant.answering.conduct import reply, screen
from assistant.answering.extraction import Found, answers, draft, statements
from assistant.answering.guidance import guide
from assistant.answering.issuers import wrong_issuer
from assistant.answering.notices import Locate, notices
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.answering.verification import number_citations, with_marks
from assistant.catalogue.coverage import CACHE_NAME, CoverageEstimator
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.names import numbered_items, record_names, short_names
from assistant.catalogue.tally import Operation
from assistant.deadline import Deadline
from assistant.index.embedding import Embedder, load_embedder
from assistant.index.generations import Generation, Progress, ensure
from assistant.retrieval.fusion import Fusion, fuse
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from assistant.types import Answer, Document, Draft, Language, Statement, Status, Turn
from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.query import Query
from assistant.understanding.spelling import Speller

# From this probability on that it answers, a passage is worth reading beside a recommendation.
_SURE = 0.7
# What records answer exactly, so that a part of a question may be theirs.
_COMPUTED = frozenset({"certificate_facts", "certificate_status", *(f"records_{o.value}" for o in Operation)})


class Assistant:
    """Answers turns from one index generation; safe to share between threads."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        catalogue: Catalogue,
        abstention: AbstentionModel | None = None,
        coverage_vectors: Path | None = None,
        fusion: Fusion = fuse,
        limit_s: float = math.inf,
    ) -> None:
        self.generation = generation
        self.catalogue = catalogue
        self.places = Places(generation)
        self.embedder = embedder
        self.retriever = Retriever(generation, fusion)
        self.lexicon = Lexicon(
            [*record_names(catalogue), *_document_names(generation.documents.values())],
            short_names(catalogue),
            numbered_items(catalogue),
        )
        self.speller = Speller(generation.lexical.document_frequency, [p.searchable for p in generation.passages])
        self._abstention = abstention or load_model(embedder.name, expanded=bool(generation.questions.size))
        self.reader = Reader(self.retriever, embedder, self.lexicon, self.speller, self._abstention)
        self._coverage_vectors = coverage_vectors
        self._limit_s = limit_s

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Assistant:
        """Load the model and open the index, building it first where it is missing or stale.

        Raises:
            ZhengtuError: with a message that says what to do.
        """
        embedder = load_embedder(settings.embedding_model)
        catalogue = load_catalogue(settings.catalogue)
        generation = ensure(settings.corpus, settings.index, embedder, progress)
        vectors, limit_s = settings.corpus / CACHE_NAME, settings.answer_limit_s
        opened = cls(generation, embedder, catalogue, coverage_vectors=vectors, limit_s=limit_s)
        # What is made at first use takes seconds, which are not to come off the first person's time.
        opened.speller.prepare()
        return opened

    @cached_property
    def coverage(self) -> CoverageEstimator:
        """Judges courses against requirements; made on first use (0.1 s).

        Raises:
            NoRequirementsError: the catalogue holds no requirements.
        """
        return CoverageEstimator(self.catalogue, self.embedder, cache=self._coverage_vectors)

    def answer(self, turn: Turn) -> Answer:
        """Understand, retrieve, answer, verify.

        Raises:
            QuestionError: the question is empty, too long or not text.
            TooSlowError: it took longer than an answer may, which is looked at between the stages.
        """
        started = time.perf_counter()
        query = self.reader.understand(turn, Deadline.after(self._limit_s))
        found = None
        conduct = screen(query.text)
        if conduct is not None:
            result = Draft(Status.DECLINED, (Statement(reply(conduct, query.language)),), intent=conduct.value)
        else:
            guided = self._from_records(query) or self._part_by_part(query)
            if guided is None:
                reading, found = self.reader.best(turn, query)
                guided = draft(reading, found, self._abstention, self.retriever)
            elif guided.intent == "role_to_certificate":
                guided = self._with_passage(query, guided)
            query.deadline.check()
            correction = wrong_issuer(query, self.catalogue, self.places)
            if correction is not None and guided.intent != "records_list":
                # What is put right is an answer, even where the rest of the question finds none.
                guided = replace(guided, status=Status.ANSWERED, statements=(correction, *guided.statements))
            warnings = notices(query, guided, self.catalogue, self.generation.documents, self._locate(query))
            result = replace(guided, notices=(*guided.notices, *warnings))
        answer = self._finish(turn, query, result, found)
        return replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def _part_by_part(self, query: Query) -> Draft | None:
        """The answers to several questions in one, where records answer one of them and each has an answer."""
        drafts: list[Draft] = []
        for part in self.reader.parts(query):
            guided = self._from_records(part)
            drafts.append(guided or draft(part, self.reader.find(part), self._abstention, self.retriever))
        computed = [d for d in drafts if d.intent in _COMPUTED]
        if not computed or any(d.status is not Status.ANSWERED for d in drafts):
            return None
        said = dict.fromkeys(s for d in drafts for s in d.statements)
        return replace(computed[0], statements=tuple(said), suggestions=drafts[-1].suggestions)

    def _with_passage(self, query: Query, guided: Draft) -> Draft:
        """A recommendation with what the sources say on the question in words of their own, where that is sure."""
        found = self.reader.find(query)
        said = {c.quote for s in guided.statements for c in s.citations}
        new = tuple(c for c in found.chosen[:1] if c.hit.passage.text not in said)
        sure = answers(found, self._abstention) and self._abstention.probability(found.signals) >= _SURE
        if not new or not sure or guided.status is not Status.ANSWERED:
            return guided
        return replace(guided, statements=(*guided.statements, *statements(query, new, self.retriever)))

    def _from_records(self, query: Query) -> Draft | None:
        vector = self.reader.vector(query)
        return guide(query, vector, self.catalogue, self.retriever, self.places, lambda: self.coverage)

    def _locate(self, query: Query) -> Locate:
        return lambda place, value: self.places.cite(place, value, query.language)

    def _finish(self, turn: Turn, query: Query, result: Draft, found: Found | None) -> Answer:
        statements, notices, citations = number_citations(result, self.generation.documents)
        if result.statements and not statements:
            # Everything failed verification: nothing that could be shown is carried by a source.
            text = (
                "没有能由原文支持的回答。"
                if query.language is Language.ZH
                else "No answer is supported by the sources."
            )
            result, statements = replace(result, status=Status.ABSTAINED), [Statement(text)]
        return Answer(
            id=turn.id,
            status=result.status,
            answer=with_marks(statements),
            language=query.language,
            intent=result.intent,
            citations=citations,
            notices=tuple(notices),
            suggestions=result.suggestions,
            trace=_trace(query, found, self._abstention),
        )


def _document_names(documents: Iterable[Document]) -> list[tuple[Entity, Sequence[str]]]:
    """The names of the documents; those of an edition in another language name the original."""
    return [
        (Entity(EntityKind.DOCUMENT, d.translation_of or d.id, d.title), (d.short_title, *d.aliases))
        for d in documents
        if d.title != d.id
    ]


def _trace(query: Query, found: Found | None, abstention: AbstentionModel) -> dict[str, object]:
    """What the eval report and the staff's desk show of a question; never sent to those who ask.

    ``confidence``: probability that the chosen passages answer; 1 where nothing had to be searched.
    """
    trace: dict[str, object] = {"standalone": query.standalone, "confidence": 1.0}
    if found is not None:
        trace["passages"] = [r.hit.passage.id for r in found.ranked]
        trace["locators"] = [f"{r.hit.passage.document_id}#{r.hit.passage.locator}" for r in found.ranked]
        trace["scores"] = [(r.score, r.hit.dense, r.hit.lexical) for r in found.ranked]
        trace["chosen"] = [r.hit.passage.id for r in found.chosen]
        trace["signals"] = found.signals
        trace["confidence"] = abstention.probability(found.signals)
    return trace
