"""The form in which values are looked for in texts."""

from __future__ import annotations

import unicodedata


def compact(text: str) -> str:
    """NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
