"""Which passages a search may find: one predicate for Chroma's ``where`` and for the rows of BM25 and exact search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.corpus.validity import Calendar
from assistant.types import Document, Language, Passage

# The last day of what is in force without an end.
OPEN_END = 99991231
# What Chroma keeps beside a vector.
About = Mapping[str, str | int | bool]


def number_of(day: date | None, unknown: int) -> int:
    """A day as yyyymmdd, which Chroma can compare."""
    return unknown if day is None else day.year * 10_000 + day.month * 100 + day.day


def known_of(passages: Sequence[Passage], documents: Mapping[str, Document], calendar: Calendar) -> list[About]:
    """What a search may ask of each passage: its document, edition and language, and its days.

    ``paired``: whether the document exists in another language too. ``since``: first day on which it speaks, 0 where
    that is not known. ``until``: first day on which it no longer does.
    """
    paired = {id_ for d in documents.values() if d.translation_of in documents for id_ in (d.id, d.translation_of)}
    return [
        {
            "document": p.document_id,
            "edition": documents[p.document_id].edition,
            "language": documents[p.document_id].language.value,
            "paired": p.document_id in paired,
            "since": number_of(since, 0),
            "until": number_of(until, OPEN_END),
        }
        for p, (since, until) in zip(passages, calendar.spans, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents, language and day of a search.

    ``day``: yyyymmdd, 0 before all days. ``language``: of what exists in two languages, only this one. ``documents``:
    ids to which the search is restricted; empty for all. ``past``: documents heard although another edition is in
    force; ``silent``: those that are not heard in their place.
    """

    day: int
    language: Language | None = None
    documents: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    def admits(self, known: About) -> bool:
        """Whether a passage may be found."""
        document = known["document"]
        return (
            (not self.documents or document in self.documents)
            and (self.language is None or not known["paired"] or known["language"] == self.language.value)
            and (
                document in self.past
                or (document not in self.silent and int(known["since"]) <= self.day < int(known["until"]))
            )
        )

    def where(self) -> dict[str, Any]:
        """The same as a filter of Chroma."""
        in_force: list[dict[str, Any]] = [{"since": {"$lte": self.day}}, {"until": {"$gt": self.day}}]
        if self.silent:
            in_force.append({"document": {"$nin": sorted(self.silent)}})
        heard: dict[str, Any] = {"$and": in_force}
        if self.past:
            heard = {"$or": [{"document": {"$in": sorted(self.past)}}, heard]}
        conditions = [heard]
        if self.language is not None:
            conditions.append({"$or": [{"paired": False}, {"language": self.language.value}]})
        if self.documents:
            conditions.append({"document": {"$in": sorted(self.documents)}})
        return {"$and": conditions} if len(conditions) > 1 else heard
