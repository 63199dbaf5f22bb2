"""What to learn for open requirements, in order, with the hours that sources state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record
from assistant.pack.schema import Kind
from assistant.text.figures import numbers


class StudyKind(StrEnum):
    """What a study item is; within a level they follow each other in this order."""

    COURSE = "course"
    ONLINE = "online"
    TEXTBOOK = "textbook"


@dataclass(frozen=True, slots=True)
class StudyItem:
    """One thing to learn.

    ``requirements`` are the open ones that it carries by record, empty where the sources do not say.
    ``hours`` and ``self_practice_hours`` are None where no source states them; the hours of a course may
    come from a course of the same name in another programme, at ``hours_place``.
    """

    kind: StudyKind
    record: Record
    level: str
    place: Place
    semester: str | None = None
    requirements: tuple[Record, ...] = ()
    hours: int | None = None
    self_practice_hours: int | None = None
    hours_place: Place | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that states something of it."""
        return tuple(dict.fromkeys(p for p in (self.place, self.hours_place) if p))


@dataclass(frozen=True, slots=True)
class Hours:
    """The stated hours of the items of one kind; ``unstated`` counts those without."""

    kind: StudyKind
    hours: int
    self_practice_hours: int
    items: int
    unstated: int


def courses_for(open_: Sequence[Record], catalogue: Catalogue, done: Collection[str]) -> Iterator[StudyItem]:
    """The recorded courses of open requirements that are not done, in the order of their semesters.

    Args:
        open_: requirements.
        catalogue: courses.
        done: names of the records of courses that are done.
    """
    records = {(c.place("name").document, c.name): c for c in catalogue.all(Kind.COURSE)}
    carried: dict[tuple[str, str], list[Record]] = {}
    for requirement in open_:
        for name in requirement.texts("courses"):
            key = (requirement.place("courses").document, name)
            if name not in done and key in records:
                carried.setdefault(key, []).append(requirement)
    for key in sorted(carried, key=lambda k: semesters(records[k].text("semester"))):
        record = records[key]
        stated = next(
            (c for c in catalogue.all(Kind.COURSE) if c.name == record.name and c.number("hours") is not None), None
        )
        yield StudyItem(
            StudyKind.COURSE,
            record,
            carried[key][0].text("level"),
            record.place("semester"),
            record.text("semester") or None,
            tuple(carried[key]),
            stated.number("hours") if stated else None,
            hours_place=stated.place("hours") if stated else None,
        )


def modules_for(open_: Sequence[Record], catalogue: Catalogue) -> Iterator[StudyItem]:
    """The online modules that teach the tasks of open requirements, in the order of their numbers."""
    for module in sorted(catalogue.all(Kind.MODULE), key=lambda m: m.text("number")):
        carried = tuple(
            r
            for r in open_
            if r.text("certificate") == module.text("certificate") and r.text("task_code") in module.texts("task_codes")
        )
        if carried:
            place = module.place("sections")
            yield StudyItem(StudyKind.ONLINE, module, carried[0].text("level"), place, requirements=carried)


def textbooks_for(certificate: str, level: str, catalogue: Catalogue) -> Iterator[StudyItem]:
    """The textbooks of a level, in the source's order."""
    for book in catalogue.all(Kind.TEXTBOOK, certificate=certificate, level=level):
        yield StudyItem(
            StudyKind.TEXTBOOK,
            book,
            level,
            book.place("name"),
            hours=book.number("hours"),
            self_practice_hours=book.number("self_practice_hours"),
            hours_place=book.place("hours"),
        )


def total_hours(items: Iterable[StudyItem]) -> tuple[Hours, ...]:
    """Sums by kind: hours of a course and of a textbook on the same matter do not add up to one figure."""
    listed = list(items)
    return tuple(
        Hours(
            kind,
            sum(i.hours or 0 for i in same),
            sum(i.self_practice_hours or 0 for i in same),
            len(same),
            sum(i.hours is None for i in same),
        )
        for kind in StudyKind
        if (same := [i for i in listed if i.kind is kind])
    )


def semesters(text: str | None) -> tuple[int, ...]:
    """The numbers of the semesters that a text names (「第一、二学期」 is 1, 2); a last place for none."""
    return tuple(numbers(text or "")) or (99,)
