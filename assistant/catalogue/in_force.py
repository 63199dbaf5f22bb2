"""The catalogue as it stood on a day: without what only later sources state."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place, Record

Speaks = Callable[[Place], bool]


def catalogue_on(catalogue: Catalogue, speaks: Speaks) -> Catalogue:
    """The records, conflicts and changes whose places speak.

    A field that another, later place states is left out alone.

    Args:
        catalogue: all of it.
        speaks: whether a place was issued by the day that is meant.
    """
    return Catalogue(
        {kind: tuple(_standing(records, speaks)) for kind, records in catalogue.records.items()},
        tuple(_disputed(catalogue.conflicts, speaks)),
        tuple(c for c in catalogue.status_changes if speaks(Place.parse(c.cite))),
        catalogue.schema,
        catalogue.words,
    )


def _standing(records: tuple[Record, ...], speaks: Speaks) -> Iterator[Record]:
    for record in records:
        if speaks(record.place()):
            later = [name for name in record.cites if not speaks(record.place(name))]
            yield record.without(later) if later else record


def _disputed(conflicts: tuple[Conflict, ...], speaks: Speaks) -> Iterator[Conflict]:
    """Conflicts of which at least two sides had spoken."""
    for conflict in conflicts:
        claims = [c for c in conflict.claims if speaks(Place.parse(c.cite))]
        if len(claims) > 1:
            yield conflict.model_copy(update={"claims": claims})
