"""The catalogue as a file: CTDL JSON-LD, a ZIP of CSV files, or an XLSX workbook.

CSV: one file a kind of record in a ZIP, RFC 4180, UTF-8 with byte order mark (Excel reads Chinese by it). XLSX: one
sheet a kind, with a first sheet that explains sheets and columns. A cell that a spreadsheet would run as a formula is
written as text (OWASP, "CSV Injection"). The same catalogue on the same day gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assistant.answering.places import Places
from assistant.catalogue.ctdl import catalogue_document
from assistant.catalogue.ctdl_check import check_ctdl
from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.profiles import profiles
from assistant.catalogue.tables import Cell, Table, catalogue_tables
from assistant.corpus.loaders import documents_folder
from assistant.corpus.reading import read_corpus
from assistant.errors import CatalogueError, SettingsError
from assistant.pack.files import write_whole
from assistant.pack.pack import RECORDS
from assistant.pack.schema import Said

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# What spreadsheets take for a formula, with the full-width forms that they convert.
_FORMULA_SIGNS, _OF_A_FORMULA = tuple("=+-@＝＋－＠"), tuple("\t\r\n")
# Control characters that XML cannot carry.
_CONTROL = dict.fromkeys(c for c in range(0x20) if chr(c) not in "\t\r\n")
_MAX_CELL_CHARS = 32_767
_WIDE, _NARROW = 48, 16
# ZIP knows no time before 1980; a fixed one keeps the bytes the same.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LABELS: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(
    Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)


class Format(StrEnum):
    """The forms of an export."""

    JSONLD = "jsonld"
    CSV = "csv"
    XLSX = "xlsx"


def export_catalogue(corpus: Path, form: Format, as_of: date) -> bytes:
    """The catalogue of a corpus in one of the forms.

    Args:
        corpus: folder with ``catalogue/`` and the documents that its records cite.
        form: what to write.
        as_of: the day for which the status of certificates is given.

    Raises:
        CatalogueError: the corpus has no catalogue, or the CTDL document does not keep to its terms.
        CorpusError: a document cannot be read.
    """
    catalogue = load_catalogue(corpus / RECORDS)
    if not catalogue:
        raise CatalogueError(
            f"{corpus / RECORDS} 里没有证书记录，无可导出。There are no records; set --corpus to a folder that has."
        )
    texts = read_corpus(documents_folder(corpus))
    locate = Places(texts).cite
    if form is Format.JSONLD:
        found = profiles(catalogue, texts.documents, as_of)
        return _jsonld(catalogue_document(catalogue, found, texts.documents, locate))
    tables = catalogue_tables(catalogue, texts.documents, locate, as_of)
    return zipped_csv(tables) if form is Format.CSV else workbook(tables, as_of)


def write_file(content: bytes, path: Path) -> None:
    """Write a whole file or none: an interrupted run leaves what was there.

    Raises:
        SettingsError: the folder does not exist or cannot be written.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise SettingsError(
            f"写不了 {path}：{error.strerror}，请换一个 --out。It cannot be written; choose another --out."
        ) from error


def zipped_csv(tables: Sequence[Table]) -> bytes:
    """The tables as CSV files in a ZIP, named after their kinds."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            member = zipfile.ZipInfo(f"{table.name}.csv", _EPOCH)
            archive.writestr(member, csv_file(table), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def csv_file(table: Table) -> bytes:
    """A table as a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_harmless(c) for c in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(tables: Sequence[Table], as_of: date) -> bytes:
    """The tables as sheets of one XLSX file."""
    from openpyxl import Workbook

    book = Workbook()
    midnight = datetime(as_of.year, as_of.month, as_of.day)
    book.properties.creator = "Zhengtu"
    book.properties.created = book.properties.modified = midnight
    fill_sheet(book.active, _about(tables, as_of))
    for table in tables:
        fill_sheet(book.create_sheet(), table)
    held = io.BytesIO()
    book.save(held)
    return _with_fixed_times(held.getvalue())


def _with_fixed_times(content: bytes) -> bytes:
    """The same archive with every member at one time: openpyxl writes the clock's, and into core.xml as well."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                head, tag, rest = data.partition(b"<dcterms:modified")
                attributes, _, rest = rest.partition(b">")
                data = head + tag + attributes + b">1980-01-01T00:00:00Z" + rest[rest.index(b"<") :]
            target.writestr(zipfile.ZipInfo(member.filename, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _jsonld(document: dict[str, Any]) -> bytes:
    problems = check_ctdl(document)
    if problems:
        raise CatalogueError(f"CTDL 导出有 {len(problems)} 处问题，先运行 zhengtu check：{problems[0]}")
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _about(tables: Sequence[Table], as_of: date) -> Table:
    rows: list[tuple[Cell, ...]] = [("", "", f"状态日期 status as of {as_of.isoformat()}", "")]
    for table in tables:
        label = table.kind.label if table.kind else _named("tables", table.name)
        rows.append((table.name, "", f"{label.zh}（{len(table.rows)}）", f"{label.en} ({len(table.rows)})"))
        for column in table.columns:
            own = table.kind.fields.get(column) if table.kind else None
            words = own.label if own else _named("columns", column)
            rows.append((table.name, column, words.zh, words.en))
    return Table("about", ("sheet", "column", "中文", "English"), tuple(rows))


def _named(what: str, name: str) -> Said:
    """What a table or column is called; of one without a label its name."""
    return Said(**_LABELS[what].get(name, {"zh": name, "en": name}))


def fill_sheet(sheet: Worksheet, table: Table) -> None:
    """Write a table into an empty sheet; what a spreadsheet would run as a formula stays text."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = table.name
    for number, row in enumerate((table.columns, *table.rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = value.translate(_CONTROL)[:_MAX_CELL_CHARS]
                # Without this, a text that begins with = becomes a formula.
                cell.data_type = "s"
                if _is_formula(value):
                    cell.quotePrefix = True
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column in range(1, len(table.columns) + 1):
        longest = max((len(str(r[column - 1] or "")) for r in table.rows), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE if longest > _NARROW else _NARROW


def _is_formula(value: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return value.lstrip().startswith(_FORMULA_SIGNS) or value.startswith(_OF_A_FORMULA)


def _harmless(value: Cell) -> Cell:
    """A cell that no spreadsheet runs: a leading apostrophe makes text of a formula."""
    if isinstance(value, str) and _is_formula(value):
        return f"'{value}"
    return value
