"""The catalogue as tables: one a kind of record, and one with the source of every field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place, Record, StatusChange
from assistant.catalogue.profiles import Locate, cited_fields, profiles
from assistant.catalogue.status import StatusOn
from assistant.pack.schema import KindWords
from assistant.types import Citation, Document

Cell = str | int | float | bool | None
_NAMES = ("id", "name", "name_en", "aliases", "short_names")
_CITED = ("document", "title", "publisher", "issued", "locator", "quote", "start", "end", "authority")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; a list is one cell with a line for each of its members. ``kind``: of records."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: KindWords | None = None


def catalogue_tables(
    catalogue: Catalogue, documents: Mapping[str, Document], locate: Locate, as_of: date
) -> tuple[Table, ...]:
    """Every table, in the order of the kinds; kinds without records have none.

    Args:
        catalogue: the records.
        documents: the sources.
        locate: finds the citation of a value at a place.
        as_of: the day for which the status of certificates is given.
    """
    statuses = {p.record.id: p.status for p in profiles(catalogue, documents, as_of)}
    made = [_records(records, statuses) for records in map(catalogue.all, catalogue.schema.kinds) if records]
    made.append(_conflicts(catalogue.conflicts))
    made.append(_changes(catalogue.status_changes))
    made.append(_documents(documents.values()))
    made.append(_citations(catalogue, locate))
    return tuple(t for t in made if t.rows)


def _records(records: Sequence[Record], statuses: Mapping[str, StatusOn]) -> Table:
    kind = records[0].kind
    # What no record of the kind has is no column.
    names = [n for n in _NAMES if n != "short_names" or any(r.short_names for r in records)]
    fields = [*names, *(f for f in kind.fields if f not in _NAMES and any(r.get(f) is not None for r in records))]
    with_status = records[0].id in statuses
    rows = []
    for record in records:
        row = [_cell(_value(record, f)) for f in fields]
        if with_status:
            on = statuses[record.id]
            row += [on.status.value, on.event.since if on.event else None]
        rows.append((*row, record.cite))
    extra = ("status", "status_since") if with_status else ()
    return Table(kind.name, (*fields, *extra, "cite"), tuple(rows), kind)


def _conflicts(conflicts: Iterable[Conflict]) -> Table:
    columns = ("id", "subject", "subject_en", "attribute", "attribute_en", "value", "preferred", "cite", "reason")
    rows = [
        (c.id, c.subject, c.subject_en, c.attribute, c.attribute_en, claim.value, claim.preferred, claim.cite, c.reason)
        for c in conflicts
        for claim in c.claims
    ]
    return Table("conflicts", columns, tuple(rows))


def _changes(changes: Iterable[StatusChange]) -> Table:
    columns = ("certificates", "from_date", "status", "text", "text_en", "cite")
    rows = [("\n".join(c.certificates), c.from_date.isoformat(), c.status, c.text, c.text_en, c.cite) for c in changes]
    return Table("status_changes", columns, tuple(rows))


def _documents(documents: Iterable[Document]) -> Table:
    columns = ("id", "title", "publisher", "authority", "issued", "effective", "language", "original", "repost")
    return Table("documents", columns, tuple(tuple(_cell(getattr(d, c)) for c in columns) for d in documents))


def _citations(catalogue: Catalogue, locate: Locate) -> Table:
    rows = (*_field_citations(catalogue, locate), *_other_citations(catalogue, locate))
    return Table("citations", ("kind", "id", "field", *_CITED), rows)


def _field_citations(catalogue: Catalogue, locate: Locate) -> Iterator[tuple[Cell, ...]]:
    for stem in catalogue.schema.kinds:
        for record in catalogue.all(stem):
            for field in cited_fields(record, locate):
                for citation in field.citations:
                    yield (stem, record.id, field.name, *_cited(citation))


def _other_citations(catalogue: Catalogue, locate: Locate) -> Iterator[tuple[Cell, ...]]:
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            citation = locate(Place.parse(claim.cite), claim.value)
            if citation:
                yield ("conflicts", conflict.id, "value", *_cited(citation))
    for change in catalogue.status_changes:
        citation = locate(Place.parse(change.cite), "")
        if citation:
            yield ("status_changes", change.from_date.isoformat(), "text", *_cited(citation))


def _cited(citation: Citation) -> tuple[Cell, ...]:
    return tuple(getattr(citation, name) for name in _CITED)


def _value(record: Record, field: str) -> object:
    return getattr(record, field) if field in _NAMES else record.get(field)


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return "\n".join(str(v) for v in value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
