"""A property that people ask for, in the words that ask and the words that state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that people ask for.

    A passage must state a ``required`` one; the others are shapes of answers (an organisation, a year, a
    share), which passages are preferred by.
    """

    id: str
    name_zh: str
    name_en: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    required: bool = True


def required(id: str, zh: str, en: str, asked: str, stated: str) -> Attribute:
    """A property that a passage must state to answer for it, from its two patterns.

    Patterns match normalised text: NFKC, lower case, simplified.
    """
    return Attribute(id, zh, en, re.compile(asked), re.compile(stated))


def shape(id: str, zh: str, en: str, asked: str, stated: str) -> Attribute:
    """A shape of answers, from its two patterns."""
    return replace(required(id, zh, en, asked, stated), required=False)
