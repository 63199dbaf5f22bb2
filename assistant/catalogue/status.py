"""The status of a certificate on a day, with the events that make it, each at its place.

Three things are stated by sources: the year in which a certificate is listed, the entry of a certification
of the centre (「筹建中」: in preparation), and changes from a day on (``status_changes.yaml``). Before the first
of them nothing is known, and that is what is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record, StatusChange
from assistant.corpus.dates import first_day
from assistant.types import Document


class CertificateStatus(StrEnum):
    """What may be said of a certificate on a day.

    ``listed``: a source names it on offer, and nothing is known of the time after that source.
    """

    ACTIVE = "active"
    LISTED = "listed"
    IN_PREPARATION = "in_preparation"
    TEACH_OUT = "teach_out"
    NOT_STATED = "not_stated"


# The names that status_changes.yaml uses are those of CTDL's credentialStatusType.
_OF_CTDL = {"Active": CertificateStatus.ACTIVE, "TeachOut": CertificateStatus.TEACH_OUT}


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """From ``since`` on (YYYY, YYYY-MM or YYYY-MM-DD, as exact as the source is; "" unknown) it has a status.

    ``announced`` is the time of a source that states it ahead, None where that is not earlier.
    """

    since: str
    status: CertificateStatus
    text: str
    text_en: str
    place: Place
    announced: str | None = None


@dataclass(frozen=True, slots=True)
class StatusOn:
    """The status on a day. ``ahead`` was announced by that day and begins later; the day itself may be unknown."""

    as_of: date
    status: CertificateStatus
    event: StatusEvent | None
    ahead: StatusEvent | None
    events: tuple[StatusEvent, ...]


def status_on(record: Record, catalogue: Catalogue, documents: Mapping[str, Document], as_of: date) -> StatusOn:
    """The status of a certificate on a day.

    Args:
        record: the certificate.
        catalogue: its status changes.
        documents: when the sources were issued.
        as_of: the day.
    """
    events = tuple(sorted(_events(record, catalogue, documents), key=lambda e: e.since))
    begun = [e for e in events if _begins(e.since) <= as_of]
    ahead = [e for e in events if _begins(e.since) > as_of and e.announced and _begins(e.announced) <= as_of]
    last = begun[-1] if begun else None
    status = last.status if last else CertificateStatus.NOT_STATED
    return StatusOn(as_of, status, last, ahead[0] if ahead else None, events)


def _events(record: Record, catalogue: Catalogue, documents: Mapping[str, Document]) -> list[StatusEvent]:
    events = [_listed(record, documents)]
    for change in catalogue.status_changes:
        if record.id in change.certificates:
            events.append(_changed(change, documents))
    return events


def _listed(record: Record, documents: Mapping[str, Document]) -> StatusEvent:
    """From the year that the record gives on; else from the time of the source that lists it, or prepares it."""
    kind, year = record.kind, record.text(record.kind.since)
    if year:
        return StatusEvent(
            year,
            CertificateStatus.ACTIVE,
            f"资料列出该证书，年份为{year}年。",
            f"The source lists the certificate with the year {year}.",
            record.place(kind.since),
        )
    preparing = kind.in_preparation
    entry = record.text(preparing.field) if preparing else ""
    place = record.place(preparing.field if preparing else "")
    document = documents.get(place.document)
    since = (document.issued if document else None) or ""
    if preparing and any(word in entry for word in preparing.words):
        return StatusEvent(
            since,
            CertificateStatus.IN_PREPARATION,
            f"资料写明该证书{entry}；此后的情况资料未说明。",
            "The source says that the certificate is in preparation; what came of it is not stated.",
            place,
        )
    entry = f"，{kind.field(preparing.field).label.zh}为{entry}" if preparing and entry else ""
    return StatusEvent(
        since,
        CertificateStatus.LISTED,
        f"资料列出该证书{entry}；此后的情况资料未说明。",
        "The source lists the certificate; what came later is not stated.",
        place,
    )


def _changed(change: StatusChange, documents: Mapping[str, Document]) -> StatusEvent:
    place = Place.parse(change.cite)
    document = documents.get(place.document)
    return StatusEvent(
        change.from_date.isoformat(),
        _OF_CTDL.get(change.status, CertificateStatus.NOT_STATED),
        change.text,
        change.text_en,
        place,
        document.issued if document else None,
    )


def _begins(text: str) -> date:
    """The first day that a date may mean; the earliest of all for any other text."""
    return first_day(text) or date.min
