"""What a person told of themselves, as it stands after they put it right."""

from __future__ import annotations

from collections.abc import Sequence

# How a clause begins that takes something back.
_TAKES_BACK = ("不是", "并不是", "不再是", "i'm not", "i am not", "not ")


def as_corrected(told: Sequence[str]) -> tuple[str, ...]:
    """The clauses in their order without those that a later one takes back, and without what takes back."""
    kept: list[str] = []
    for clause in told:
        opening = next((o for o in _TAKES_BACK if clause.lower().startswith(o)), "")
        taken_back = clause[len(opening) :].strip() if opening else ""
        if taken_back and any(taken_back in k for k in kept):
            kept = [k for k in kept if taken_back not in k]
        else:
            kept.append(clause)
    return tuple(dict.fromkeys(kept))
