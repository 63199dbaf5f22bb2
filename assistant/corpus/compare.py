"""The form in which values are looked for in texts."""

from __future__ import annotations

import re
import unicodedata

_WHITE = re.compile(r"\s+")


def compact(text: str) -> str:
    """NFKC without white space."""
    return _WHITE.sub("", unicodedata.normalize("NFKC", text))
