"""Question to passages: dense and BM25 scores, fused, with the neighbours at hand."""

from __future__ import annotations

import copy
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

from assistant.corpus.validity import Calendar, replacements
from assistant.index.adapter import no_adapter
from assistant.index.embedding import Vectors
from assistant.index.generation import Generation
from assistant.index.scope import About, Scope, known_of, number_of
from assistant.retrieval.fusion import Fusion, Scores, fuse
from assistant.retrieval.names import MinedNames
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Document, Language, Passage, Scored, Section

# Two questions are closer to each other than a question to a passage of the same meaning.
QUESTION_OFFSET = 0.03
# How far a passage of a superseded document stands behind one of its successor that says the same, in scores.
_SUPERSEDED_BEHIND = 0.1
# So many vectors are compared sooner than Chroma finds candidates among them (python -m evals.bench).
EXACT_UP_TO = 50_000
# Candidates by vector and by words at least, and passages drawn besides.
NEAR, _DRAWN = 100, 1000
# Searches repeat a few restrictions: the languages, a document or two, an era.
_ROWS_KEPT = 256
# An era, the documents heard besides what is in force, and those that are not heard instead.
_Moment = tuple[int, frozenset[str], frozenset[str]]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The best passages, best first, and the scores of all, aligned with the generation."""

    hits: tuple[Scored, ...]
    dense: Scores
    lexical: Scores


class Retriever:
    """Hybrid search in one generation; immutable, safe to share between threads.

    ``fusion`` makes one list of scores out of the dense and the BM25 list; the evals compare others. From more than
    ``exact_up_to`` vectors on Chroma finds the candidates, which are scored exactly. ``on`` gives
    the same index as it stood on a day.
    """

    def __init__(self, generation: Generation, fusion: Fusion = fuse, exact_up_to: int = EXACT_UP_TO) -> None:
        self.generation = generation
        self._exact_up_to = exact_up_to
        self._fusion = fusion
        self._adapter = generation.adapter or no_adapter(generation.vectors.shape[1])
        self._vectors = self._adapter.turn(generation.vectors)
        self._questions = self._adapter.turn(generation.questions)
        # Candidates are read again and again; there are no more entries than passages.
        self._terms: dict[str, frozenset[str]] = {}
        self._normal: dict[str, str] = {}
        self.calendar = Calendar(generation.passages, generation.documents)
        self._era = self.calendar.last_era
        self._past: frozenset[str] = frozenset()
        self._silent: frozenset[str] = frozenset()
        self._others: dict[_Moment, Self] = {}
        self._replacements = replacements(generation.documents.values())
        self._rows = lru_cache(maxsize=_ROWS_KEPT)(self._find_rows)
        self._superseded = lru_cache(maxsize=_ROWS_KEPT)(self._find_superseded)

    def on(self, day: date, past: Set[str] = frozenset(), silent: Set[str] = frozenset()) -> Self:
        """The same index without what was not yet issued on a day; it shares all that is large.

        Args:
            day: the day.
            past: documents that speak although another edition is in force.
            silent: documents in whose place they do.
        """
        moment = self.calendar.era(day), frozenset(past), frozenset(silent)
        if moment == self._moment:
            return self
        if moment not in self._others:
            other = copy.copy(self)
            other._era, other._past, other._silent = moment
            other.__dict__.pop("_by_document", None)
            self._others[moment] = other
        return self._others[moment]

    @property
    def _moment(self) -> _Moment:
        return self._era, self._past, self._silent

    @property
    def complete(self) -> bool:
        """Whether everything had been issued by the day of this index."""
        return self._era >= self.calendar.complete_from

    @property
    def passages(self) -> Sequence[Passage]:
        """What speaks on the day of this index."""
        return [p for p, speaks in zip(self.generation.passages, self._speaking, strict=True) if speaks]

    @property
    def former(self) -> Sequence[Passage]:
        """What spoke before the day of this index and no longer does."""
        ceased = zip(self.generation.passages, self.calendar.ceased(self._era), self._speaking, strict=True)
        return [p for p, has_ceased, speaks in ceased if has_ceased and not speaks]

    def speaks(self, passage: Passage) -> bool:
        """Whether a passage speaks on the day of this index."""
        return self._speaking[self._position[passage.id]]

    @property
    def _speaking(self) -> list[bool]:
        return self.calendar.speaking(*self._moment)

    def search(
        self,
        question: str,
        vector: Vectors,
        *,
        language: Language | None = None,
        documents: Set[str] = frozenset(),
        k: int = 10,
    ) -> Retrieved:
        """Rank the passages for a question.

        Args:
            question: standalone question, any script.
            vector: its embedding, (dimension,) unit vector.
            language: where a document exists in two languages, only this edition is searched.
            documents: ids to restrict the search to; empty for all.
            k: number of passages to return.
        """
        day = number_of(self.calendar.first_day(self._era), 0)
        scope = Scope(day, language, frozenset(documents), self._past, self._silent)
        worded = self.generation.lexical.scores(tokenize(question))
        rows = self._candidates(vector, scope, worded, k)
        dense, lexical = self._similarities(vector, rows), worded[rows]
        scores = self._fusion(dense, lexical)
        superseded = self._superseded(self._era)
        if superseded is not None:
            scores = np.maximum(scores - _SUPERSEDED_BEHIND * superseded[rows], 0)
        # A stable order: equal scores keep the order of the documents.
        best = np.argsort(-scores, kind="stable")[:k]
        hits = tuple(
            Scored(self.generation.passages[rows[i]], float(scores[i]), float(dense[i]), float(lexical[i]))
            for i in best
        )
        return Retrieved(hits, dense, lexical)

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after within the same document, where they exist on the day of this index."""
        i = self._position[passage.id]
        passages = self.generation.passages
        around = (passages[i - 1] if i else None, passages[i + 1] if i + 1 < len(passages) else None)
        before, after = (p if p is not None and self._goes_with(p, passage) else None for p in around)
        return before, after

    def _goes_with(self, other: Passage, passage: Passage) -> bool:
        return other.document_id == passage.document_id and self.speaks(other)

    def of_document(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order; () where it has none."""
        return self._by_document.get(document_id, ())

    @cached_property
    def expanded(self) -> bool:
        """Whether passages know questions that they answer."""
        return self.generation.expanded

    @cached_property
    def names(self) -> MinedNames:
        """What the documents call things."""
        return MinedNames(self.generation.documents.values(), self.generation.passages)

    @cached_property
    def _by_document(self) -> dict[str, tuple[Passage, ...]]:
        grouped: dict[str, list[Passage]] = {}
        for passage in filter(self.speaks, self.generation.passages):
            grouped.setdefault(passage.document_id, []).append(passage)
        return {id_: tuple(passages) for id_, passages in grouped.items()}

    def _candidates(self, vector: Vectors, scope: Scope, worded: Scores, k: int) -> Rows:
        """The rows that are scored: all of a scope, or in a large index those that Chroma and BM25 find.

        Some drawn evenly go with these: how far the best stand out is read from all that are scored. Where Chroma finds
        fewer than are wanted, as in a narrow scope, all are scored.
        """
        rows = self._rows(scope)
        held = len(self._vectors) + len(self._questions)
        if self.generation.neighbours is None or held <= self._exact_up_to or len(rows) <= k:
            return rows
        near = self.generation.neighbours.passages(vector, scope, max(NEAR, 2 * k))
        if len(near) < k:
            return rows
        by_words = rows[np.argsort(-worded[rows], kind="stable")[: max(NEAR, k)]]
        drawn = rows[:: max(1, len(rows) // _DRAWN)]
        found = np.array([self._position[id_] for id_ in near], dtype=np.intp)
        return np.unique(np.concatenate([found, by_words, drawn]))

    def _similarities(self, vector: Vectors, rows: Rows) -> Scores:
        """Cosines of passages, or of the nearest of their own questions where that is closer, (rows,)."""
        turned = self._adapter.turn(vector)
        whole = len(rows) * 2 > len(self._vectors)
        dense = (self._vectors @ turned)[rows] if whole else self._vectors[rows] @ turned
        if self._questions.size and whole:
            asked = np.full(len(self._vectors), -1.0, dtype=np.float32)
            np.maximum.at(asked, self._asked_of, self._questions @ turned)
            dense = np.maximum(dense, asked[rows] - QUESTION_OFFSET)
        elif self._questions.size:
            counts = self._question_counts[rows]
            places = np.repeat(self._first_question[rows] - np.cumsum(counts) + counts, counts)
            asked = self._questions[places + np.arange(len(places))] @ turned - QUESTION_OFFSET
            np.maximum.at(dense, np.repeat(np.arange(len(rows)), counts), asked)
        return self._adapter.level(dense.astype(np.float32))

    @cached_property
    def _asked_of(self) -> npt.NDArray[np.intp]:
        """The row of the passage that each question belongs to, (m,)."""
        return np.repeat(np.arange(len(self._question_counts), dtype=np.intp), self._question_counts)

    @cached_property
    def _question_counts(self) -> Rows:
        """How many questions each passage has, (n,)."""
        return np.array([len(p.questions) for p in self.generation.passages], dtype=np.intp)

    def similarity(self, passage: Passage, vector: Vectors) -> float:
        """Cosine of a passage of this generation to an embedded question, both as the model gives them."""
        return float(self.generation.vectors[self._position[passage.id]] @ vector)

    def asked_similarity(self, passage: Passage, vector: Vectors) -> float:
        """Cosine of an embedded question to the nearest of a passage's own questions.

        Of a passage without any: its own cosine, raised by what questions are closer to each other.
        """
        first = self._first_question[self._position[passage.id]]
        own = self._questions[first : first + len(passage.questions)]
        turned = self._adapter.turn(vector)
        if not len(own):
            return float(self._adapter.level(self._vectors[self._position[passage.id]] @ turned)) + QUESTION_OFFSET
        return float(self._adapter.level((own @ turned).max()))

    @cached_property
    def _first_question(self) -> npt.NDArray[np.intp]:
        """The row of each passage's first question, (n,)."""
        return np.concatenate([[0], np.cumsum(self._question_counts)[:-1]]).astype(np.intp)

    def terms(self, passage: Passage) -> frozenset[str]:
        """The terms of a passage with its header and questions, as the lexical index sees them."""
        if passage.id not in self._terms:
            self._terms[passage.id] = frozenset(tokenize(passage.expanded))
        return self._terms[passage.id]

    def normal(self, passage: Passage) -> str:
        """The normalised text of a passage with its header."""
        if passage.id not in self._normal:
            self._normal[passage.id] = normalise(passage.searchable)
        return self._normal[passage.id]

    def section(self, passage: Passage) -> Section | None:
        """The narrowest section of its document that holds a passage."""
        sections = [s for s in self.document(passage.document_id).sections if s.start <= passage.start < s.end]
        return min(sections, key=lambda s: s.end - s.start, default=None)

    def share_a_section(self, one: Passage, other: Passage) -> bool:
        """Whether two passages stand in the same narrowest section of one document."""
        return one.document_id == other.document_id and self.section(one) == self.section(other)

    def document(self, document_id: str) -> Document:
        """The document of that id in this generation."""
        return self.generation.documents[document_id]

    @cached_property
    def _position(self) -> dict[str, int]:
        return {p.id: i for i, p in enumerate(self.generation.passages)}

    @cached_property
    def _known(self) -> list[About]:
        return known_of(self.generation.passages, self.generation.documents, self.calendar)

    def _find_rows(self, scope: Scope) -> Rows:
        return np.array([i for i, known in enumerate(self._known) if scope.admits(known)], dtype=np.intp)

    def _find_superseded(self, era: int) -> Scores | None:
        """1 for each passage whose document another one has superseded, (n,); None where none has."""
        newer = {
            id_ for id_, new in self._replacements.items() if new.since is None or self.calendar.era(new.since) <= era
        }
        documents = self.generation.documents
        old = [
            p.document_id in newer or documents[p.document_id].translation_of in newer for p in self.generation.passages
        ]
        return np.array(old, dtype=np.float32) if any(old) else None
