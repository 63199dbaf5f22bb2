"""What was found, or a record says, in the edition of the other language: a restated document keeps its locators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations

import numpy as np

from assistant.answering.extraction import Found
from assistant.answering.places import Places
from assistant.answering.selection import Ranked
from assistant.catalogue.model import Place
from assistant.corpus.compare import compact
from assistant.evidence.evidence import Evidence
from assistant.evidence.passages import evidence_of
from assistant.retrieval.retriever import Retriever
from assistant.types import Language, Passage
from assistant.understanding.query import Query


def in_language(found: Found, language: Language, retriever: Retriever) -> Found:
    """The same finding with each passage in its edition of that language; those that have one go first."""
    editions = _editions(retriever)

    def turned(ranked: Ranked) -> Ranked:
        passage = ranked.hit.passage
        other = editions.get((passage.id, language))
        return replace(ranked, hit=replace(ranked.hit, passage=other)) if other else ranked

    def all_turned(several: Sequence[Ranked]) -> tuple[Ranked, ...]:
        once: dict[str, Ranked] = {}
        for ranked in map(turned, several):
            once.setdefault(ranked.hit.passage.id, ranked)
        return tuple(sorted(once.values(), key=lambda r: r.hit.passage.language is not language))

    return replace(
        found,
        chosen=all_turned(found.chosen),
        ranked=all_turned(found.ranked),
        of_each=tuple(map(turned, found.of_each)),
    )


def pieces_in_language(pieces: Sequence[Evidence], query: Query, retriever: Retriever) -> tuple[Evidence, ...]:
    """Judged pieces in the edition of the query's language, each as surely as it was judged in the one it was asked in.

    What answers best in one language so answers in the other.
    """
    editions, language = _editions(retriever), query.language

    def turned(piece: Evidence) -> Evidence:
        other = editions.get((piece.passage.id, language)) if piece.passage is not None else None
        if other is None:
            return piece
        return replace(evidence_of(other, query, retriever), probability=piece.probability, adds=piece.adds)

    once = {p.key: p for p in reversed([turned(p) for p in pieces])}
    every = tuple(once.values())[::-1]
    return tuple(sorted(every, key=lambda p: p.passage is not None and p.passage.language is not language))


@lru_cache(maxsize=2)
def _editions(retriever: Retriever) -> dict[tuple[str, Language], Passage]:
    """The passage that says the same in a language, by (passage id, language).

    At one locator passages correspond by their order where there are as many of them, else to the nearest by vector:
    one language may take two sentences for what the other says in one.
    """
    vectors = {p.id: v for p, v in zip(retriever.generation.passages, retriever.generation.vectors, strict=True)}
    at: dict[tuple[str, str], dict[Language, list[Passage]]] = {}
    for passage in retriever.passages:
        document = retriever.document(passage.document_id)
        place = at.setdefault((document.work, passage.locator), {})
        place.setdefault(document.language, []).append(passage)
    found = {}
    for by_language in at.values():
        for (_, own), (language, others) in permutations(by_language.items(), 2):
            nearest: Sequence[Passage] = others
            if len(own) != len(others):
                likeness = np.stack([vectors[p.id] for p in own]) @ np.stack([vectors[p.id] for p in others]).T
                nearest = [others[i] for i in likeness.argmax(axis=1)]
            found.update({(a.id, language): b for a, b in zip(own, nearest, strict=True)})
    return found


def edition_words(place: Place, value: str, places: Places, language: Language) -> str:
    """The cell of the reader's edition that stands where the original's cell holds ``value``; else ``value``.

    Both editions of a document have the same tables with the same columns.
    """
    if language is Language.ZH:
        return value
    wanted = compact(value)
    for original, edition in zip(places.passages(place, Language.ZH), places.passages(place, language), strict=False):
        if original.document_id == edition.document_id:
            return value
        for (_, cell), (_, words) in zip(original.cells, edition.cells, strict=False):
            if wanted and wanted in compact(cell):
                return words
    return value
