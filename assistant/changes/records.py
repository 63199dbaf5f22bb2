"""The values of a pack's records with the places that state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place


@dataclass(frozen=True, slots=True)
class CitedValue:
    """One value of a record; ``name`` says which: kind, id and field."""

    name: str
    value: str
    document: str
    locator: str


def cited_values(catalogue: Catalogue) -> Iterator[CitedValue]:
    """Every value that a record takes from a document."""
    for record in catalogue.everything():
        for words in record.stated:
            for value in record.texts(words.name):
                yield _cited(f"{record.kind.name} {record.id}.{words.name}", value, record.place(words.name))
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            yield _cited(f"conflict {conflict.id}", claim.value, Place.parse(claim.cite))


def _cited(name: str, value: str, place: Place) -> CitedValue:
    return CitedValue(name, value, place.document, place.locator)
