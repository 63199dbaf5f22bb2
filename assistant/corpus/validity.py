"""From when to when a text speaks.

A text speaks from the day on which it takes effect, else on which it was issued, as exact as it is known: a bare
year means its first day. A text without any date always speaks: nothing shows that it is younger than a
question. It speaks until a document that supersedes it does; after that it still answers, with a warning. Of several
editions of one document only that in force speaks, unless the question is about the time of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.corpus.dates import date_at, first_day
from assistant.corpus.editions import Edition, several
from assistant.types import EDITION_MARK, Document, Passage


@dataclass(frozen=True, slots=True)
class Replacement:
    """The document that supersedes another, and the day from which it does; None where that is not known.

    No document where one says of itself that it is no longer in force.
    """

    document: Document | None
    since: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the other is superseded on a day."""
        return self.since is None or self.since <= day


def speaks_from(document: Document, position: int = 0) -> date | None:
    """The first day of the text at a position; None where its time is not known, so that it always speaks."""
    return first_day(document.effective) or first_day(date_at(document, position))


def replacements(documents: Iterable[Document]) -> dict[str, Replacement]:
    """What supersedes each document, by the id of the superseded; of several the first to take effect."""
    known = tuple(documents)
    found = {d.id: Replacement(None, until) for d in known if (until := first_day(d.superseded))}
    for listed in several(known).values():
        for old, following in pairwise(listed):
            found.update({d.id: Replacement(following.in_language(d.language), old.until) for d in old.documents})
    for document in known:
        if document.supersedes and document.supersedes.partition(EDITION_MARK)[0] != document.work:
            new = Replacement(document, speaks_from(document))
            before = found.get(document.supersedes)
            if before is None or before.document is None or (new.since or date.min) < (before.since or date.min):
                found[document.supersedes] = new
    return found


def replacement_on(found: Mapping[str, Replacement], document: str, day: date) -> Replacement | None:
    """What stands in a document's place on a day, after however many replacements; None where it still holds."""
    last, seen = None, {document}
    while (following := found.get(document)) is not None and following.holds_on(day):
        last = following
        if following.document is None or following.document.id in seen:
            break
        document = following.document.id
        seen.add(document)
    return last


class Calendar:
    """Which passages speak on a day.

    Days between which no passage begins or ceases to speak are alike: ``era`` numbers them, so that whatever is made
    for a day can be kept for all days of its era. ``spans``: of each passage the first day on which it speaks, and the
    first on which it no longer does. ``past``: ids of the documents of editions that are heard although
    another one is in force.
    """

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._documents = [p.document_id for p in passages]
        # The edition of each document that has several.
        self.edition_of = {id_: e for listed in several(documents.values()).values() for e in listed for id_ in e.ids}
        self.spans = [_span(documents[p.document_id], p.start, self.edition_of.get(p.document_id)) for p in passages]
        self._bounds = sorted({day for span in self.spans for day in span if day is not None})
        self._begins = [first for first, _ in self.spans if first is not None]
        self._speaking: dict[tuple[int, Set[str], Set[str]], list[bool]] = {}

    @property
    def last_era(self) -> int:
        """The era of all days to come."""
        return len(self._bounds)

    @property
    def complete_from(self) -> int:
        """The first era in which everything has begun to speak."""
        return self.era(max(self._begins)) if self._begins else 0

    def era(self, day: date) -> int:
        """How many of the days on which something begins or ceases to speak are not after a day."""
        return bisect_right(self._bounds, day)

    def first_day(self, era: int) -> date | None:
        """The first day of an era; None for the one before all days."""
        return self._bounds[era - 1] if era else None

    def speaking(self, era: int, past: Set[str] = frozenset(), silent: Set[str] = frozenset()) -> list[bool]:
        """For each passage whether it speaks in an era, those of ``past`` too and those of ``silent`` not."""
        key = (era, frozenset(past), frozenset(silent))
        if key not in self._speaking:
            day = self._bounds[era - 1] if era else None
            self._speaking[key] = [
                document in past or (document not in silent and _speaks(span, day))
                for document, span in zip(self._documents, self.spans, strict=True)
            ]
        return self._speaking[key]

    def ceased(self, era: int) -> list[bool]:
        """For each passage whether it spoke and no longer does."""
        day = self._bounds[era - 1] if era else None
        return [day is not None and until is not None and until <= day for _, until in self.spans]


_Days = tuple[date | None, date | None]


def _span(document: Document, position: int, edition: Edition | None) -> _Days:
    """The first day of a passage, and the first on which it no longer speaks."""
    first = speaks_from(document, position)
    return (first or edition.since, edition.until) if edition else (first, None)


def _speaks(span: _Days, day: date | None) -> bool:
    """Whether a passage speaks from a day on; None is before all days."""
    first, until = span
    return (first is None or (day is not None and first <= day)) and (until is None or day is None or day < until)
