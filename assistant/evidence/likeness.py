"""Whether two phrases name the same thing: shared terms by their IDF, and the embedder where only some are shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.evidence.measured import names
from assistant.evidence.measures import UNIT_WORDS
from assistant.index.embedding import Vectors
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.tokenization import tokenize
from assistant.understanding.language import content

# Fitted on the pairs of nouns in reckon-dev: of the same thing from .92, of another up to .91.
_SAME_MEANING = 0.925
# So much of a noun's weight must be shared for the embedder to be asked, and from the second on it need not be.
_SOME, _MOST = 0.12, 0.5
_TOTALS = frozenset({"总", "合计", "总计", "累计", "全部", "total", "all", "all the", "in total"})


class Likeness:
    """Compares phrases by the terms of one index; safe to share between threads.

    Args:
        index: knows how telling a term is.
        embed: embeds a phrase, (dimension,) unit vector; expected to remember what it was asked.
    """

    def __init__(self, index: LexicalIndex, embed: Callable[[str], Vectors]) -> None:
        self._index = index
        self._embed = embed

    def weight(self, terms: Iterable[str]) -> float:
        """How telling terms are together."""
        return sum(self._index.idf(t) for t in terms)

    def same(self, noun: str, said: str, topic: frozenset[str] = frozenset()) -> float:
        """How surely two phrases name one thing, [0, 1]; 0 where they do not.

        Args:
            noun: of the source.
            said: of the question, with its asking words.
            topic: terms of the title and headings above the noun, which it may open with.
        """
        words = content(said).strip()
        held = set(tokenize(words)) - UNIT_WORDS
        if not held:
            return 0.0
        return max((self._alike(name, words, held, topic) for name in names(noun)), default=0.0)

    def _alike(self, name: str, words: str, held: set[str], topic: frozenset[str]) -> float:
        in_order = tokenize(name)
        own = _without_topic(in_order, topic)
        terms = set(own) - UNIT_WORDS or set(in_order) - UNIT_WORDS
        total = self.weight(terms)
        share = self.weight(terms & held) / total if total else 0.0
        if share >= _MOST or share < _SOME:
            return share if share >= _MOST else 0.0
        # Terms of Chinese are pairs of characters, so that as many characters as terms are the topic's.
        cut = len(in_order) - len(own) if not name.isascii() and len(in_order) == len(name) - 1 else 0
        alike = float(self._embed(name[cut:]) @ self._embed(words))
        # As sure as most of the words at best: what is worded otherwise yields to what is worded so.
        return _MOST * alike if alike >= _SAME_MEANING else 0.0


def _without_topic(terms: list[str], topic: frozenset[str]) -> list[str]:
    """Terms of a noun without the topic that it opens with; one term that joins two of the topic goes with them."""
    start = 0
    while start < len(terms) - 1 and (terms[start] in topic or terms[start + 1] in topic):
        start += 1
    return terms[start:]


def is_total(noun: str) -> bool:
    """Whether a noun only says that everything of a unit is counted: 总学时, all hours."""
    rest = " ".join(word for word in noun.split() if word not in UNIT_WORDS)
    for unit in sorted(UNIT_WORDS, key=len, reverse=True):
        rest = rest.removesuffix(unit)
    return rest.strip() in _TOTALS
