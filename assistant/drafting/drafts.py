"""A proposed record, each value with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftField:
    """A field of a proposed record, as the document states it, and where."""

    name: str
    label: str
    value: str
    cite: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed record; ``key`` names it among those of its document, ``certificate`` the one that it belongs to."""

    kind: str
    id: str
    name: str
    cite: str
    fields: tuple[DraftField, ...]
    certificate: str = ""

    @property
    def key(self) -> str:
        """What it is known by while nobody has decided on it."""
        return f"{self.kind}:{self.id}"


def slug(name: str) -> str:
    """A name as an id."""
    return re.sub(r"[^\w.+-]+", "-", name.casefold(), flags=re.UNICODE).strip("-.")[:60]
