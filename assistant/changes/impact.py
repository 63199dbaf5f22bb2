"""What a new edition touches: records that no longer hold their value, questions, past answers and tickets.

A list to work through: each item names the change that touches it and what is to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place
from assistant.changes.comparison import Change, ChangeKind
from assistant.changes.words import read_words
from assistant.corpus.compare import compact
from assistant.desk.records import QUEUED, Feedback, State
from assistant.learn.labelled import LabelledQuestion
from assistant.types import EDITION_MARK, Document, Passage

# A question is about a clause where both share so many words besides the fact itself.
_SHARED_WORDS = 3


class ItemKind(StrEnum):
    """What is touched."""

    RECORD = "record"
    QUESTION = "question"
    ANSWER = "answer"
    TICKET = "ticket"


class Standing(StrEnum):
    """How a record's value stands to the new edition: gone from it, at another place, or only near a change."""

    STALE = "stale"
    ELSEWHERE = "elsewhere"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``change``: the number of the change, None where only the place's number is another.

    ``name`` is the record's field, the question's or ticket's id; ``value`` what it holds; ``now`` what the new edition
    says there, or the place where the value stands now.
    """

    kind: ItemKind
    name: str
    value: str
    now: str
    change: int | None
    standing: Standing | None = None

    @property
    def key(self) -> str:
        """What it is known by when it is ticked off."""
        return f"{self.kind.value}:{self.name}:{self.value}"

    def to_json(self) -> dict[str, Any]:
        """As an object of plain values."""
        return asdict(self) | {
            "kind": self.kind.value,
            "standing": self.standing.value if self.standing else None,
            "key": self.key,
        }


@dataclass(frozen=True, slots=True)
class CitedValue:
    """One value of a record with the place that states it; ``name`` says which: kind, id and field."""

    name: str
    value: str
    place: Place


def cited_values(catalogue: Catalogue) -> Iterator[CitedValue]:
    """Every value that a record takes from a document."""
    for record in catalogue.everything():
        for words in record.stated:
            for value in record.texts(words.name):
                yield CitedValue(f"{record.kind.name} {record.id}.{words.name}", value, record.place(words.name))
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            yield CitedValue(f"conflict {conflict.id}", claim.value, Place.parse(claim.cite))


@dataclass(frozen=True, slots=True)
class Side:
    """An edition's document with its passages, for what stands at a place."""

    document: Document
    passages: Sequence[Passage]

    def spans(self, locator: str) -> list[tuple[int, int]]:
        """Where the text under a locator stands."""
        sections = [(s.start, s.end) for s in self.document.sections if s.locator == locator]
        return sections or [(p.start, p.end) for p in self.passages if p.locator == locator]

    def locator_at(self, position: int) -> str:
        """The locator of the row or section at a position."""
        row = next((p.locator for p in self.passages if p.cells and p.start <= position < p.end), "")
        section = next((s.locator for s in self.document.sections if s.start <= position < s.end), "")
        return row or section

    def holds(self, locator: str, value: str) -> bool:
        """Whether a value stands under a locator."""
        return any(compact(value) in compact(self.document.text[a:b]) for a, b in self.spans(locator))


def impact(
    old: Side,
    new: Side,
    changes: Sequence[Change],
    *,
    records: Iterable[CitedValue] = (),
    questions: Iterable[LabelledQuestion] = (),
    log: Iterable[Feedback] = (),
    since: date | None = None,
) -> tuple[Item, ...]:
    """Everything that a change of edition touches.

    Args:
        old, new: both editions of the document.
        changes: between them, as ``compare_texts`` gives them.
        records: values of records with their places; those of other documents are passed over.
        questions: with gold facts; those asked as of a day before ``since`` stay as they are.
        log: what people said of answers, with the answers.
        since: when the new edition begins.
    """
    return (
        *_records(old, new, changes, records),
        *_questions(changes, questions, since),
        *_answers(old, changes, log),
    )


def _records(old: Side, new: Side, changes: Sequence[Change], records: Iterable[CitedValue]) -> Iterator[Item]:
    for record in records:
        document, _, edition = record.place.document.partition(EDITION_MARK)
        if document != old.document.work or edition not in ("", old.document.edition):
            continue
        spans = old.spans(record.place.locator)
        holding = [s for s in spans if compact(record.value) in compact(old.document.text[slice(*s)])]
        if not holding:
            # It never stood there, which ``zhengtu check`` tells; or it is the new edition's.
            continue
        touching = [n for n, c in enumerate(changes) if c.old_span and any(_overlap(c.old_span, s) for s in holding)]
        own = [n for n in touching if compact(record.value) in compact(changes[n].old)]
        lost = [n for n in own if compact(record.value) not in compact(changes[n].new)]
        kept = new.holds(record.place.locator, record.value)
        if own and len(lost) == len(own) and not _stands_unchanged(old, record, holding, changes):
            yield Item(ItemKind.RECORD, record.name, record.value, changes[lost[0]].new, lost[0], Standing.STALE)
        elif not kept:
            place = new.document.text.find(record.value)
            where = new.locator_at(place) if place >= 0 else ""
            standing = Standing.ELSEWHERE if where else Standing.STALE
            yield Item(ItemKind.RECORD, record.name, record.value, where, own[0] if own else None, standing)
        elif own:
            yield Item(ItemKind.RECORD, record.name, record.value, changes[own[0]].new, own[0], Standing.NEAR)


def _stands_unchanged(
    old: Side, record: CitedValue, spans: Sequence[tuple[int, int]], changes: Sequence[Change]
) -> bool:
    """Whether the place states a value also in text that no change touches."""
    for start, end in spans:
        text = old.document.text[start:end]
        for change in sorted((c for c in changes if c.old_span), key=lambda c: c.old_span or (0, 0), reverse=True):
            a, b = change.old_span or (0, 0)
            if _overlap((a, b), (start, end)):
                text = text[: max(0, a - start)] + text[max(0, b - start) :]
        if compact(record.value) in compact(text):
            return True
    return False


def _questions(changes: Sequence[Change], questions: Iterable[LabelledQuestion], since: date | None) -> Iterator[Item]:
    for question in questions:
        if question.as_of and since and question.as_of < since:
            continue
        for number, change in enumerate(changes):
            if change.kind is ChangeKind.MOVED:
                continue
            fact = next((f for f in question.facts if _says(change.old, f) and not _says(change.new, f)), None)
            wrong = next((f for f in question.forbidden if _says(change.new, (f,)) and not _says(change.old, (f,))), "")
            value = next(iter(fact or ()), wrong)
            if value and _is_about(question.question, change, value):
                yield Item(ItemKind.QUESTION, question.id, question.question, change.new or change.old, number)
                break


def _answers(old: Side, changes: Sequence[Change], log: Iterable[Feedback]) -> Iterator[Item]:
    for feedback in log:
        number = next(
            (n for c in feedback.judged.citations if (n := _touched(old, changes, c.document, c.quote)) is not None),
            None,
        )
        if number is None:
            continue
        waits = feedback.state is State.OPEN and feedback.rating in QUEUED
        kind = ItemKind.TICKET if waits else ItemKind.ANSWER
        yield Item(kind, str(feedback.id), feedback.judged.question, changes[number].new or changes[number].old, number)


def _touched(old: Side, changes: Sequence[Change], document: str, quote: str) -> int | None:
    """The first change of the words that an answer quoted from this document, in whatever edition it had then."""
    if document.partition(EDITION_MARK)[0] != old.document.id.partition(EDITION_MARK)[0]:
        return None
    start = old.document.text.find(quote)
    if start < 0:
        return None
    span = start, start + len(quote)
    return next(
        (
            n
            for n, c in enumerate(changes)
            if c.kind is not ChangeKind.MOVED and c.old_span and _overlap(c.old_span, span)
        ),
        None,
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _says(text: str, alternatives: Iterable[str]) -> bool:
    return any(compact(a) in compact(text) for a in alternatives)


def _is_about(question: str, change: Change, value: str) -> bool:
    held = set(read_words(f"{change.old} {change.new}").words) - set(read_words(value).words)
    return len(held & set(read_words(question).words)) >= _SHARED_WORDS
