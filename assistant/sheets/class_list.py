"""A class list: one person a row, with what each wants and has. Untrusted, read in memory, never kept."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue.table_files import Cell, Row, table_rows
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import ClassListError
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import without_brackets
from assistant.types import Language

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
_COLUMNS = {
    Language.ZH: (
        "姓名或学号",
        "岗位或证书",
        "已有等级（可不填）",
        "目标等级（可不填）",
        "已修课程（可不填，用、隔开）",
    ),
    Language.EN: (
        "Name or number",
        "Role or certificate",
        "Level held (optional)",
        "Target level (optional)",
        "Courses done (optional, separated by ;)",
    ),
}
_NOTES = {
    Language.ZH: (
        "每行一名学生，从第 2 行开始填；最多 200 行，文件不超过 1 MB。",
        "「岗位或证书」写想做的工作，或证书的名称。",
        "等级写初级、中级或高级；没有证书的留空。",
        "课程之间用顿号（、）或分号（；）隔开。公式不会计算，公式所在的行会跳过。",
        "姓名只写进做好的计划单，不保存，也不写进日志；也可以只填学号。",
    ),
    Language.EN: (
        "One student a row, from row 2 on; at most 200 rows and 1 MB.",
        "Role or certificate: the job wanted, or the name of a certificate.",
        "Levels are elementary, intermediate or advanced; empty for none.",
        "Separate courses by semicolons. Formulas are not computed; their rows are skipped.",
        "Names go into the sheets only; they are neither kept nor logged. Numbers do as well.",
    ),
}
_SHEETS = {Language.ZH: ("名单", "说明"), Language.EN: ("List", "Notes")}
_WIDTHS = (18, 32, 20, 20, 60)


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


@lru_cache(maxsize=2)
def class_template(language: Language) -> bytes:
    """An XLSX workbook: the list on its first sheet, how to fill it in on the second."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    listed = book.worksheets[0]
    listed.title, second = _SHEETS[language]
    listed.append(_COLUMNS[language])
    listed.freeze_panes = "A2"
    for number, (width, cell) in enumerate(zip(_WIDTHS, listed[1], strict=True), start=1):
        listed.column_dimensions[get_column_letter(number)].width = width
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    notes = book.create_sheet(second)
    notes.column_dimensions["A"].width = 100
    for line in _NOTES[language]:
        notes.append([line])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
