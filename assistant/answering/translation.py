"""What was found in one language, in the edition of the other: a restated document keeps its locators."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from assistant.answering.extraction import Found
from assistant.answering.selection import Ranked
from assistant.retrieval.retriever import Retriever
from assistant.types import Language, Passage


def in_language(found: Found, language: Language, retriever: Retriever) -> Found:
    """The same finding with each chosen passage in its edition of that language; those that have one go first."""
    editions = _editions(retriever)

    def turned(ranked: Ranked) -> Ranked:
        passage = ranked.hit.passage
        other = editions.get((passage.id, language))
        return replace(ranked, hit=replace(ranked.hit, passage=other)) if other else ranked

    chosen = sorted(map(turned, found.chosen), key=lambda r: r.hit.passage.language is not language)
    return replace(found, chosen=tuple(chosen))


@lru_cache(maxsize=2)
def _editions(retriever: Retriever) -> dict[tuple[str, Language], Passage]:
    """The passage that says the same in a language, by (passage id, language).

    Passages correspond where they stand at the same place of the same locator, and the locator has as many of them.
    """
    at: dict[tuple[str, str], dict[Language, list[Passage]]] = {}
    for passage in retriever.passages:
        document = retriever.document(passage.document_id)
        place = at.setdefault((document.work, passage.locator), {})
        place.setdefault(document.language, []).append(passage)
    found = {}
    for by_language in at.values():
        for language, passages in by_language.items():
            for others in by_language.values():
                if others is not passages and len(others) == len(passages):
                    found.update({(a.id, language): b for a, b in zip(others, passages, strict=True)})
    return found
