"""Which of the retrieved passages answer: reranked by names and coverage, then as few as needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.attributes import shape_agreement
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage, Scored
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.language import content
from assistant.understanding.query import Query

# Shares of the reranking score, chosen on the development questions (docs/architecture.md).
_FUSED, _COVERAGE = 0.6, 0.4
_SHAPE = 0.16
# In a follow-up the words of the question itself count more than those carried over.
_OWN_WORDS = 2.0
_SAME_NAME, _OTHER_NAME, _NAMED_DOCUMENT = 0.08, -0.15, 0.12
# What a conversation goes on with mostly stands near what it spoke of before.
_SAME_SECTION, _SAME_DOCUMENT = 0.15, 0.06
# However alike two requirements read: another code is another requirement, and the very code is this one.
_OTHER_REQUIREMENT, _THIS_REQUIREMENT = -0.4, 0.2
# Names of these kinds exclude each other: a row for 高级 does not answer a question on 中级.
EXCLUSIVE = (
    EntityKind.LEVEL,
    EntityKind.CERTIFICATE,
    EntityKind.COOPERATION,
    EntityKind.CODE,
    EntityKind.PROVINCE,
    EntityKind.COURSE,
    EntityKind.TEXTBOOK,
)
_MAX_PASSAGES = 5
# A further passage must come close to the best one, or hold asked words that are still missing.
_CLOSE, _FURTHER, _GAIN = 0.88, 0.72, 0.08


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its reranked score, the content terms and the (kind, id) of names that it holds."""

    hit: Scored
    score: float
    terms: frozenset[str]
    names: frozenset[tuple[EntityKind, str]]

    def is_about_others(self, query: Query) -> bool:
        """Whether it names other things than the question where the two exclude each other."""
        return any(self._names_another(kind, query) for kind in EXCLUSIVE)

    def is_of_another_level(self, query: Query) -> bool:
        """Whether it names levels, and not the one that is asked about."""
        return len(set(query.ids(EntityKind.LEVEL))) == 1 and self._names_another(EntityKind.LEVEL, query)

    def _names_another(self, kind: EntityKind, query: Query) -> bool:
        asked, named = set(query.ids(kind)), {id_ for k, id_ in self.names if k is kind}
        return bool(asked and named and not asked & named)

    def speaks_of_others(self, query: Query) -> bool:
        """Whether it names another thing, too, of a kind of which the question names one."""
        return any(
            {id_ for k, id_ in self.names if k is kind} - set(query.ids(kind)) for kind in EXCLUSIVE if query.ids(kind)
        )


def rerank(
    query: Query, hits: Sequence[Scored], retriever: Retriever, lexicon: Lexicon, around: Passage | None = None
) -> list[Ranked]:
    """Hits ordered by fused score, coverage of the content terms, and agreement of names.

    Args:
        query: the question.
        hits: the candidates.
        retriever: for terms and documents.
        lexicon: for names in the passages.
        around: what the conversation was about, where the question goes on with it.
    """
    index = retriever.generation.lexical
    weights = _term_weights(query, index)
    total = sum(weights.values()) or 1.0
    ranked = []
    for hit in hits:
        held = frozenset(retriever.terms(hit.passage) & weights.keys())
        coverage = max(
            sum(weights[t] for t in held) / total, _reworded_coverage(query, hit.passage, retriever, lexicon)
        )
        names = frozenset((m.kind, m.id) for m in lexicon.find(hit.passage.searchable))
        score = _FUSED * hit.score + _COVERAGE * coverage + _name_agreement(query, names)
        score += _SHAPE * shape_agreement(query.own, retriever.normal(hit.passage))
        document = retriever.document(hit.passage.document_id)
        names |= {(EntityKind.DOCUMENT, document.work)}
        if document.work in query.ids(EntityKind.DOCUMENT):
            score += _NAMED_DOCUMENT
        if around is not None and hit.passage.document_id == around.document_id:
            score += _SAME_SECTION if retriever.share_a_section(hit.passage, around) else _SAME_DOCUMENT
        ranked.append(Ranked(hit, score, held, names))
    return sorted(ranked, key=lambda r: -r.score)


def choose(query: Query, ranked: Sequence[Ranked], retriever: Retriever) -> list[Ranked]:
    """The best candidate, and those after it that are close to it or add asked words, ``_MAX_PASSAGES`` at most."""
    if not ranked:
        return []
    weights = _term_weights(query, retriever.generation.lexical)
    total = sum(weights.values()) or 1.0
    chosen = _one_for_each_name(query, ranked) or [ranked[0]]
    covered = set().union(*(c.terms for c in chosen))
    for candidate in ranked:
        if len(chosen) == _MAX_PASSAGES:
            break
        if candidate in chosen or candidate.is_about_others(query):
            continue
        gain = sum(weights[t] for t in candidate.terms - covered) / total
        ratio = candidate.score / ranked[0].score if ranked[0].score > 0 else 0.0
        if ratio >= _CLOSE or (ratio >= _FURTHER and gain > _GAIN):
            chosen.append(candidate)
            covered |= candidate.terms
    return chosen


def _one_for_each_name(query: Query, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The best candidate for each of several names of one kind (「甲和乙…」), [] for a single name."""
    for kind in (*EXCLUSIVE, EntityKind.DOCUMENT):
        asked = query.ids(kind)
        if len(asked) < 2:
            continue
        chosen: list[Ranked] = []
        for id_ in asked[:_MAX_PASSAGES]:
            others = {(kind, o) for o in asked if o != id_}
            naming = [r for r in ranked if (kind, id_) in r.names]
            best = next((r for r in naming if not others & r.names), next(iter(naming), None))
            if best is not None and best not in chosen:
                chosen.append(best)
        if len(chosen) > 1:
            return chosen
    return []


def rows_of_each(query: Query, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The row of each of several things of one kind that a question names, where one table has them all; else ()."""
    for kind in EXCLUSIVE:
        asked = query.ids(kind)
        if not 1 < len(asked) <= _MAX_PASSAGES:
            continue
        tables = {(r.hit.passage.document_id, r.hit.passage.header) for r in ranked if r.hit.passage.cells}
        for table in sorted(tables):
            rows = [r for r in ranked if r.hit.passage.cells and _table(r.hit.passage) == table]
            # The row of a thing names few others.
            own = [
                min((r for r in rows if (kind, i) in r.names), key=lambda r: len(r.names), default=None) for i in asked
            ]
            found = tuple(dict.fromkeys(r for r in own if r))
            if len(found) == len(asked):
                return found
    return ()


def _table(row: Passage) -> tuple[str, str]:
    return row.document_id, row.header


def _term_weights(query: Query, index: LexicalIndex) -> dict[str, float]:
    own = set(tokenize(query.own))
    # A term that stands nowhere says nothing about which passage is better.
    return {t: index.idf(t) * (_OWN_WORDS if t in own else 1.0) for t in set(tokenize(query.content)) if t in index}


def _reworded_coverage(query: Query, passage: Passage, retriever: Retriever, lexicon: Lexicon) -> float:
    """Coverage of the question in the passage's own wording, [0, 1]; 0 where it has no other wording."""
    reworded = lexicon.synonyms.reword(query.standalone, retriever.normal(passage))
    if reworded == query.standalone:
        return 0.0
    index = retriever.generation.lexical
    weights = {t: index.idf(t) for t in set(tokenize(content(reworded))) if t in index}
    held = retriever.terms(passage)
    return sum(w for t, w in weights.items() if t in held) / (sum(weights.values()) or 1.0)


def _name_agreement(query: Query, names: frozenset[tuple[EntityKind, str]]) -> float:
    bonus = 0.0
    for kind in EXCLUSIVE:
        asked = set(query.ids(kind))
        if not asked:
            continue
        named = {id_ for k, id_ in names if k is kind}
        if kind is EntityKind.CODE and asked & named:
            # What names many codes says less of each.
            alike = sum(n.count(".") == max(a.count(".") for a in asked) for n in named)
            bonus += _SAME_NAME + _THIS_REQUIREMENT * len(asked & named) / max(alike, len(asked))
        elif asked & named:
            bonus += _SAME_NAME * len(asked & named) / len(asked)
        elif named:
            dotted = kind is EntityKind.CODE and any("." in a for a in asked)
            bonus += _OTHER_REQUIREMENT if dotted else _OTHER_NAME
    return bonus
