"""What speaks for a piece of evidence: of the question, of the piece, and of the piece beside those said before it."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial

from assistant.answering.attributes import asked_properties, shape_agreement
from assistant.answering.extraction import COMPARES, WANTS_LIST, Found, is_local
from assistant.evidence.agreement import Agreeing, plain_weight
from assistant.evidence.evidence import Form
from assistant.evidence.passages import Piece
from assistant.index.embedding import Vectors
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Language
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a piece; of the question, of the piece, and of the piece beside those said before it.

    sure: probability that the first passages answer at all (``abstention``). The others are shares, cosines or
    counts as their names say; ``…_lag`` is how far a piece stays behind the best one. unstated, unknown: asked
    properties and names of which the first passages say nothing. local: 1 where it holds for a place or time that
    nobody asked for.
    """

    sure: float
    similarity: float
    margin: float
    question_terms: float
    question_names: float
    asked_properties: float
    wants_list: float
    compares: float
    confirms: float
    several: float
    english: float
    goes_on: float
    unstated: float
    unknown: float
    rank: float
    place: float
    score: float
    score_lag: float
    fused: float
    dense: float
    dense_lag: float
    lexical: float
    lexical_lag: float
    coverage: float
    coverage_lag: float
    own_coverage: float
    text_coverage: float
    text_coverage_lag: float
    asked: float
    asked_lag: float
    worded: float
    names: float
    names_lag: float
    about_others: float
    shape: float
    shape_lag: float
    row: float
    length: float
    figures: float
    local: float
    said: float
    gain: float
    left: float
    text_gain: float
    repeats: float
    same_section: float
    same_document: float
    same_table: float
    before: float
    new_names: float
    new_properties: float
    properties_left: float
    behind_said: float
    values_asked: float
    values_held: float
    subject: float
    subject_inside: float
    subject_lacks: float
    others: float
    property: float
    property_inside: float
    sentence: float
    sentence_lag: float
    lacks: float
    unseen: float
    heading: float
    column: float
    amounts_wanted: float
    amounts_stated: float
    kinds_wanted: float
    kinds_named: float
    asking_terms: float
    asking: float
    asking_inside: float
    distance: float
    lead: float


_LAGS = ("score", "dense", "lexical", "coverage", "text_coverage", "asked", "names", "shape", "sentence")


class Weighing:
    """Measures the pieces of one question; the signs change with what was said before."""

    def __init__(
        self, query: Query, vector: Vectors, found: Found, sure: float, items: Sequence[Piece], retriever: Retriever
    ) -> None:
        self._items = items
        index = retriever.generation.lexical
        own = set(tokenize(query.own))
        weight = index.idf if retriever.expanded else partial(plain_weight, index=index)
        self._weights = {t: weight(t) * (2.0 if t in own else 1.0) for t in set(tokenize(query.content))}
        self._own = {t: w for t, w in self._weights.items() if t in own}
        self._terms = [frozenset(tokenize(p.evidence.text)) for p in items]
        self._held = [retriever.terms(p.ranked.hit.passage) & self._weights.keys() for p in items]
        self._asked_names = {(m.kind, m.id) for m in query.mentions}
        self._properties = asked_properties(query.standalone)
        self._stated = [
            frozenset(
                i for i, a in enumerate(self._properties) if a.stated.search(retriever.normal(p.ranked.hit.passage))
            )
            for p in items
        ]
        self._sections = [retriever.section(p.ranked.hit.passage) for p in items]
        order = {
            "rank": [r.hit.passage.id for r in found.ranked],
            "place": [r.hit.passage.id for r in found.chosen],
        }
        self._agreeing = Agreeing(query, retriever)
        self._still = [self._signs_of(i, query, vector, order, retriever) for i in range(len(items))]
        self._of_question = {
            "sure": sure,
            "similarity": found.signals.similarity,
            "margin": found.signals.margin,
            "distance": found.signals.distance,
            "lead": found.signals.lead,
            "question_terms": float(len(self._weights)),
            "question_names": float(len(self._asked_names)),
            "asked_properties": float(len(self._properties)),
            "wants_list": float(bool(WANTS_LIST.search(query.standalone))),
            "compares": float(bool(COMPARES.search(query.standalone))),
            "confirms": float(asks_to_confirm(query.text)),
            "several": float(max(query.text.count("？") + query.text.count("?"), 0)),
            "english": float(query.language is Language.EN),
            "goes_on": float(query.goes_on),
            "unstated": float(len(found.missing)),
            "unknown": float(len(found.unknown_names)),
        }

    def without(self, left: Sequence[int]) -> Weighing:
        """The same with some of the pieces only, by their numbers."""
        other = copy.copy(self)
        for name in ("_items", "_terms", "_held", "_stated", "_sections", "_still"):
            setattr(other, name, [getattr(self, name)[i] for i in left])
        return other

    def signs(self, said: Sequence[int]) -> list[Signs]:
        """The signs of every piece, given the numbers of those said before."""
        best = {name: max((s[name] for s in self._still), default=0.0) for name in _LAGS}
        covered = set().union(*(self._held[i] for i in said))
        told = set().union(*(self._terms[i] for i in said))
        stated = set().union(*(self._stated[i] for i in said))
        named = set().union(*(self._items[i].ranked.names for i in said)) & self._asked_names
        first = self._items[said[0]].ranked.hit.passage if said else None
        made = []
        for number, still in enumerate(self._still):
            piece, own = self._items[number], self._terms[number]
            passage = piece.ranked.hit.passage
            same_document = first is not None and passage.document_id == first.document_id
            made.append(
                Signs(
                    **self._of_question,
                    **still,
                    **{f"{name}_lag": value - still[name] for name, value in best.items()},
                    said=float(len(said)),
                    gain=self._share(self._held[number] - covered),
                    left=1 - self._share(covered),
                    text_gain=self._share((own - told) & self._weights.keys()),
                    repeats=max((len(own & self._terms[i]) / (len(own) or 1) for i in said), default=0.0),
                    same_section=float(same_document and self._sections[number] == self._sections[said[0]]),
                    same_document=float(same_document),
                    same_table=float(first is not None and bool(passage.cells) and passage.header == first.header),
                    before=float(first is not None and passage.start < first.start),
                    new_names=float(len((piece.ranked.names & self._asked_names) - named)),
                    new_properties=float(len(self._stated[number] - stated)),
                    properties_left=float(len(self._properties) - len(stated)),
                    behind_said=min((self._still[i]["score"] for i in said), default=still["score"]) - still["score"],
                )
            )
        return made

    def _signs_of(
        self, number: int, query: Query, vector: Vectors, order: Mapping[str, Sequence[str]], retriever: Retriever
    ) -> dict[str, float]:
        piece, passage = self._items[number], self._items[number].ranked.hit.passage
        hit, weights = piece.ranked.hit, self._weights
        questions = passage.questions or (passage.searchable,)
        text = piece.evidence.text
        return {
            **asdict(self._agreeing.of(passage, text)),
            **{n: float(ids.index(passage.id) if passage.id in ids else len(ids)) for n, ids in order.items()},
            "score": piece.ranked.score,
            "fused": hit.score,
            "dense": hit.dense,
            "lexical": hit.lexical / (sum(weights.values()) or 1.0),
            "coverage": self._share(self._held[number]),
            "own_coverage": sum(w for t, w in self._own.items() if t in self._held[number])
            / (sum(self._own.values()) or 1.0),
            "text_coverage": self._share(self._terms[number] & weights.keys()),
            "asked": retriever.asked_similarity(passage, vector),
            "worded": max(self._share(_terms(q) & weights.keys()) for q in questions),
            "names": len(piece.ranked.names & self._asked_names) / (len(self._asked_names) or 1),
            "about_others": float(piece.ranked.is_about_others(query)),
            "shape": shape_agreement(query.own, normalise(text)),
            "row": float(piece.evidence.form is Form.ROW),
            "length": math.log(1 + len(text)),
            "figures": float(sum(c.isdigit() for c in text)),
            "local": float(is_local(query, retriever.document(passage.document_id))),
        }

    def _share(self, terms: frozenset[str] | set[str]) -> float:
        return sum(self._weights[t] for t in terms) / (sum(self._weights.values()) or 1.0)


@lru_cache(maxsize=16384)
def _terms(text: str) -> frozenset[str]:
    return frozenset(tokenize(text))
