"""The empty lists of courses that people download, fill in and upload."""

from __future__ import annotations

import io
from functools import lru_cache

from assistant.types import Language

_HEAD = {Language.ZH: ("课程名称", "课程内容（可不填）"), Language.EN: ("Course name", "Contents (optional)")}
_NOTES = {
    Language.ZH: (
        "每行一门课程，从第 2 行开始填。",
        "「课程内容」写教什么、练什么，写得越具体，估计越准；可以不填。",
        "最多 5000 门，文件不超过 1 MB；公式不会计算，公式所在的行会跳过。",
    ),
    Language.EN: (
        "One course a row, from row 2 on.",
        "Contents say what is taught and practised: the more exact, the better the estimate. They may stay empty.",
        "At most 5,000 courses and 1 MB. Formulas are not computed; their rows are skipped.",
    ),
}
_SHEETS = {Language.ZH: ("课程", "说明"), Language.EN: ("Courses", "Notes")}
_WIDTHS = (36, 80)


def csv_template(language: Language) -> bytes:
    """UTF-8 with its mark, by which Excel knows it."""
    return f"{','.join(_HEAD[language])}\r\n".encode("utf-8-sig")


@lru_cache(maxsize=2)
def xlsx_template(language: Language) -> bytes:
    """A workbook: the list on its first sheet, how to fill it in on the second."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    listed = book.worksheets[0]
    listed.title, second = _SHEETS[language]
    listed.append(_HEAD[language])
    listed.freeze_panes = "A2"
    for column, width, cell in zip("AB", _WIDTHS, listed[1], strict=True):
        listed.column_dimensions[column].width = width
        cell.font = Font(bold=True)
    notes = book.create_sheet(second)
    notes.column_dimensions["A"].width = sum(_WIDTHS)
    for line in _NOTES[language]:
        notes.append([line])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
