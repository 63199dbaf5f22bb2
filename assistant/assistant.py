"""The whole path of a question."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from assistant.answering.abstention import AbstentionModel
from assistant.answering.answerer import SentenceAnswerer
from assistant.answering.choices import Choices
from assistant.answering.conduct import Conduct
from assistant.answering.conversation import fit_in, greeted
from assistant.answering.extraction import Found, trace_of
from assistant.answering.fits import Fits, load_fits
from assistant.answering.holdings import Holdings, HoldingsByDay
from assistant.answering.notices import nothing_yet, only_until, with_notices
from assistant.answering.page_actions import act, plan_address, plan_page
from assistant.answering.places import Places
from assistant.answering.planning import planner_of
from assistant.answering.practice import practice_of
from assistant.answering.provenance import asked_beside, stands_in
from assistant.answering.reading import Reader
from assistant.answering.said import Earlier, quoted_in
from assistant.answering.verification import verified
from assistant.answering.whom import Whom
from assistant.catalogue.coverage import CACHE_NAME, CoverageEstimator
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.names import lexicon_of
from assistant.deadline import Deadline
from assistant.errors import ModelError, ReplyPendingError
from assistant.evidence.reader import passage_reader
from assistant.evidence.status import StatusTool
from assistant.index.embedding import Embedder, load_embedder
from assistant.index.generation import Generation
from assistant.index.generations import ensure
from assistant.index.reuse import Progress
from assistant.llm.answerer import ModelAnswerer, Written
from assistant.llm.chat import Cancelled, ChatModel
from assistant.llm.collection import describe_documents, describe_records
from assistant.llm.finishing import answer_of
from assistant.llm.loading import load_chat_model
from assistant.llm.planner import Planner
from assistant.llm.replay import replay_day
from assistant.pack.examples import with_examples
from assistant.pack.lexicon import PackLexicon, load_lexicon
from assistant.pack.pack import Pack, load_pack, neutral_pack
from assistant.retrieval.fusion import Fusion, fuse
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from assistant.types import Answer, Draft, Language, Piece, Replacement, Status, Step, Turn
from assistant.understanding.aims import asked_for
from assistant.understanding.conversation import latest
from assistant.understanding.focus import asks_something
from assistant.understanding.followups import subjects_of
from assistant.understanding.query import Query
from assistant.understanding.spelling import Speller
from assistant.understanding.spellings import Spellings
from assistant.understanding.turn_taking import TurnReader
from assistant.understanding.turns import TurnKind


class Assistant:
    """Answers turns from one index generation; safe to share between threads."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        catalogue: Catalogue,
        abstention: AbstentionModel | None = None,
        corpus: Path | None = None,
        fusion: Fusion = fuse,
        limit_s: float = math.inf,
        model: ChatModel | None = None,
        today: date | None = None,
        fits: Fits | None = None,
        words: PackLexicon | None = None,
        pack: Pack | None = None,
    ) -> None:
        self.model = model
        words = words or PackLexicon()
        self.generation = generation
        self.pack = with_examples(pack or neutral_pack(), generation.documents.values())
        self.conduct = Conduct(self.pack)
        self.catalogue = catalogue
        self.places = Places(generation)
        self.embedder = embedder
        self.passage_reader = passage_reader(embedder)
        self.retriever = Retriever(generation, fusion)
        self.lexicon = lexicon_of(catalogue, self.retriever, words)
        self.speller = Speller(generation.lexical.document_frequency, embedder.is_word)
        fits = fits or load_fits(None, embedder.name, expanded=generation.expanded)
        self.abstention = abstention or fits.abstention
        self.reader = Reader(self.retriever, embedder, self.lexicon, self.speller, self.abstention)
        self.spellings = Spellings(words.spellings, words.asked_alone)
        self.turns = TurnReader(fits.turns, self.reader.embed, self.lexicon)
        self._corpus = corpus
        self._limit_s = limit_s
        self._today = today
        self._by_model: ModelAnswerer | None = None
        if model is not None:
            planner = Planner(describe_documents(generation.documents.values()), describe_records(catalogue))
            self._by_model = ModelAnswerer(model, planner, self.lexicon, self.conduct)
        self._whom = Whom.of(self.pack, embedder, corpus)
        self.holdings = HoldingsByDay(
            self.retriever,
            catalogue,
            self.places,
            lambda retriever: Reader(retriever, embedder, self.lexicon, self.speller, self.abstention),
            lambda reader, retriever, catalogue, places: SentenceAnswerer(
                reader,
                retriever,
                catalogue,
                places,
                self.abstention,
                fits.turns,
                StatusTool(fits.status, self.catalogue.status_changes, catalogue, places),
                fits.judge,
                self.passage_reader,
                self._whom,
            ),
        )

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Assistant:
        """Load the model and open the index, building it first where it is missing or stale.

        Raises:
            ZhengtuError: with a message that says what to do.
        """
        embedder = load_embedder(settings.embedding_model)
        return cls.over(ensure(settings.corpus, settings.index, embedder, progress), embedder, settings)

    @classmethod
    def over(
        cls, generation: Generation, embedder: Embedder, settings: Settings, fits: Fits | None = None
    ) -> Assistant:
        """An assistant over an opened index, with the records and texts that lie beside its documents now.

        Args:
            generation: the index.
            embedder: that made its vectors.
            settings: name the pack and the limits.
            fits: other models than those of the pack.

        Raises:
            ZhengtuError: with a message that says what to do.
        """
        catalogue = load_catalogue(settings.catalogue)
        model = load_chat_model(settings, generation.manifest.built_at)
        opened = cls(
            generation,
            embedder,
            catalogue,
            corpus=settings.corpus,
            limit_s=settings.answer_limit_s,
            fits=fits or load_fits(settings.learned, embedder.name, expanded=generation.expanded),
            words=load_lexicon(settings.corpus),
            pack=load_pack(settings.corpus),
            model=model,
            today=replay_day(settings.replay) if settings.replay else None,
        )
        # What is made at first use takes seconds, which are not to come off the first person's time.
        opened.speller.prepare()
        return opened

    @cached_property
    def coverage(self) -> CoverageEstimator:
        """Judges courses against requirements; made on first use (0.1 s).

        Raises:
            NoRequirementsError: the catalogue holds no requirements.
        """
        cache = self._corpus / CACHE_NAME if self._corpus else None
        return CoverageEstimator(self.catalogue, self.embedder, cache=cache)

    def warm_up(self) -> None:
        """Load what the first question would load; asks no language model, which may be slow, costly or away."""
        self._without_model(Turn(self.pack.warm_up))
        self._whom.to_ask(self.pack.warm_up, Language.ZH)

    def answer(self, turn: Turn) -> Answer:
        """Understand, retrieve, answer, verify.

        Raises:
            QuestionError: the question is empty, too long or not text.
            TooSlowError: it took longer than an answer may, which is looked at between the stages.
        """
        return next(step for step in self.stream(turn) if isinstance(step, Answer))

    def stream(self, turn: Turn, cancelled: Cancelled | None = None) -> Iterator[Step]:
        """The same as it comes: verified pieces of the text where a model writes, at last the answer.

        Where the model fails, or where what it wrote does not stand, the answer without one stands in its place.

        Args:
            turn: the question.
            cancelled: asked now and then; once true no more is asked of the model.

        Raises:
            QuestionError: the question is empty, too long or not text.
            TooSlowError: without a model it took longer than an answer may.
        """
        started = time.perf_counter()
        # Everything reads the conversation from here on, so that its length is bounded here.
        turn = replace(turn, as_of=turn.as_of or self._today, history=latest(turn.history))
        answer, shown = None, ""
        trace: dict[str, Any] = {}
        if self._by_model is not None:
            query = self.reader.understand(turn)
            held = self.holdings.of(query)
            pieces = self._by_model.write(turn, query, held, held.answerer.computed, cancelled)
            try:
                while held.speaks:
                    piece = next(pieces)
                    shown += piece
                    yield Piece(piece)
            except StopIteration as done:
                written: Written = done.value
                answer, trace = answer_of(turn, query, held, written, self._choices), written.trace
            except ModelError as error:
                trace = {"model_failed": error.code, "pending": isinstance(error, ReplyPendingError)}
        if answer is None:
            answer = self._without_model(turn)
            answer = replace(answer, trace={**answer.trace, **trace, "model_used": False})
        if not answer.answer.startswith(shown):
            yield Replacement(answer.answer)
        yield replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def _without_model(self, turn: Turn) -> Answer:
        turn = self.spellings.turn(turn)
        taken, said = self.turns.take(turn), turn.history
        query = self.reader.understand(asked_for(taken, self.lexicon), Deadline.after(self._limit_s))
        query = replace(query, aims=taken.kind is TurnKind.AIM, told=taken.told)
        held = self.holdings.of(query)
        choices = self._choices(query, held)
        instead = partial(choices.instead, taken, query, said)
        steps = partial(choices.steps, taken, query, taken.turn.history if taken.about_before else said)
        drafted, found = self.conduct.reply_at_once(taken, query.language, instead, steps), None
        drafted = drafted or act(
            *(taken.doing, query, said, held, self.lexicon),
            plan=lambda goal: planner_of(self).plan(goal),
            practice=lambda: practice_of(self),
            form=taken.form if taken.about_before else None,
        )
        if drafted is None and (taken.doing is TurnKind.PLAN or (taken.pleads and choices.only_of_stopped(query))):
            # What to do first and next is told of what can be taken; of what was stopped nothing is.
            pages = (plan_address(query, said, self.lexicon),) if taken.doing is TurnKind.PLAN else ()
            drafted = self.conduct.in_steps(taken, steps(), query.language, lambda: (*pages, *instead()))
            drafted = drafted or (plan_page(query, pages[0]) if pages else None)
        if drafted is None:
            drafted, found = self._draft(taken.turn, query, held)
            if drafted.status is Status.ABSTAINED and query.goes_on and query.standalone == query.text:
                # What may go on with the conversation, and finds nothing there, is asked by itself.
                by_itself = replace(taken.turn, history=())
                alone = replace(self.reader.understand(by_itself, query.deadline), aims=query.aims, goes_on=True)
                told, held_alone = self._draft(by_itself, alone, held)
                if told.status is not Status.ABSTAINED:
                    query, drafted, found = alone, told, held_alone
            sure = self.abstention.probability(found.signals) if found else 0.0
            # What asks, and is answered by a text as it comes, was weighed by a fit of its own.
            asked = not self.generation.expanded and asks_something(taken.turn.question)
            named = asked or bool(subjects_of(query.standalone, self.lexicon))
            drafted = self.conduct.weigh(taken, drafted, sure, query.language, named=named, offered=instead)
            if taken.form is TurnKind.SOURCE and drafted.status is Status.ANSWERED:
                quoted = quoted_in(taken.reply, held.retriever.passages)
                drafted = stands_in(drafted, self.generation.documents, query.language, quoted)
                if taken.beside:
                    also = asked_beside(taken.reply, taken.beside, choices.answered, Earlier.of(said))
                    drafted = replace(drafted, statements=(*drafted.statements, *also))
            further = partial(held.answerer.further, query, found) if found else tuple
            after = partial(choices.after, query, found, Earlier.of(said))
            drafted = fit_in(taken, said, drafted, query, self.conduct, further, after, instead, held.answerer.tables)
        earlier = Earlier.of(said)
        result = with_notices(query, drafted, held.catalogue, held.places, self.generation.documents, earlier)
        result = greeted(result, query.language) if taken.greets and not said else result
        trace = trace_of(query.standalone, found, self.abstention)
        return verified(result, self.generation.documents, turn.id, query.language, trace)

    def _choices(self, query: Query, held: Holdings) -> Choices:
        return Choices(held, self.lexicon, self.pack.texts[query.language], lambda q: self._alone(q, query, held))

    def _alone(self, question: str, query: Query, held: Holdings) -> Draft:
        """The answer to a question by itself, on the day and in the language of another, with its notices."""
        asked = Turn(question, as_of=query.as_of, language=query.language)
        alone = replace(self.reader.understand(asked, query.deadline), told=query.told)
        drafted, _ = self._draft(asked, alone, held)
        return with_notices(alone, drafted, held.catalogue, held.places, self.generation.documents)

    def _draft(self, turn: Turn, query: Query, held: Holdings) -> tuple[Draft, Found | None]:
        """What is answered from all that had been issued by the day."""
        if not held.speaks:
            return nothing_yet(query), None
        drafted, found = held.answerer.draft(turn, query)
        return (drafted if held.complete else only_until(query, drafted, held.later)), found
