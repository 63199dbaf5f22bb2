"""The courses that a school names, and the records that they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue.course_signals import course_text
from assistant.catalogue.model import Record
from assistant.errors import CourseListError
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import joined_runs

MAX_COURSES = 5_000
_LINKING = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})
_QUOTES = str.maketrans("", "", "《》〈〉“”\"'「」")


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as a school names it; ``description`` is what it teaches, in the school's words."""

    name: str
    description: str = ""


def check_courses(courses: Sequence[TaughtCourse]) -> tuple[TaughtCourse, ...]:
    """The courses with trimmed names, each once.

    Raises:
        CourseListError: the list is empty, too long, or holds a nameless course.
    """
    if not courses:
        raise CourseListError(
            "课程列表是空的。请至少填写一门课程的名称，例如「焊接工艺」。"
            "The course list is empty. Please give the name of at least one course."
        )
    if len(courses) > MAX_COURSES:
        raise CourseListError(
            f"一次最多比较 {MAX_COURSES} 门课程，这里有 {len(courses)} 门。请按专业分几次提交。"
            f"At most {MAX_COURSES} courses can be compared at once, and these are {len(courses)}. "
            "Please send them in parts, one major at a time."
        )
    unique: dict[tuple[str, str], TaughtCourse] = {}
    for number, course in enumerate(courses, start=1):
        name, description = course.name.strip(), course.description.strip()
        if not name:
            raise CourseListError(
                f"第 {number} 门课程没有名称。请补上名称，或删去这一行。"
                f"Course {number} has no name. Please add one or remove the line."
            )
        unique.setdefault((_key(name), description), TaughtCourse(name, description))
    return tuple(unique.values())


def records_by_name(records: Sequence[Record], aligned: Collection[str] = ()) -> dict[str, Record]:
    """Records by every name they go by; of namesakes one in ``aligned``, then the one with most content."""
    found: dict[str, Record] = {}
    for record in sorted(records, key=lambda r: (r.name not in aligned, -len(course_text(r).content))):
        for name in _names(record):
            found.setdefault(_key(name), record)
    return found


def find_record(course: TaughtCourse, records: Mapping[str, Record]) -> Record | None:
    """The record that a course is by name, in either language or by an alias."""
    return records.get(_key(course.name))


def _names(record: Record) -> Iterator[str]:
    yield from (record.name, record.name_en, *record.aliases)


def _key(name: str) -> str:
    """English names by their words in any order: Practice of E-commerce, E-commerce practice."""
    normal = normalise(name)
    if normal.isascii():
        words = joined_runs(normal, " ", lambda c: c.isalnum() or c == "-").split(" ")
        return " ".join(sorted({w.strip("-") for w in words} - _LINKING - {""}))
    return "".join(normal.translate(_QUOTES).split())
