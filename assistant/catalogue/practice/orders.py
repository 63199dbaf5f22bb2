"""Things that have an order by the records, to ordering items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.drawing import item_id, lettered, windows
from assistant.catalogue.practice.facts import (
    BOOK_FIGURES,
    area_name,
    by_level,
    by_programme,
    english,
    figure,
    programme_scope,
    skill,
    task,
    textbooks,
)
from assistant.catalogue.practice.items import Item, ItemKind, Reason, Source
from assistant.catalogue.practice.relations import Label, Scope, Words, contains, label, scope_words, wordings
from assistant.pack.schema import Kind
from assistant.text.figures import numbers
from assistant.types import Language

_MOST, _LEAST = 5, 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing at its rank, which ``source`` states; ``stated`` says it where the rank is not plain from the thing."""

    label: Label
    rank: float
    source: Source
    stated: Label | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Entries with the words that ask for their order.

    ``name`` tells orders of one topic apart; ``review`` is what to read next.
    """

    topic: str
    bounds: Scope
    ending: Words
    ask: Words
    statement: Words
    entries: tuple[Entry, ...]
    name: str
    review: tuple[tuple[Label, Source], ...]


def orders(catalogue: Catalogue) -> Iterator[Order]:
    """Tasks of a work area by their numbers; courses by semesters; textbooks by figures; modules by their numbers."""
    for bounds, held in by_level(catalogue):
        ending = scope_words(catalogue, bounds)
        for area in dict.fromkeys(area_name(r.text("area")) for r in held):
            # Of each task the first requirement.
            tasks = {r.text("task_code"): r for r in reversed(held) if area_name(r.text("area")) == area}.values()
            numbered = (
                Entry(task(r), float(r.text("task_code").rpartition(".")[2]), Source(r.place("task"), r.text("task")))
                for r in tasks
            )
            scope = Scope(bounds.certificate, bounds.level, area)
            yield _order("task-order", scope, ending, numbered, review=_skills(tasks), area=area)
        yield _semester_order(bounds, ending, held)
    books = textbooks(catalogue)
    for bounds in dict.fromkeys(scope for _, scope in books):
        for topic, field, unit in BOOK_FIGURES:
            counted = (
                Entry(label(b.name, english(b)), float(n), Source(b.place(field), b.name), figure(n, unit))
                for b, scope in books
                if scope == bounds and (n := b.number(field)) is not None
            )
            yield _order(f"{topic}-order", bounds, scope_words(catalogue, bounds), counted)
    for programme, modules in by_programme(catalogue.all(Kind.MODULE)):
        in_turn = (
            Entry(
                label(m.name, english(m)),
                float(max(numbers(number))),
                Source(m.place("number"), m.name),
                Label(number, number),
            )
            for m in modules
            if numbers(number := m.text("number"))
        )
        review = tuple((label(s), Source(m.place("sections"), s)) for m in modules for s in m.texts("sections")[:1])
        scope = programme_scope(catalogue, modules[0], programme)
        yield _order("module-order", scope, Words("", ""), in_turn, programme, review, programme=programme)


def _semester_order(bounds: Scope, ending: Words, held: Sequence[Record]) -> Order:
    """Courses of one semester each: those that run over two have no single place in the order."""
    terms = {c: (t, r) for r in held for c, t in zip(r.texts("courses"), r.texts("semesters"), strict=True)}
    entries = (
        Entry(label(course), float(numbers(term)[0]), Source(r.place("semesters"), course), Label(term, term))
        for course, (term, r) in terms.items()
        if len(set(numbers(term))) == 1
    )
    alone = _skills(r for _, r in terms.values() if len(r.texts("courses")) == 1)
    return _order("course-order", bounds, ending, entries, review=alone)


def _skills(requirements: Iterable[Record]) -> tuple[tuple[Label, Source], ...]:
    return tuple((skill(r), Source(r.place("task"), r.name)) for r in requirements)


def _order(
    topic: str,
    bounds: Scope,
    ending: Words,
    entries: Iterable[Entry],
    name: str = "",
    review: tuple[tuple[Label, Source], ...] = (),
    **said: str,
) -> Order:
    words = wordings(topic, said)
    return Order(topic, bounds, ending, words["ask"], words["statement"], tuple(entries), name, review)


def order_items(order: Order, language: Language) -> Iterator[Item]:
    """Ordering items of three to five entries.

    Of entries with the same rank only the first takes part: two that could stand in either place would
    make a second right answer.
    """
    by_rank: dict[float, Entry] = {}
    for entry in sorted(order.entries, key=lambda e: e.rank):
        by_rank.setdefault(entry.rank, entry)
    for window in windows(list(by_rank.values()), _MOST, _MOST - 1):
        texts = [e.label.zh for e in window]
        if len(window) < _LEAST or any(contains(a, b) for a, b in combinations(texts, 2)):
            continue
        id_ = item_id(order.topic, "ordering", order.bounds, order.name, (e.label for e in window))
        options = lettered(id_, [e.label for e in window], language)
        yield Item(
            id=id_,
            topic=order.topic,
            kind=ItemKind.ORDERING,
            language=language,
            **asdict(order.bounds),
            stem=order.ask.filled(language) + order.ending.filled(language),
            prompts=(),
            options=tuple(options.values()),
            key=tuple(options[text].id for text in texts),
            explanation=tuple(_reason(order, entry, language) for entry in window),
            review=tuple(Reason(label.full(language), (source,)) for label, source in order.review),
        )


def _reason(order: Order, entry: Entry, language: Language) -> Reason:
    stated = entry.stated.said(language) if entry.stated else ""
    said = order.statement.filled(language, subject=entry.label.full(language), stated=stated)
    return Reason(said, (entry.source,))
