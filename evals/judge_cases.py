"""What the judge of evidence is fitted on: questions with all that was found for them, and which of it holds a fact."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.answering.extraction import Found
from assistant.answering.reading import Reader
from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue
from assistant.evidence.passages import pieces
from assistant.evidence.signs import Weighing
from assistant.evidence.subjects import Subjects
from assistant.index.embedding import Embedder
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.retriever import Retriever
from assistant.understanding.language import detect_language
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind
from evals.bare_passages import assistant_over
from evals.metrics.facts import normalise
from evals.public_sets import load_set
from evals.questions import Question

_SAID = 3
# Of a public set so many passages are searched, and so many of the questions that they answer asked.
_PUBLIC_PASSAGES, _PUBLIC_QUESTIONS = 400, 220

Matrix = npt.NDArray[np.float64]


class Source(StrEnum):
    """What was searched: the pack, its documents as plain texts, these without those that answer, a public set."""

    PACK = "pack"
    PLAIN = "plain"
    REMOVED = "removed"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its pieces; ``holds`` are the numbers of the gold facts in each of them.

    by_records: records answer it, so that no passage has to.
    """

    question: Question
    source: Source
    weighing: Weighing
    holds: tuple[frozenset[int], ...]
    ranked: int
    by_records: bool = False

    @property
    def answerable(self) -> bool:
        """Whether what was searched is to answer it."""
        return self.question.answerable and self.source is not Source.REMOVED

    def labels(self, said: Sequence[int]) -> Matrix:
        """1 where a piece holds a fact that those said do not, (n,)."""
        told = frozenset[int]().union(*(self.holds[i] for i in said))
        return np.array([float(bool(h - told)) for h in self.holds])

    def rows(self, said: Sequence[int]) -> Matrix:
        """The signs of all pieces, (n, signs)."""
        return np.array([astuple(s) for s in self.weighing.signs(said)])

    def states(self) -> list[tuple[int, ...]]:
        """What may have been said before, each state once."""
        found: set[tuple[int, ...]] = {(), *(tuple(range(k)) for k in range(1, min(_SAID, self.ranked) + 1))}
        said: list[int] = []
        while len(said) < _SAID and self.labels(said).any():
            said.append(int(self.labels(said).argmax()))
            found.add(tuple(said))
        rest = [i for i in range(len(self.holds)) if i not in said]
        if said and rest:
            found.add((*said, random.Random(self.question.id).choice(rest)))
        return sorted(found, key=len)


def of_pack(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Case]:
    """Every question that is one, asked of what is held on its day."""
    subjects: dict[int, Subjects] = {}
    for question in questions:
        taken = assistant.turns.take(assistant.spellings.turn(question.turn()))
        if taken.kind is not TurnKind.QUESTION:
            continue
        query = assistant.reader.understand(taken.turn)
        held = assistant.holdings.on(query.as_of)
        if not held.speaks:
            continue
        by_records = held.answerer.from_records(query) is not None
        reading, found = held.reader.best(taken.turn, replace(query, language=detect_language(query.text)))
        known = subjects.setdefault(id(held.retriever), Subjects(held.retriever))
        case = _case(question, Source.PACK, reading, found, held.reader, known)
        if case is not None:
            yield replace(case, by_records=by_records)


def of_plain_texts(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Case]:
    """The questions asked of the pack's documents as plain texts, with those that state a fact and without them."""
    generation = assistant.generation
    passages = tuple(replace(p, questions=()) for p in generation.passages)
    plain = replace(
        generation,
        passages=passages,
        lexical=LexicalIndex.build([p.searchable for p in passages]),
        questions=generation.questions[:0],
        adapter=None,
    )
    over = Assistant(plain, assistant.embedder, Catalogue())
    subjects = Subjects(over.retriever)
    for question in questions:
        taken = over.turns.take(question.turn())
        if taken.kind is not TurnKind.QUESTION:
            continue
        reading, found = over.reader.best(taken.turn, over.reader.understand(taken.turn))
        case = _case(question, Source.PLAIN, reading, found, over.reader, subjects)
        if case is None:
            continue
        yield case
        stating = _stating(question, reading, found, over.retriever)
        if question.answerable and stating:
            without = over.reader.find(reading, documents=set(plain.documents) - stating)
            # A second source may state the same facts.
            if len(_facts(question, _text(reading, without, over.retriever))) < len(question.facts):
                removed = _case(question, Source.REMOVED, reading, without, over.reader, subjects)
                if removed is not None:
                    yield removed


def of_public_set(folder: Path, embedder: Embedder) -> Iterator[Case]:
    """Questions of a public set (``shared/benchmarks/README.md``), with the gold passages and without them."""
    passages, questions = load_set(folder)
    passages = passages[:_PUBLIC_PASSAGES]
    ids = {p.id for p in passages}
    answered = [q for q in questions if set(q.gold) <= ids and any(q.answers)]
    texts = [p.text for p in passages]
    vectors = np.concatenate([embedder.embed_passages(texts[i : i + 32]) for i in range(0, len(texts), 32)])
    over = assistant_over([(p.id, p.text) for p in passages], vectors, embedder)
    subjects = Subjects(over.retriever)
    for known in random.Random(0).sample(answered, min(_PUBLIC_QUESTIONS, len(answered))):
        facts = (tuple(dict.fromkeys(filter(None, known.answers))),)
        id_ = f"{folder.name}-{known.id}"
        question = Question(id=id_, category="public", lang="zh", question=known.question, answerable=True, facts=facts)
        reading = over.reader.understand(question.turn())
        for source, documents in ((Source.PUBLIC, ids), (Source.REMOVED, ids - set(known.gold))):
            found = over.reader.find(reading, documents=documents)
            case = _case(question, source, reading, found, over.reader, subjects)
            if case is not None:
                yield case


def _case(
    question: Question, source: Source, reading: Query, found: Found, reader: Reader, subjects: Subjects
) -> Case | None:
    """None where nothing was found."""
    items = pieces(reading, found, subjects.retriever)
    if not items:
        return None
    weighing = Weighing(reading, reader.vector(reading), found, reader.sure(found), items, subjects)
    holds = tuple(_facts(question, i.evidence.text) for i in items)
    if source is Source.REMOVED:
        holds = (frozenset(),) * len(items)
    return Case(question, source, weighing, holds, len(found.chosen))


def _facts(question: Question, text: str) -> frozenset[int]:
    """The numbers of the gold facts in a text; none where it states something forbidden."""
    text = normalise(text)
    if not question.answerable or any(normalise(f) in text for f in question.forbidden):
        return frozenset()
    return frozenset(n for n, fact in enumerate(question.facts) if any(normalise(s) in text for s in fact))


def _text(reading: Query, found: Found, retriever: Retriever) -> str:
    return "\n".join(i.evidence.text for i in pieces(reading, found, retriever))


def _stating(question: Question, reading: Query, found: Found, retriever: Retriever) -> Set[str]:
    """The documents of which a piece states a fact, in all their editions."""
    holding = {
        p.document_id
        for p in (i.ranked.hit.passage for i in pieces(reading, found, retriever))
        if _facts(question, p.text)
    }
    documents = retriever.generation.documents
    originals = {documents[d].translation_of or d for d in holding}
    return {d.id for d in documents.values() if {d.id, d.translation_of} & originals}
