"""The values of a pack's records with the places that state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import OpenRecord, Place


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
        for field in type(record).model_fields:
            if field not in record.UNCITED:
                for value in _values(getattr(record, field)):
                    yield _cited(f"{type(record).__name__} {record.id}.{field}", value, record.place(field))
    for open_record in catalogue.all(OpenRecord):
        for fact in open_record.facts:
            yield _cited(f"OpenRecord {open_record.id}.{fact.field}", fact.value, Place.parse(fact.cite))
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            yield _cited(f"conflict {conflict.id}", claim.value, Place.parse(claim.cite))


def _cited(name: str, value: str, place: Place) -> CitedValue:
    return CitedValue(name, value, place.document, place.locator)


def _values(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _values(item)
    elif value is not None:
        yield str(value)
