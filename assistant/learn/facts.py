"""Whether a required fact stands in a text, in the manner of nugget evaluation: one of its spellings does."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from assistant.text.figures import holds_figure

_KEPT_MARKS = frozenset(".%+-/=&")

Fact = Sequence[str]


def normalise(text: str) -> str:
    """NFKC, lower case, no white space, no punctuation but ``. % + - / = &``."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(
        c for c in folded if c in _KEPT_MARKS or not (c.isspace() or unicodedata.category(c).startswith("P"))
    )


def holds(text: str, fact: Fact) -> bool:
    """Whether one of the spellings of a fact stands in the text, both normalised."""
    normalised = normalise(text)
    return any(normalise(spelling) in normalised for spelling in fact)


def stands_alone(spelling: str, text: str) -> bool:
    """Whether a normalised spelling stands in a normalised text; a bare figure not within another one."""
    return holds_figure(text, spelling, joined_by=".,") if spelling.isdigit() else spelling in text
