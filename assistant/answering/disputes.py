"""All known conflicts between sources, each claim with the words that state it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.places import Places
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Claim, Conflict, Place, StatusChange
from assistant.types import Citation, Language


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """One side of a conflict; ``citation`` is None where this index lacks its document."""

    claim: Claim
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with its sides in the order of the record."""

    conflict: Conflict
    sides: tuple[CitedClaim, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that the sides cite, without repeats."""
        return tuple(dict.fromkeys(s.citation.document for s in self.sides if s.citation))


def disputes(catalogue: Catalogue, places: Places, language: Language) -> tuple[Dispute, ...]:
    """The conflicts of the catalogue, cited in the reader's language where an edition in it exists."""
    return tuple(
        Dispute(
            conflict,
            tuple(CitedClaim(c, places.cite(Place.parse(c.cite), c.value, language)) for c in conflict.claims),
        )
        for conflict in catalogue.conflicts
    )


def status_citation(change: StatusChange, places: Places, language: Language) -> Citation | None:
    """The words that state a change of status."""
    return places.cite(Place.parse(change.cite), "", language)
