"""What the sources page's address holds, as it comes from a browser: checked and bounded."""

from __future__ import annotations

from typing import Any

from assistant.api.search_routes import first_day, last_day
from assistant.retrieval.search import Filters
from assistant.types import Authority, Language

# A little over what a search takes, so that a longer one is told so instead of being cut.
_MAX_CHARS = 400
_MAX_DIGITS = 9


def text(state: Any, name: str) -> str:
    """A text of the state, "" for whatever is none."""
    value = state.get(name) if isinstance(state, dict) else None
    return value[:_MAX_CHARS] if isinstance(value, str) else ""


def number(state: Any, name: str) -> int:
    """An offset of the state, 0 for whatever is none."""
    value = state.get(name) if isinstance(state, dict) else None
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else 0


def filters(state: Any, language: Language) -> Filters:
    """The search filters; an authority or language that does not exist is none.

    Raises:
        SearchError: a day does not exist.
    """
    authority, wanted = text(state, "authority"), text(state, "language")
    return Filters(
        document=text(state, "in"),
        authority=Authority(authority) if authority in set(Authority) else None,
        first=first_day(text(state, "from")),
        last=last_day(text(state, "to")),
        language=Language(wanted) if wanted in set(Language) else None,
        edition=None if wanted else language,
    )
