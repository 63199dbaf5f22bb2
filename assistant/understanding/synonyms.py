"""Words of the street beside the words of the sources.

A student asks 「谁发的」, the table says 「评价组织」. Each group has a pattern that asks, and the terms that sources
use; those of any trade lie in ``pack/general_lexicon.yaml``. The terms join the BM25 query; and where a passage holds
one of them, the question is compared with it in that wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.pack.lexicon import general_lexicon
from assistant.retrieval.tokenization import normalise


class Synonyms:
    """The groups of any trade with those of a pack; immutable.

    Args:
        own: patterns over normalised questions with the documents' terms for them.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        groups = {**general_lexicon().synonyms, **(own or {})}
        self._groups = tuple((re.compile(asked), terms) for asked, terms in groups.items())
        self._matching = lru_cache(maxsize=256)(self._find)

    def expand(self, question: str) -> str:
        """The sources' terms for what a question asks in other words, '' when there are none."""
        return " ".join(" ".join(terms) for _, terms in self._matching(question))

    def reword(self, question: str, passage: str) -> str:
        """The question in a passage's own wording: a phrase of a group becomes the group's term that stands there.

        Args:
            question: the question, or a part of it; returned as it is where no group fits.
            passage: normalised text of the passage.
        """
        chosen = tuple(
            (asked, term)
            for asked, terms in self._matching(question)
            if (term := next((t for t in terms if t in passage), None)) is not None
        )
        return _replace(question, chosen) if chosen else question

    def _find(self, question: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        """The groups that a question touches, with their terms."""
        text = normalise(question)
        return tuple((asked, tuple(terms.split())) for asked, terms in self._groups if asked.search(text))


_OF_ANY_TRADE = Synonyms()


def expand(question: str) -> str:
    """The sources' terms for what a question asks in words of any trade."""
    return _OF_ANY_TRADE.expand(question)


@lru_cache(maxsize=4096)
def _replace(question: str, chosen: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    reworded = normalise(question)
    for asked, term in chosen:
        reworded = asked.sub(f" {term} ", reworded)
    return reworded
