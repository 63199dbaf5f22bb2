"""Is the answer right? Facts found in its text, in the manner of nugget evaluation.

The rules are those of ``shared/evals/README.md``. Required facts as units follow TREC question answering
(Voorhees 2003) and its revival for retrieval-augmented answers (Pradeep et al. 2024, arXiv:2411.09607),
with alternative spellings in place of a judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.learn.facts import Fact, holds, normalise

MAX_ANSWER_CHARS = 600
# An answer to this category sets things side by side and may be longer.
LONG_CATEGORY = "comparison"


def fact_recall(answer: str, facts: Sequence[Fact]) -> float | None:
    """|facts found in the answer| / |facts|; None without facts."""
    return sum(holds(answer, f) for f in facts) / len(facts) if facts else None


def is_too_long(answer: str, category: str) -> bool:
    """Naming everything in order to hit a fact is not answering."""
    return category != LONG_CATEGORY and len(answer) > MAX_ANSWER_CHARS


def is_correct(
    answer: str,
    *,
    refused: bool,
    answerable: bool,
    category: str,
    facts: Sequence[Fact] = (),
    forbidden: Sequence[str] = (),
) -> bool:
    """Every fact found, nothing forbidden, not too long, not refused; or refused where nothing can be said."""
    if any(holds(answer, (f,)) for f in forbidden):
        return False
    if not answerable:
        return refused
    return not refused and not is_too_long(answer, category) and all(holds(answer, f) for f in facts)


__all__ = ["MAX_ANSWER_CHARS", "Fact", "fact_recall", "holds", "is_correct", "is_too_long", "normalise"]
