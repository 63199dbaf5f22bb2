"""What a person told of themselves, as it stands after they put it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.retrieval.tokenization import tokenize
from assistant.understanding.clauses import has_figure
from assistant.understanding.language import content

# How a clause begins that takes something back.
_TAKES_BACK = ("不是", "并不是", "不再是", "i'm not", "i am not", "not ")


def as_corrected(
    told: Sequence[Sequence[str]], names: Callable[[str], frozenset[str]] = lambda text: frozenset()
) -> tuple[str, ...]:
    """The clauses in their order without those that a later turn takes back or gives another figure of.

    Args:
        told: the clauses of each turn, the earliest first; what takes back is left out itself.
        names: the ids of what a clause names: figures of two named things are no figures of one.
    """
    kept: list[str] = []
    for turn in told:
        before = kept
        kept = []
        for clause in turn:
            opening = next((o for o in _TAKES_BACK if clause.lower().startswith(o)), "")
            taken_back = clause[len(opening) :].strip() if opening else ""
            if taken_back and any(taken_back in k for k in (*before, *kept)):
                before = [k for k in before if taken_back not in k]
                kept = [k for k in kept if taken_back not in k]
                continue
            before = [k for k in before if names(k) != names(clause) or not _says_anew(clause, k)]
            kept.append(clause)
        kept = [*before, *kept]
    return tuple(dict.fromkeys(kept))


def _says_anew(clause: str, earlier: str) -> bool:
    """Whether a clause gives another figure of what an earlier one spoke of (「四级证其实是2年前拿的」)."""
    return has_figure(clause) and has_figure(earlier) and bool(_things(clause) & _things(earlier))


def _things(clause: str) -> set[str]:
    return {t for t in tokenize(content(clause)) if len(t) > 1 and not has_figure(t)}
