"""Things that have an order by the records, to ordering items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from assistant.catalogue.practice.drawing import item_id, lettered, windows
from assistant.catalogue.practice.items import Item, ItemKind, Reason, Source
from assistant.catalogue.practice.relations import Label, Scope, Words, contains
from assistant.types import Language

_MOST, _LEAST = 5, 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing at its rank, which ``source`` states and ``statement`` says of ``{subject}``."""

    label: Label
    rank: float
    statement: Words
    source: Source


@dataclass(frozen=True, slots=True)
class Order:
    """Entries with the words that ask for their order.

    ``name`` tells orders of one topic apart; ``review`` is what to read next.
    """

    topic: str
    bounds: Scope
    ending: Words
    ask: Words
    entries: tuple[Entry, ...]
    name: str = ""
    review: tuple[tuple[Label, Source], ...] = ()


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
            certificate=order.bounds.certificate,
            level=order.bounds.level,
            area=order.bounds.area,
            stem=order.ask.filled(language) + order.ending.filled(language),
            prompts=(),
            options=tuple(options.values()),
            key=tuple(options[text].id for text in texts),
            explanation=tuple(
                Reason(e.statement.filled(language, subject=e.label.full(language)), (e.source,)) for e in window
            ),
            review=tuple(Reason(label.full(language), (source,)) for label, source in order.review),
        )
