"""Tables from XLSX or CSV files that a person uploads: untrusted, small, read in memory, never evaluated."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import TableFileError

MAX_FILE_BYTES = 1024 * 1024
# A workbook of a megabyte holds some ten times that as XML; a bomb a thousand times.
_MAX_UNPACKED_BYTES = 24 * 1024 * 1024
_MAX_PARTS = 200
_MAX_COLUMNS = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What a spreadsheet would take for a formula; no name begins so.
_FORMULA = tuple("=+@-")
_CONTROL = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell on one line; ``is_formula`` when a workbook has a formula there, or the text would be one."""

    text: str
    is_formula: bool = False


Row = Sequence[Cell]


def table_rows(name: str, content: bytes, max_rows: int) -> Iterator[tuple[int, Row]]:
    """The rows of a CSV, or of a workbook's first sheet, counted from 1 as spreadsheets do.

    What the file is, its first bytes tell.

    Args:
        name: the file's name; only its ending counts.
        content: its bytes, at most ``MAX_FILE_BYTES``.
        max_rows: of a workbook so many and one more are read.

    Raises:
        TableFileError: the file is empty, too large, damaged, or neither XLSX nor CSV.
    """
    if not content.strip():
        raise TableFileError("文件是空的。请按模板填写后再上传。The file is empty. Please fill in the template first.")
    if len(content) > MAX_FILE_BYTES:
        raise TableFileError(
            "文件超过 1 MB。请只保留模板里的列，或分几次上传。"
            "The file is larger than 1 MB. Please keep only the template's columns, or upload it in parts."
        )
    if content.startswith(_OLE):
        raise TableFileError(
            "这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 后再上传。"
            "This is an old Excel file (.xls). Please save it as .xlsx or CSV and upload that."
        )
    if content.startswith(_ZIP):
        return _workbook_rows(content, max_rows)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise _not_a_workbook()
    return _csv_rows(content)


def _workbook_rows(content: bytes, max_rows: int) -> Iterator[tuple[int, Row]]:
    """The rows of the first sheet; formulas are told apart and never evaluated."""
    from openpyxl import load_workbook

    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=max_rows + 1), start=1):
            yield number, [_cell(cell.value, cell.data_type == "f") for cell in row]
    except TableFileError:
        raise
    # openpyxl raises whatever a damaged or foreign archive makes it stumble over.
    except Exception as error:
        raise _not_a_workbook() from error


def _check_archive(content: bytes) -> None:
    """Refuse archives that unpack to more than a list can need, or that define XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_UNPACKED_BYTES:
                raise TableFileError(
                    "文件展开后太大，没有读取。请只保留填写的行和列，另存为新文件。"
                    "The file unpacks to too much and was not read. "
                    "Please keep only the rows and columns that were filled in, in a new file."
                )
            for part in parts:
                # UTF-16 has the same characters with zero bytes between them.
                if b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
                    raise _not_a_workbook()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _not_a_workbook() from error


def _csv_rows(content: bytes) -> Iterator[tuple[int, Row]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max("\t;,，", key=first.count)
    if delimiter == "，" or not first.count(delimiter):
        delimiter = ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        for number, row in enumerate(reader, start=1):
            yield number, [_cell(value) for value in row[:_MAX_COLUMNS]]
    except csv.Error as error:
        raise TableFileError(
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
        if _CONTROL.keys().isdisjoint(map(ord, text)):
            return text
    raise TableFileError(
        "这个文件不是 XLSX，也不是 UTF-8 或 GB18030 编码的 CSV。请下载模板，填写后再上传。"
        "This file is neither XLSX nor CSV in UTF-8 or GB18030. Please download the template and fill it in."
    )


def _text(value: object) -> str:
    """A cell on one line, without control characters."""
    return " ".join(str(value).split()).translate(_CONTROL) if value is not None else ""


def _cell(value: object, is_formula: bool = False) -> Cell:
    text = _text(value)
    return Cell(text, is_formula or text.startswith(_FORMULA))


def _not_a_workbook() -> TableFileError:
    return TableFileError(
        "这个文件不是有效的 XLSX，可能已损坏，或只是改了扩展名。请用表格软件另存为 .xlsx 或 CSV。"
        "This file is not a valid XLSX; it may be damaged or merely renamed. Please save it as .xlsx or CSV again."
    )
