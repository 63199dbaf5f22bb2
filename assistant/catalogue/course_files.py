"""Courses from an XLSX or CSV file that a person uploads: untrusted, small, read in memory, never evaluated."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.taught import MAX_COURSES, TaughtCourse, check_courses
from assistant.errors import CourseFileError, CourseListError
from assistant.retrieval.tokenization import normalise

MAX_FILE_BYTES = 1024 * 1024
MAX_NAME_CHARS = 200
MAX_CONTENTS_CHARS = 4_000
# A workbook of a megabyte holds some ten times that as XML; a bomb a thousand times.
_MAX_UNPACKED_BYTES = 24 * 1024 * 1024
_MAX_PARTS = 200
_MAX_COLUMNS = 20
# Rows that a file may name beside its courses: blank ones, notes, repeats.
_MAX_ROWS = 2 * MAX_COURSES
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NAMES = frozenset(
    ("课程", "课程名", "课程名称", "名称", "科目", "已修课程", "course", "course name", "courses", "name", "title")
)
_CONTENTS = frozenset(
    ("内容", "课程内容", "主要内容", "教学内容", "课程简介", "简介", "contents", "content", "description", "syllabus")
)
_OPTIONAL = re.compile(r"[(（].*?[)）]")
# What a spreadsheet would take for a formula; a course's name never begins so.
_FORMULA = re.compile(r"[=+@-]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


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


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_formula: bool = False


_Row = Sequence[_Cell]


def read_course_file(name: str, content: bytes) -> CourseFile:
    """The courses of a file with a column of names and, if it likes, one of contents.

    Columns are found by their titles (课程名称, 课程内容, course, contents); without titles the first holds
    names and the second contents. What the file is, its first bytes tell.

    Args:
        name: the file's name; only its ending counts.
        content: its bytes, at most ``MAX_FILE_BYTES``.

    Raises:
        CourseFileError: the file is empty, too large, damaged, or neither XLSX nor CSV.
        CourseListError: it holds no course, or more than ``MAX_COURSES``.
    """
    if not content.strip():
        raise CourseFileError("文件是空的。请按模板填写后再上传。The file is empty. Please fill in the template first.")
    if len(content) > MAX_FILE_BYTES:
        raise CourseFileError(
            "文件超过 1 MB。请只保留课程名称和内容两列。"
            "The file is larger than 1 MB. Please keep names and contents only."
        )
    if content.startswith(_OLE):
        raise CourseFileError(
            "这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 后再上传。"
            "This is an old Excel file (.xls). Please save it as .xlsx or CSV and upload that."
        )
    if content.startswith(_ZIP):
        return _read(_workbook_rows(content))
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise _not_a_workbook()
    return _read(_csv_rows(content))


def _read(rows: Iterator[tuple[int, _Row]]) -> CourseFile:
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


def _columns(row: _Row) -> tuple[int, int | None] | None:
    """The columns of names and contents, if the row is a head."""
    titles = [_OPTIONAL.sub("", normalise(cell.text)).strip() for cell in row]
    found = next((n for n, title in enumerate(titles) if title in _NAMES), None)
    if found is None:
        return None
    return found, next((n for n, title in enumerate(titles) if title in _CONTENTS), None)


def _course(row: _Row, names: int, contents: int | None) -> tuple[TaughtCourse | None, SkipReason | None]:
    """The course of a row, or why there is none; of contents that are too long the beginning."""
    cell = row[names] if names < len(row) else _Cell("")
    if cell.is_formula or _FORMULA.match(cell.text):
        return None, SkipReason.FORMULA
    if not cell.text:
        return None, SkipReason.NAMELESS
    if cell.text.replace(".", "", 1).isdigit():
        return None, SkipReason.NUMBER
    if len(cell.text) > MAX_NAME_CHARS:
        return None, SkipReason.LONG_NAME
    other = row[contents] if contents is not None and contents < len(row) else _Cell("")
    text = "" if other.is_formula or _FORMULA.match(other.text) else other.text
    long = len(text) > MAX_CONTENTS_CHARS
    return TaughtCourse(cell.text, text[:MAX_CONTENTS_CHARS].strip()), SkipReason.SHORTENED if long else None


def _workbook_rows(content: bytes) -> Iterator[tuple[int, _Row]]:
    """The rows of the first sheet; formulas are told apart and never evaluated."""
    from openpyxl import load_workbook

    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=_MAX_ROWS + 1), start=1):
            yield number, [_Cell(_text(cell.value), cell.data_type == "f") for cell in row]
    except CourseFileError:
        raise
    # openpyxl raises whatever a damaged or foreign archive makes it stumble over.
    except Exception as error:
        raise _not_a_workbook() from error


def _check_archive(content: bytes) -> None:
    """Refuse archives that unpack to more than a list of courses can need, or that define XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_UNPACKED_BYTES:
                raise CourseFileError(
                    "文件展开后太大，没有读取。请只保留课程名称和内容，另存为新文件。"
                    "The file unpacks to too much and was not read. Please keep names and contents only, in a new file."
                )
            for part in parts:
                # UTF-16 has the same characters with zero bytes between them.
                if b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
                    raise _not_a_workbook()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _not_a_workbook() from error


def _csv_rows(content: bytes) -> Iterator[tuple[int, _Row]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max("\t;,，", key=first.count)
    if delimiter == "，" or not first.count(delimiter):
        delimiter = ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        for number, row in enumerate(reader, start=1):
            yield number, [_Cell(_text(value)) for value in row[:_MAX_COLUMNS]]
    except csv.Error as error:
        raise CourseFileError(
            "这个 CSV 文件读不出来，可能有没有配对的引号。请检查后再上传。"
            "This CSV file cannot be read; a quotation mark may be open. Please check it."
        ) from error


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, or GB18030 as Excel in China saves it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise CourseFileError(
        "这个文件不是 XLSX，也不是 UTF-8 或 GB18030 编码的 CSV。请下载模板，填写后再上传。"
        "This file is neither XLSX nor CSV in UTF-8 or GB18030. Please download the template and fill it in."
    )


def _text(value: object) -> str:
    """A cell on one line, without control characters."""
    return _CONTROL.sub("", " ".join(str(value).split())) if value is not None else ""


def _not_a_workbook() -> CourseFileError:
    return CourseFileError(
        "这个文件不是有效的 XLSX，可能已损坏，或只是改了扩展名。请用表格软件另存为 .xlsx 或 CSV。"
        "This file is not a valid XLSX; it may be damaged or merely renamed. Please save it as .xlsx or CSV again."
    )
