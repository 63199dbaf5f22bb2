"""Which of the retrieved passages answer: reranked by names and coverage, then as few as needed."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.attributes import shape_agreement
from assistant.answering.rendering import LONG_PASSAGE_CHARS
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Passage, PassageKind, Scored
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
MAX_ANSWER_CHARS = 400
_MAX_LIST_CHARS = 520
_MAX_PASSAGES = 5
# A further passage must come close to the best one, or hold asked words that are still missing.
_CLOSE, _FURTHER = 0.88, 0.72
_CLOSE_BESIDE = 0.8
# Sentences that treat one aspect belong together even where the others say it in other words.
_SAME_LEAD, _MAX_LEAD = 0.5, 14


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its reranked score, the content terms and the (kind, id) of names that it holds."""

    hit: Scored
    score: float
    terms: frozenset[str]
    names: frozenset[tuple[EntityKind, str]]

    def is_about_others(self, query: Query) -> bool:
        """Whether it names other things than the question where the two exclude each other."""
        for kind in EXCLUSIVE:
            asked, named = set(query.ids(kind)), {id_ for k, id_ in self.names if k is kind}
            if asked and named and not asked & named:
                return True
        return False

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


def choose(query: Query, ranked: Sequence[Ranked], retriever: Retriever, *, wants_list: bool) -> list[Ranked]:
    """The best candidate, and those after it that are close to it or add asked words.

    Stops at ``MAX_ANSWER_CHARS`` (more where a list is asked for) or ``_MAX_PASSAGES`` passages.
    """
    if not ranked:
        return []
    weights = _term_weights(query, retriever.generation.lexical)
    total = sum(weights.values()) or 1.0
    budget = _MAX_LIST_CHARS if wants_list else MAX_ANSWER_CHARS
    chosen = _one_for_each_name(query, ranked) or [ranked[0]]
    covered = set().union(*(c.terms for c in chosen))
    used = sum(_shown_chars(c.hit.passage) for c in chosen)
    for candidate in ranked:
        passage = candidate.hit.passage
        if len(chosen) == _MAX_PASSAGES:
            break
        if (
            candidate in chosen
            or candidate.is_about_others(query)
            or used + _shown_chars(passage) > budget
            or _says_the_same(passage, [c.hit.passage for c in chosen])
        ):
            continue
        gain = sum(weights[t] for t in candidate.terms - covered) / total
        ratio = candidate.score / ranked[0].score if ranked[0].score > 0 else 0.0
        sibling = wants_list and _same_table(passage, ranked[0].hit.passage) and ratio > 0.8
        sibling = sibling or (same_lead(passage, ranked[0].hit.passage) and ratio > _SAME_LEAD)
        close = _CLOSE_BESIDE if retriever.share_a_section(passage, ranked[0].hit.passage) else _CLOSE
        if ratio >= close or sibling or (ratio >= _FURTHER and gain > 0.08):
            chosen.append(candidate)
            covered |= candidate.terms
            used += _shown_chars(passage)
    return chosen


def _shown_chars(passage: Passage) -> int:
    """About how much of a passage an answer shows."""
    return len(passage.text) if passage.kind is PassageKind.ROW else min(len(passage.text), LONG_PASSAGE_CHARS)


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


def _share_a_code(asked: Set[str], named: Set[str]) -> bool:
    """Whether a code of one is part of a code of the other: 2.3.1 is of 2.3."""
    return any(f"{n}.".startswith(f"{a}.") or f"{a}.".startswith(f"{n}.") for a in asked for n in named)


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
        elif asked & named or (kind is EntityKind.CODE and _share_a_code(asked, named)):
            bonus += _SAME_NAME * (len(asked & named) or 1) / len(asked)
        elif named:
            dotted = kind is EntityKind.CODE and any("." in a for a in asked)
            bonus += _OTHER_REQUIREMENT if dotted else _OTHER_NAME
    return bonus


def _same_table(a: Passage, b: Passage) -> bool:
    return a.kind is PassageKind.ROW and a.document_id == b.document_id and a.header == b.header


def same_lead(a: Passage, b: Passage) -> bool:
    """Whether two sentences of a document open with the same words before a colon (「业务运营方面：」)."""
    lead, mark, _ = a.text.partition("：")
    return bool(mark) and len(lead) <= _MAX_LEAD and a.document_id == b.document_id and b.text.startswith(lead + mark)


def _says_the_same(passage: Passage, chosen: Sequence[Passage]) -> bool:
    """Whether most of a passage's terms already stand in one that was chosen."""
    terms = _text_terms(passage.text)
    return any(len(terms & _text_terms(c.text)) >= math.ceil(0.8 * len(terms)) for c in chosen) or normalise(
        passage.text
    ) in {normalise(c.text) for c in chosen}


@lru_cache(maxsize=8192)
def _text_terms(text: str) -> frozenset[str]:
    return frozenset(tokenize(text))
