"""The sheets of a class in one ZIP, with a table of what became of every row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

from assistant.answering.places import Places
from assistant.catalogue.export import fill_sheet
from assistant.catalogue.goals import Goal
from assistant.catalogue.plan import Plan
from assistant.catalogue.study import StudyKind
from assistant.catalogue.tables import Cell, Table
from assistant.errors import UnknownCertificateError, ZhengtuError
from assistant.sheets.class_list import Person
from assistant.sheets.plan_sheet import plan_sheet
from assistant.sheets.sheet import Numbering, clean
from assistant.sheets.writing import Form, write_sheet
from assistant.text.characters import joined_runs
from assistant.types import Document, Language

_MAX_FILE_NAME_CHARS = 40
# ZIP knows no time before 1980 or after 2107, and a sheet's day may be any.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SUMMARY = {Language.ZH: "汇总", Language.EN: "summary"}
_COLUMNS = {
    Language.ZH: (
        "行号", "姓名或学号", "结果", "说明", "岗位或证书", "证书", "目标等级", "还差的要求", "已覆盖的要求",
        "课程学时（资料写明的）", "教材学时（资料写明的）", "文件",
    ),
    Language.EN: (
        "Row", "Name or number", "Result", "Remark", "Role or certificate", "Certificate", "Target level",
        "Requirements open", "Requirements covered", "Course hours (as stated)", "Textbook hours (as stated)", "File",
    ),
}  # fmt: skip
_RESULTS = {Language.ZH: ("已制作", "未制作"), Language.EN: ("made", "not made")}


class ClassArchive:
    """Collects sheets one person after another; nothing of it touches the disk.

    Args:
        plan: makes a plan of a goal.
        places: for citations.
        documents: of the same index.
        form: of the sheets.
        language: of sheets and table.
        day: of the sheets.
    """

    def __init__(
        self,
        plan: Callable[[Goal], Plan],
        places: Places,
        documents: Mapping[str, Document],
        form: Form,
        language: Language,
        day: date,
    ) -> None:
        self._plan, self._places, self._documents = plan, places, documents
        self._form, self._language, self._day = form, language, day
        self._held = io.BytesIO()
        self._archive = zipfile.ZipFile(self._held, "w", zipfile.ZIP_DEFLATED)
        self._rows: list[tuple[Cell, ...]] = []
        self.made = 0
        # Number of the row, and why there is no sheet for it, in both languages.
        self.refused: list[tuple[int, str]] = []

    def add(self, person: Person) -> None:
        """Make a person's sheet, or note why there is none."""
        made, refused = _RESULTS[self._language]
        try:
            plan = None if person.problem else self._planned(person)
            problem = person.problem
        except ZhengtuError as error:
            plan, problem = None, str(error)
        if plan is None:
            self._rows.append(self._row(person, refused, problem))
            self.refused.append((person.row, problem))
            return
        numbering = Numbering(self._documents)
        sheet = plan_sheet(plan, self._places, numbering, self._language, self._day, person.name)
        file = f"{file_name(person, len(self._rows) + 1)}.{self._form.value}"
        self._write(file, write_sheet(sheet, self._form))
        self._rows.append(self._row(person, made, "", plan, file))
        self.made += 1

    def finish(self) -> bytes:
        """The ZIP with its table; nothing can be added afterwards."""
        from openpyxl import Workbook

        book = Workbook()
        fill_sheet(book.worksheets[0], Table(_SUMMARY[self._language], _COLUMNS[self._language], tuple(self._rows)))
        written = io.BytesIO()
        book.save(written)
        self._write(f"{_SUMMARY[self._language]}.xlsx", written.getvalue())
        self._archive.close()
        return self._held.getvalue()

    def _planned(self, person: Person) -> Plan:
        """The plan for the certificate of that name or, where there is none, for the role."""
        try:
            return self._plan(Goal("", person.level, person.courses, person.target, person.wanted))
        except UnknownCertificateError:
            return self._plan(Goal(person.wanted, person.level, person.courses, person.target))

    def _row(
        self, person: Person, result: str, remark: str, plan: Plan | None = None, file: str = ""
    ) -> tuple[Cell, ...]:
        said: tuple[Cell, ...] = (person.row, person.name, result, remark, person.wanted)
        if plan is None:
            return (*said, *[None] * (len(_COLUMNS[self._language]) - len(said)))
        hours = {h.kind: h.hours for h in plan.hours if h.unstated < h.items}
        return (
            *said,
            plan.certificate.named(self._language),
            plan.certificate.kind.level_in(plan.target, self._language),
            len(plan.open),
            len(plan.covered),
            hours.get(StudyKind.COURSE),
            hours.get(StudyKind.TEXTBOOK),
            file,
        )

    def _write(self, name: str, content: bytes) -> None:
        self._archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def file_name(person: Person, number: int) -> str:
    """A name that any system takes: the person's number in the list, then letters and digits of their name."""
    safe = joined_runs(clean(person.name), "-", lambda c: c.isalnum() or c in "-_").strip("-_")[:_MAX_FILE_NAME_CHARS]
    return f"{number:03d}-{safe}".strip("-")
