"""Which sources somebody should hold against their originals again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.corpus.dates import first_day
from assistant.corpus.validity import replacement_on, replacements
from assistant.types import Document

# A school year has two halves, and rules of exams change between them.
CHECK_EVERY = timedelta(days=183)


def overdue(documents: Iterable[Document], today: date) -> list[Document]:
    """The documents in force that were never checked, or too long ago; those that wait longest first.

    What another document or edition has superseded says what it said; nobody needs to look again.
    """
    known = tuple(documents)
    found = replacements(known)
    due = [d for d in known if replacement_on(found, d.id, today) is None and _is_due(d, today)]
    return sorted(due, key=lambda d: (d.checked_on or "", d.id))


def _is_due(document: Document, today: date) -> bool:
    checked = first_day(document.checked_on)
    return checked is None or today - checked > CHECK_EVERY
