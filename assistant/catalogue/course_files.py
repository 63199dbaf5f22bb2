"""Courses from an XLSX or CSV file that a person uploads: untrusted, small, read in memory, never evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.table_files import Cell, Row, table_rows
from assistant.catalogue.taught import MAX_COURSES, TaughtCourse, check_courses
from assistant.errors import CourseListError
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import without_brackets

MAX_NAME_CHARS = 200
MAX_CONTENTS_CHARS = 4_000
# Rows that a file may name beside its courses: blank ones, notes, repeats.
_MAX_ROWS = 2 * MAX_COURSES
_NAMES = frozenset(
    ("课程", "课程名", "课程名称", "名称", "科目", "已修课程", "course", "course name", "courses", "name", "title")
)
_CONTENTS = frozenset(
    ("内容", "课程内容", "主要内容", "教学内容", "课程简介", "简介", "contents", "content", "description", "syllabus")
)


class SkipReason(StrEnum):
    """Why a row of a file gave no course, or not all of it."""

    NAMELESS = "nameless"
    FORMULA = "formula"
    NUMBER = "number"
    LONG_NAME = "long_name"
    REPEATED = "repeated"
    SHORTENED = "shortened"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row, counted from 1 as spreadsheets do, and why it was skipped; SHORTENED rows are kept in part."""

    row: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class CourseFile:
    """The courses of a file, each once, and the rows that were skipped."""

    courses: tuple[TaughtCourse, ...]
    skipped: tuple[SkippedRow, ...]


def read_course_file(name: str, content: bytes) -> CourseFile:
    """The courses of a file with a column of names and, if it likes, one of contents.

    Columns are found by their titles (课程名称, 课程内容, course, contents); without titles the first holds
    names and the second contents.

    Args:
        name: the file's name; only its ending counts.
        content: its bytes, at most ``MAX_FILE_BYTES``.

    Raises:
        TableFileError: the file is empty, too large, damaged, or neither XLSX nor CSV.
        CourseListError: it holds no course, or more than ``MAX_COURSES``.
    """
    return _read(table_rows(name, content, _MAX_ROWS))


def _read(rows: Iterator[tuple[int, Row]]) -> CourseFile:
    courses: list[TaughtCourse] = []
    skipped: list[SkippedRow] = []
    seen: set[tuple[str, str]] = set()
    columns: tuple[int, int | None] | None = None
    for number, row in rows:
        if number > _MAX_ROWS or len(courses) > MAX_COURSES:
            raise CourseListError(
                f"文件行数太多：一次最多 {MAX_COURSES} 门课程。请按专业分几次上传。"
                f"The file has too many rows: at most {MAX_COURSES} courses at once. Please upload them in parts."
            )
        if not any(cell.text for cell in row):
            continue
        if columns is None:
            columns = _columns(row)
            if columns is not None:
                continue
            columns = (0, 1)
        course, reason = _course(row, *columns)
        if course and (course.name, course.description) in seen:
            course, reason = None, SkipReason.REPEATED
        if reason:
            skipped.append(SkippedRow(number, reason))
        if course:
            seen.add((course.name, course.description))
            courses.append(course)
    if not courses:
        raise CourseListError(
            "文件里没有课程。请在「课程名称」一列每行写一门课程。"
            "The file holds no course. Please write one course a row in the column of course names."
        )
    return CourseFile(check_courses(courses), tuple(skipped))


def _columns(row: Row) -> tuple[int, int | None] | None:
    """The columns of names and contents, if the row is a head."""
    titles = [without_brackets(normalise(cell.text)).strip() for cell in row]
    found = next((n for n, title in enumerate(titles) if title in _NAMES), None)
    if found is None:
        return None
    return found, next((n for n, title in enumerate(titles) if title in _CONTENTS), None)


def _course(row: Row, names: int, contents: int | None) -> tuple[TaughtCourse | None, SkipReason | None]:
    """The course of a row, or why there is none; of contents that are too long the beginning."""
    cell = row[names] if names < len(row) else Cell("")
    if cell.is_formula:
        return None, SkipReason.FORMULA
    if not cell.text:
        return None, SkipReason.NAMELESS
    if cell.text.replace(".", "", 1).isdigit():
        return None, SkipReason.NUMBER
    if len(cell.text) > MAX_NAME_CHARS:
        return None, SkipReason.LONG_NAME
    other = row[contents] if contents is not None and contents < len(row) else Cell("")
    text = "" if other.is_formula else other.text
    long = len(text) > MAX_CONTENTS_CHARS
    return TaughtCourse(cell.text, text[:MAX_CONTENTS_CHARS].strip()), SkipReason.SHORTENED if long else None
