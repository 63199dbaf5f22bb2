"""What goes out of the certificate addresses."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from assistant.api.schemas import PlaceBody, StrictBody
from assistant.catalogue.model import Conflict, Place, Record
from assistant.catalogue.profiles import Locate, Profile, cited_fields
from assistant.catalogue.status import CertificateStatus, StatusEvent
from assistant.types import Language

Kind = Literal["certificate", "centre_certification"]


class FieldBody(StrictBody):
    """A value with the places that state it."""

    value: str | int | list[str]
    citations: list[PlaceBody]


class RecordBody(StrictBody):
    """A record of the catalogue; ``fields`` holds what the sources state, by field name."""

    id: str
    name: str
    name_en: str
    fields: dict[str, FieldBody]

    @classmethod
    def of(cls, record: Record, locate: Locate) -> RecordBody:
        """The record with every field cited."""
        return cls(id=record.id, name=record.name, name_en=record.name_en, fields=_fields(record, locate))


class StatusEventBody(StrictBody):
    """From ``since`` (as exact as its source) a status; ``announced`` when a source states it ahead."""

    since: str
    status: CertificateStatus
    text: str
    announced: str | None
    citations: list[PlaceBody]


class StatusBody(StrictBody):
    """The status on the day asked for, why, what was announced by then, and the whole timeline."""

    as_of: date
    status: CertificateStatus
    because: StatusEventBody | None
    announced: StatusEventBody | None
    timeline: list[StatusEventBody]


class ClaimBody(StrictBody):
    """One of several statements that differ."""

    value: str
    preferred: bool
    citations: list[PlaceBody]


class ConflictBody(StrictBody):
    """Sources that differ on something of the certificate, with the reason for the preference."""

    id: str
    attribute: str
    claims: list[ClaimBody]
    reason: str


class CertificateSummary(StrictBody):
    """A certificate as the list shows it."""

    id: str
    kind: Kind
    name: str
    name_en: str
    aliases: list[str]
    levels: list[str]
    issuer: str
    posts: list[str]
    status: StatusBody
    fields: dict[str, FieldBody]


class CertificateBody(CertificateSummary):
    """A certificate with all that the catalogue knows of it."""

    roles: list[RecordBody]
    work_areas: list[RecordBody]
    requirements: list[RecordBody]
    textbooks: list[RecordBody]
    modules: list[RecordBody]
    conflicts: list[ConflictBody]


class CertificateList(StrictBody):
    """The certificates that the filters select, with their status on ``as_of``."""

    as_of: date
    total: int
    certificates: list[CertificateSummary]


def summary(profile: Profile, locate: Locate, language: Language) -> CertificateSummary:
    """A profile as the list shows it; citations and status texts in the reader's language."""
    return CertificateSummary(**_summary(profile, locate, language))


def detail(profile: Profile, locate: Locate, language: Language) -> CertificateBody:
    """A profile whole."""

    def bodies(records: tuple[Record, ...]) -> list[RecordBody]:
        return [RecordBody.of(r, locate) for r in records]

    return CertificateBody(
        **_summary(profile, locate, language),
        roles=bodies(profile.roles),
        work_areas=bodies(profile.work_areas),
        requirements=bodies(profile.requirements),
        textbooks=bodies(profile.textbooks),
        modules=bodies(profile.modules),
        conflicts=[_conflict(c, locate, language) for c in profile.conflicts],
    )


def _summary(profile: Profile, locate: Locate, language: Language) -> dict[str, Any]:
    record, on = profile.record, profile.status

    def event(found: StatusEvent | None) -> StatusEventBody | None:
        return _event(found, locate, language) if found else None

    return {
        "id": record.id,
        "kind": profile.kind,
        "name": record.name,
        "name_en": record.name_en,
        "aliases": record.aliases,
        "levels": list(profile.levels),
        "issuer": profile.issuer,
        "posts": profile.posts,
        "status": StatusBody(
            as_of=on.as_of,
            status=on.status,
            because=event(on.event),
            announced=event(on.ahead),
            timeline=[_event(e, locate, language) for e in on.events],
        ),
        "fields": _fields(record, locate),
    }


def _fields(record: Record, locate: Locate) -> dict[str, FieldBody]:
    return {f.name: FieldBody.model_validate(f) for f in cited_fields(record, locate)}


def _event(event: StatusEvent, locate: Locate, language: Language) -> StatusEventBody:
    return StatusEventBody(
        since=event.since,
        status=event.status,
        text=event.text if language is Language.ZH else event.text_en,
        announced=event.announced,
        citations=_at(event.place, "", locate),
    )


def _conflict(conflict: Conflict, locate: Locate, language: Language) -> ConflictBody:
    zh = language is Language.ZH
    return ConflictBody(
        id=conflict.id,
        attribute=conflict.attribute if zh else conflict.attribute_en,
        claims=[
            ClaimBody(value=c.value, preferred=c.preferred, citations=_at(Place.parse(c.cite), c.value, locate))
            for c in conflict.claims
        ],
        reason=conflict.reason if zh else conflict.reason_en,
    )


def _at(place: Place, value: str, locate: Locate) -> list[PlaceBody]:
    citation = locate(place, value)
    return [PlaceBody.model_validate(citation)] if citation else []
