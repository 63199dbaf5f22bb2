"""A proposed record, each value with its place."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.text.characters import joined_runs


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
    return joined_runs(name.casefold(), "-", lambda c: c.isalnum() or c in "_.+-").strip("-.")[:60]
