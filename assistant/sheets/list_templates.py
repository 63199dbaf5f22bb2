"""The empty lists of courses and of people that are downloaded, filled in and uploaded."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Literal

from assistant.sheets.words import LIST_WORDS
from assistant.types import Language

_WIDTHS = {"courses": (36, 80), "people": (18, 32, 20, 20, 60)}
_NOTES_WIDTH = 100


def csv_template(language: Language) -> bytes:
    """A list of courses in UTF-8 with its mark, by which Excel knows it."""
    return f"{','.join(LIST_WORDS[language].courses['columns'])}\r\n".encode("utf-8-sig")


@lru_cache(maxsize=4)
def xlsx_template(kind: Literal["courses", "people"], language: Language) -> bytes:
    """A workbook: the list on its first sheet, how to fill it in on the second."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    words, book = getattr(LIST_WORDS[language], kind), Workbook()
    listed = book.worksheets[0]
    listed.title, second = words["sheets"]
    listed.append(words["columns"])
    listed.freeze_panes = "A2"
    for number, (width, cell) in enumerate(zip(_WIDTHS[kind], listed[1], strict=True), start=1):
        listed.column_dimensions[get_column_letter(number)].width = width
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    notes = book.create_sheet(second)
    notes.column_dimensions["A"].width = _NOTES_WIDTH
    for line in words["notes"]:
        notes.append([line])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
