"""Codes of requirements, as people write several of them."""

from __future__ import annotations

from collections.abc import Sequence


def runs(codes: Sequence[str]) -> list[str]:
    """Codes with those that follow one another drawn together: 1.1.1, 1.1.2, 1.1.3 become 1.1.1–1.1.3."""
    found: list[list[str]] = []
    for code in codes:
        if found and _follows(found[-1][-1], code):
            found[-1].append(code)
        else:
            found.append([code])
    return [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found]


def _follows(code: str, after: str) -> bool:
    head, _, last = code.rpartition(".")
    other, _, number = after.rpartition(".")
    return head == other and last.isdigit() and number.isdigit() and int(number) == int(last) + 1
