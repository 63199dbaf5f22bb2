"""The catalogue as it stood on a day: without what only later sources state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place, Record

_R = TypeVar("_R", bound=Record)
Speaks = Callable[[Place], bool]


def catalogue_on(catalogue: Catalogue, speaks: Speaks) -> Catalogue:
    """The records, conflicts and changes whose places speak.

    A field that another, later place states is left out alone where it may be empty; else the record is.

    Args:
        catalogue: all of it.
        speaks: whether a place was issued by the day that is meant.
    """
    return Catalogue(
        {kind: tuple(_standing(records, speaks)) for kind, records in catalogue.records.items()},
        tuple(_disputed(catalogue.conflicts, speaks)),
        tuple(c for c in catalogue.status_changes if speaks(Place.parse(c.cite))),
    )


def _standing(records: tuple[_R, ...], speaks: Speaks) -> Iterator[_R]:
    for record in records:
        if not speaks(record.place()):
            continue
        later = [field for field in record.cites if not speaks(record.place(field))]
        fields = type(record).model_fields
        if any(fields[f].is_required() for f in later):
            continue
        yield record.model_copy(update={f: fields[f].get_default(call_default_factory=True) for f in later})


def _disputed(conflicts: tuple[Conflict, ...], speaks: Speaks) -> Iterator[Conflict]:
    """Conflicts of which at least two sides had spoken."""
    for conflict in conflicts:
        claims = [c for c in conflict.claims if speaks(Place.parse(c.cite))]
        if len(claims) > 1:
            yield conflict.model_copy(update={"claims": claims})
