"""From when to when a text speaks.

A text speaks from the day on which it takes effect, else on which it was issued, as exact as it is known: a bare
year means its first day. A text without any date always speaks: nothing shows that it is younger than a
question. It speaks until a document that supersedes it does; after that it still answers, with a warning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.corpus.dates import date_at, first_day
from assistant.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Replacement:
    """The document that supersedes another, and the day from which it does; None where that is not known."""

    document: Document
    since: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the other is superseded on a day."""
        return self.since is None or self.since <= day


def speaks_from(document: Document, position: int = 0) -> date | None:
    """The first day of the text at a position; None where its time is not known, so that it always speaks."""
    return first_day(document.effective) or first_day(date_at(document, position))


def replacements(documents: Iterable[Document]) -> dict[str, Replacement]:
    """What supersedes each document, by the id of the superseded; of several the first to take effect."""
    found: dict[str, Replacement] = {}
    for document in documents:
        if document.supersedes and document.supersedes != document.id:
            new = Replacement(document, speaks_from(document))
            old = found.get(document.supersedes)
            if old is None or (new.since or date.min) < (old.since or date.min):
                found[document.supersedes] = new
    return found


class Calendar:
    """Which passages speak on a day.

    Days between which no passage begins to speak are alike: ``era`` numbers them, so that whatever is made for a
    day can be kept for all days of its era.
    """

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._first = [speaks_from(documents[p.document_id], p.start) for p in passages]
        self._begins = sorted({day for day in self._first if day is not None})
        self._speaking: dict[int, list[bool]] = {}

    @property
    def last_era(self) -> int:
        """The era in which everything speaks."""
        return len(self._begins)

    def era(self, day: date) -> int:
        """How many of the days on which something begins to speak are not after a day."""
        return bisect_right(self._begins, day)

    def speaking(self, era: int) -> list[bool]:
        """For each passage whether it speaks in an era."""
        if era not in self._speaking:
            next_day = self._begins[era] if era < self.last_era else None
            self._speaking[era] = [next_day is None or day is None or day < next_day for day in self._first]
        return self._speaking[era]
