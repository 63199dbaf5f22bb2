"""A class list: one person a row, with what each wants and has. Untrusted, read in memory, never kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.catalogue.table_files import Cell, Row, table_rows
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import ClassListError
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import without_brackets

MAX_PEOPLE = 200
MAX_NAME_CHARS = 60
_MAX_WANTED_CHARS = 200
_MAX_COURSES, _MAX_COURSE_CHARS = 100, 200
# Rows that a file may name beside its people: a title, blank ones, notes.
_MAX_ROWS = 2 * MAX_PEOPLE + 20
# A title and a note may stand above the names of the columns.
_HEAD_WITHIN = 5
_BETWEEN_COURSES = str.maketrans("、;；", "\n\n\n")

_HEADS = {
    "name": ("姓名", "姓名或学号", "学号", "编号", "学生", "name", "name or number", "number", "student"),
    "wanted": ("岗位或证书", "岗位", "目标岗位", "证书", "目标证书", "role or certificate", "role", "certificate"),
    "level": ("已有等级", "现有等级", "等级", "level held", "present level", "level"),
    "target": ("目标等级", "target level", "target"),
    "courses": ("已修课程", "课程", "courses done", "courses"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the list; ``problem`` says in both languages why nothing can be planned for it, empty if it can."""

    row: int
    name: str
    wanted: str
    level: str
    target: str
    courses: tuple[TaughtCourse, ...]
    problem: str = ""


def read_class_list(name: str, content: bytes) -> tuple[Person, ...]:
    """The people of a list; the first row that names the columns, below a title or not, begins it.

    Args:
        name: the file's name; only its ending counts.
        content: XLSX, or CSV in UTF-8 or GB18030.

    Raises:
        TableFileError: the file cannot be read.
        ClassListError: a column is missing, or there are no people or too many.
    """
    rows = table_rows(name, content, _MAX_ROWS)
    columns = _find_columns(rows)
    people = []
    for number, row in rows:
        cells = {key: row[at] if at < len(row) else Cell("") for key, at in columns.items()}
        if not any(cell.text for cell in cells.values()):
            continue
        people.append(_person(number, cells))
        if len(people) > MAX_PEOPLE or number > _MAX_ROWS:
            raise ClassListError(
                f"名单太长：一次最多 {MAX_PEOPLE} 人。请分班上传。"
                f"The list is too long: at most {MAX_PEOPLE} people at once. Please upload it in parts."
            )
    if not people:
        raise ClassListError(
            "名单里没有学生。请从表头下面一行开始，每行填写一人。"
            "The list holds nobody. Please write one person a row below the column names."
        )
    return tuple(people)


def _find_columns(rows: Iterator[tuple[int, Row]]) -> dict[str, int]:
    for number, row in rows:
        titles = [without_brackets(normalise(cell.text)).strip() for cell in row]
        found = {key: at for key, heads in _HEADS.items() if (at := _first(titles, heads)) is not None}
        if "name" in found and "wanted" in found:
            return found
        if number >= _HEAD_WITHIN:
            break
    raise ClassListError(
        "没有找到「姓名或学号」和「岗位或证书」两列。请下载模板，把名单填进模板再上传。"
        "The columns “Name or number” and “Role or certificate” were not found. "
        "Please download the template and fill it in."
    )


def _first(titles: Sequence[str], heads: Sequence[str]) -> int | None:
    return next((at for at, title in enumerate(titles) if title in heads), None)


def _person(number: int, cells: dict[str, Cell]) -> Person:
    def text(key: str) -> str:
        return cells[key].text if key in cells else ""

    names = [n.strip() for n in text("courses").translate(_BETWEEN_COURSES).split("\n") if n.strip()]
    return Person(
        row=number,
        name=_short(text("name"), MAX_NAME_CHARS),
        wanted=_short(text("wanted"), _MAX_WANTED_CHARS),
        level=_short(text("level"), _MAX_WANTED_CHARS),
        target=_short(text("target"), _MAX_WANTED_CHARS),
        courses=tuple(TaughtCourse(_short(n, _MAX_COURSE_CHARS)) for n in names[:_MAX_COURSES]),
        problem=_problem(cells, names),
    )


def _problem(cells: dict[str, Cell], courses: Sequence[str]) -> str:
    if any(cell.is_formula for cell in cells.values()):
        return "这一行有公式，没有计算。请改成文字。The row holds a formula, which is not computed. Please write text."
    if not cells["name"].text:
        return "没有姓名或学号。There is no name or number."
    if len(cells["name"].text) > MAX_NAME_CHARS:
        return f"姓名超过 {MAX_NAME_CHARS} 个字符。The name has more than {MAX_NAME_CHARS} characters."
    if not cells["wanted"].text:
        return "没有写岗位或证书。There is neither a role nor a certificate."
    if any(len(cells[k].text) > _MAX_WANTED_CHARS for k in ("wanted", "level", "target") if k in cells):
        return (
            f"岗位、证书或等级超过 {_MAX_WANTED_CHARS} 个字符。"
            f"A role, certificate or level has more than {_MAX_WANTED_CHARS} characters."
        )
    if len(courses) > _MAX_COURSES or any(len(c) > _MAX_COURSE_CHARS for c in courses):
        return (
            f"课程超过 {_MAX_COURSES} 门，或有课程名超过 {_MAX_COURSE_CHARS} 个字符。请用、或；隔开。"
            f"There are more than {_MAX_COURSES} courses, or one has more than {_MAX_COURSE_CHARS} characters. "
            "Please separate them by semicolons."
        )
    return ""


def _short(text: str, max_chars: int) -> str:
    return text if len(text) <= max_chars else text[: max_chars - 1] + "…"
