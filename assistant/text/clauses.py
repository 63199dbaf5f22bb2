"""Clauses of a text, between the marks that end them."""

from __future__ import annotations

_ENDS = str.maketrans(dict.fromkeys("，,；;：:。？?！!", "\n"))


def clauses(text: str) -> list[str]:
    """The clauses of a text in order, without the marks between them and without empty ones."""
    return [c.strip() for c in text.translate(_ENDS).split("\n") if c.strip()]
