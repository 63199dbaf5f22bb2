"""The whole path of a question on one screen."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.answering.abstention import AbstentionModel, load_model
from assistant.answering.answerer import SentenceAnswerer
from assistant.answering.conduct import last_certificate, reply_at_once, weigh
from assistant.answering.conversation import fit_in
from assistant.answering.extraction import Found
from assistant.answering.notices import Locate, notices
from assistant.answering.page_actions import act, with_plan_page
from assistant.answering.places import Places
from assistant.answering.practice import practice_of
from assistant.answering.reading import Reader
from assistant.answering.verification import number_citations, with_marks
from assistant.catalogue.coverage import CACHE_NAME, CoverageEstimator
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.names import numbered_items, record_names, short_names
from assistant.index.embedding import Embedder, load_embedder
from assistant.index.generations import Generation, Progress, ensure
from assistant.retrieval.fusion import Fusion, fuse
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from assistant.types import Answer, Document, Draft, Language, Message, Statement, Status, Turn
from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.query import Query
from assistant.understanding.spelling import Speller
from assistant.understanding.spellings import Spellings, load_spellings
from assistant.understanding.turn_taking import Taken, TurnReader
from assistant.understanding.turns import TurnKind, load_turn_model


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
        spellings: Spellings | None = None,
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
        self.spellings = spellings or Spellings()
        self.turns = TurnReader(load_turn_model(embedder.name), self.reader.embed)
        self._coverage_vectors = coverage_vectors
        self.answerer = SentenceAnswerer(
            self.reader, self.retriever, catalogue, self.places, self._abstention, lambda: self.coverage
        )

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Assistant:
        """Load the model and open the index, building it first where it is missing or stale.

        Raises:
            ZhengtuError: with a message that says what to do.
        """
        embedder = load_embedder(settings.embedding_model)
        catalogue = load_catalogue(settings.catalogue)
        generation = ensure(settings.corpus, settings.index, embedder, progress)
        spellings = load_spellings(settings.corpus)
        return cls(generation, embedder, catalogue, coverage_vectors=settings.corpus / CACHE_NAME, spellings=spellings)

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
        """
        started = time.perf_counter()
        turn = self.spellings.turn(turn)
        taken, said = self.turns.take(turn), turn.history
        turn = taken.turn
        query = self.reader.understand(turn)
        drafted, found = reply_at_once(taken, query.language, last_certificate(said, self.lexicon)), None
        drafted = drafted or self._act(taken, query, said)
        if drafted is None:
            drafted, found = self.answerer.draft(turn, query)
            sure = self._abstention.probability(found.signals) if found else 0.0
            drafted = weigh(taken, drafted, sure, query.language)
            drafted = fit_in(taken, said, drafted, query, found, self.retriever)
        warnings = notices(query, drafted, self.catalogue, self.generation.documents, self._locate(query))
        result = replace(drafted, notices=(*drafted.notices, *warnings))
        answer = self._finish(turn, query, result, found)
        return replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def _act(self, taken: Taken, query: Query, said: Sequence[Message]) -> Draft | None:
        """What a page does, done here; a plan by name is answered where the records have one."""
        if taken.kind is TurnKind.PLAN:
            drafted, _ = self.answerer.draft(taken.turn, query)
            if drafted.intent == "plan" and drafted.status is Status.ANSWERED:
                return with_plan_page(drafted, query, said, self.lexicon)
        return act(taken.kind, query, said, self.lexicon, lambda: practice_of(self))

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
