"""What a practice question is, and what is said of an answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.model import Place
from assistant.types import Language


class ItemKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    MATCHING = "matching"
    ORDERING = "ordering"


@dataclass(frozen=True, slots=True)
class Source:
    """A place of the corpus, and a value that stands there."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with the places that state it; ``sources`` has one or more."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; ``id`` is a capital letter."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A practice question that is right by the records.

    ``id`` is the same in both languages, for every seed and in every run. ``key`` holds option ids: one
    (single), two or more in option order (multiple), one a prompt in prompt order (matching), all in the
    right order (ordering). ``prompts`` is empty but for matching. ``certificate`` is a record's id, or
    None where the records tie the question to no certificate; ``level`` and ``area`` are the Chinese names,
    or None where the question spans several.
    """

    id: str
    topic: str
    kind: ItemKind
    language: Language
    certificate: str | None
    level: str | None
    area: str | None
    stem: str
    prompts: tuple[str, ...]
    options: tuple[Option, ...]
    key: tuple[str, ...]
    explanation: tuple[Reason, ...]
    review: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an answer got right.

    ``missing`` are the keyed choices that were not made, ``wrong`` the choices made that are not keyed, in
    words; of a matching item both are 「prompt → option」, of an ordering 「position. option」. ``right`` is
    true exactly when both are empty. ``review`` is what to read next: the sibling requirements of the
    same task, or other records of the same kind where the question is not about a task.
    """

    right: bool
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    explanation: tuple[Reason, ...]
    review: tuple[Reason, ...]
