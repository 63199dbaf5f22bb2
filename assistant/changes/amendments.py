"""Documents that amend clauses of another: 「第五条修改为…」, "Regulation 3.2 is amended to read …".

Such a notice neither replaces the document nor is an edition of it: the clause that it names is read with it from the
day on which it takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.changes.clauses import Clause, split_clauses_of
from assistant.changes.labels import cited_labels, plain_label, read_label
from assistant.corpus.characters import running_text
from assistant.corpus.editions import Edition, editions, in_force, is_amending, plain_title
from assistant.corpus.validity import speaks_from
from assistant.text.plain_markdown import bullet_length
from assistant.types import Document

# Where a document says what it amends: in its title or among its first characters.
_OPENING = 400
# Shorter titles stand in too much by chance.
_MIN_TITLE = 4


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a document says of one clause of another: ``document.text[start:end]``.

    ``clause``: (start, end) of the amended clause in the amended document. ``since``: the first day on which it holds.
    """

    document: Document
    start: int
    end: int
    clause: tuple[int, int]
    since: date | None

    @property
    def text(self) -> str:
        """The words of the amendment without the mark and number of an item."""
        said = self.document.text[self.start : self.end]
        _, words = read_label(said[bullet_length(said) :], heads=False)
        return running_text(words)


def amendments_of(document: Document, documents: Iterable[Document]) -> tuple[Amendment, ...]:
    """What amends a document's clauses, in the order of the days.

    Args:
        document: one edition of it.
        documents: all documents, the amending ones and the other editions among them.
    """
    known = tuple(documents)
    listed = editions(d for d in known if d.work == document.work)[document.work]
    found = [
        Amendment(notice, start, end, clause, since)
        for notice in known
        if is_amending(notice.title) and notice.work != document.work and notice.language is document.language
        if _names(notice.text, document.title) and document.id in _meant(listed, since := speaks_from(notice)).ids
        for start, end, clause in _units(notice.text, document.text)
    ]
    return tuple(sorted(found, key=lambda a: a.since or date.min))


def _meant(listed: Sequence[Edition], since: date | None) -> Edition:
    """The edition that is amended: the one in force when the amendment takes effect."""
    return (in_force(listed, since) if since else None) or listed[-1]


# The same texts are read again with each answer.
@lru_cache(maxsize=512)
def _names(text: str, title: str) -> bool:
    """Whether a text names a document where it says what it amends."""
    plain = plain_title(title)
    return len(plain) >= _MIN_TITLE and plain in plain_title(text[:_OPENING])


@lru_cache(maxsize=512)
def _units(text: str, amended: str) -> tuple[tuple[int, int, tuple[int, int]], ...]:
    """Where each clause of an amending text stands, with each clause of the other text that it speaks of."""
    known = split_clauses_of(amended)
    return tuple(
        # What follows in further paragraphs is the notice's own.
        (unit.start, unit.start + len(text[unit.start : unit.end].partition("\n\n")[0]), (clause.start, clause.end))
        for unit in split_clauses_of(text)
        for clause in _spoken_of(unit, known)
    )


def _spoken_of(unit: Clause, known: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses that a text names by their number, and the rows of which it gives the name and a former value."""
    named = set(cited_labels(unit.text))
    for clause in known:
        if clause.cells:
            key, *values = (value for _, value in clause.cells if value)
            if len(key) > 1 and key in unit.text and any(_stands(value, unit.text) for value in values):
                yield clause
        elif clause.label and plain_label(clause.label) in named:
            yield clause


def _stands(value: str, text: str) -> bool:
    """Whether a value stands in a text, a figure not as part of a longer one."""
    start = text.find(value)
    beside = text[max(0, start - 1) : start] + text[start + len(value) : start + len(value) + 1]
    return start >= 0 and not (value.isdecimal() and any(c.isdecimal() for c in beside))
