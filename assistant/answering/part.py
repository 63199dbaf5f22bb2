"""One question of several: what was found for it, and how it is named where no source answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.extraction import Found
from assistant.evidence.evidence import Evidence
from assistant.evidence.operations import operations
from assistant.evidence.quantities import plain
from assistant.retrieval.tokenization import tokenize
from assistant.types import Language, Statement
from assistant.understanding.language import content
from assistant.understanding.query import Query

# No source answers a part where the product of both probabilities is below this, or none states its property.
_NOT_STATED = 0.1


@dataclass(frozen=True, slots=True)
class Part:
    """One question of several, with what was found for it, the best first."""

    query: Query
    found: Found
    judged: tuple[Evidence, ...]
    coverage: float

    @property
    def is_open(self) -> bool:
        """Whether no source answers."""
        best = (self.judged[0].probability or 0.0) if self.judged else 0.0
        return bool(self.found.missing) or best * self.coverage < _NOT_STATED

    @property
    def sure(self) -> float:
        """How surely the best piece answers: a few words fit many pieces, so both readers must be sure."""
        return min(self.judged[0].probability or 0.0, self.coverage) if self.judged else 0.0


def reckons(part: Part) -> bool:
    """Whether a part asks for what is reckoned."""
    return bool(operations(plain(part.query.own)))


def says_nothing(part: Part) -> bool:
    """Whether the best piece holds no word of what a part asks of the thing that it names."""
    return part.judged[0].passage is not None and not own_words(part) & set(tokenize(part.judged[0].text))


def own_words(part: Part) -> set[str]:
    """The words by which a part asks, without the names in it."""
    names = {t for m in part.query.mentions for t in tokenize(m.text)}
    return {t for t in set(tokenize(content(part.query.own))) - names if len(t) > 1}


def not_stated(parts: Sequence[Part], query: Query) -> Statement:
    """The sentence that names what no source states."""
    named = dict.fromkeys(_name(p, query) for p in parts)
    if query.language is Language.ZH:
        return Statement(f"资料没有写到{'、'.join(named)}。")
    return Statement(f"The sources do not state {' or '.join(named)}.")


def _name(part: Part, query: Query) -> str:
    zh = query.language is Language.ZH
    missing = [a.name_zh if zh else a.name_en for a in part.found.missing]
    if missing:
        return ("、" if zh else ", ").join(missing)
    # The names of the first question were put before a later one.
    own = part.query.own
    while " " in own and own not in query.standalone:
        own = own.partition(" ")[2]
    return f"「{own}」" if zh else f"“{own.strip(' ?')}”"
