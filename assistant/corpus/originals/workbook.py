"""XLSX: a section a sheet, its tables as people see them; a row's range of cells is its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assistant.corpus.characters import seen
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.number_formats import written_day
from assistant.corpus.originals.structure import is_short
from assistant.corpus.originals.tables import Cell, Line, table_blocks

MAX_ROWS, MAX_COLUMNS = 50_000, 200
# What programs call a sheet that nobody named.
_UNNAMED = frozenset(("sheet", "工作表"))
_QUOTED = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|([¥￥$€])')


def read_xlsx(path: Path) -> Reading:
    """Read the sheets that are shown; hidden sheets, rows and columns are left out, which is said."""
    book = load_workbook(path, data_only=True)
    remarks: list[str] = []
    blocks: list[Block] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(f"隐藏的工作表「{sheet.title}」未收入。A hidden sheet was left out.")
            continue
        found = list(_sheet(sheet, remarks))
        named = sheet.title.lower().rstrip("0123456789 ").strip() not in _UNNAMED
        if found and (named or len(book.worksheets) > 1):
            blocks.append(Block(Kind.HEADING, seen(sheet.title).strip(), 2, place=sheet.title))
        blocks += found
    if any(_formulas(path, book)):
        remarks.append("有的公式没有保存结果，请用 Excel 或 WPS 打开后另存再添加。Some formulas hold no saved result.")
    return Reading(tuple(blocks), {"title": seen(book.properties.title or "").strip()}, tuple(remarks))


def _formulas(path: Path, values: Any) -> Iterator[bool]:
    """For each formula whether its result is missing."""
    formulas = load_workbook(path, read_only=True)
    for sheet in formulas.worksheets:
        if not hasattr(values[sheet.title], "cell"):
            continue
        for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
            for cell in row:
                if cell.data_type == "f":
                    yield values[sheet.title].cell(cell.row, cell.column).value is None


def _sheet(sheet: Any, remarks: list[str]) -> Iterator[Block]:
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        remarks.append(
            f"工作表「{sheet.title}」太大，只收入前 {MAX_ROWS} 行、{MAX_COLUMNS} 列。"
            "The sheet is cut to what can be read."
        )
    rows = range(1, min(sheet.max_row, MAX_ROWS) + 1)
    columns = [c for c in range(1, min(sheet.max_column, MAX_COLUMNS) + 1) if not _is_hidden_column(sheet, c)]
    shown = [r for r in rows if not sheet.row_dimensions[r].hidden] if sheet.row_dimensions else list(rows)
    if len(columns) < min(sheet.max_column, MAX_COLUMNS) or len(shown) < len(rows):
        remarks.append(f"工作表「{sheet.title}」中隐藏的行列未收入。Hidden rows and columns were left out.")
    merged = {
        (r, c): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for r in range(area.min_row, min(area.max_row, MAX_ROWS) + 1)
        for c in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1)
    }
    for region in _regions(sheet, shown, columns, merged):
        yield from _region(sheet, region, merged)


def _is_hidden_column(sheet: Any, column: int) -> bool:
    for dimension in sheet.column_dimensions.values():
        low = dimension.min or column + 1
        if dimension.hidden and low <= column <= (dimension.max or low):
            return True
    return False


def _regions(
    sheet: Any, rows: Sequence[int], columns: Sequence[int], merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Tables of a sheet: runs of rows without an empty one, each cut where a whole column of it is empty."""

    def filled(row: int, column: int) -> bool:
        return _value(sheet, *merged.get((row, column), (row, column))) != ""

    run: list[int] = []
    for row in [*rows, 0]:
        if row and any(filled(row, c) for c in columns):
            run.append(row)
            continue
        if run:
            used = [c for c in columns if any(filled(r, c) for r in run)]
            groups: list[list[int]] = []
            for column in used:
                apart = groups and columns.index(column) - columns.index(groups[-1][-1]) > 1
                if not groups or apart:
                    groups.append([])
                groups[-1].append(column)
            yield from ((run, group) for group in groups)
        run = []


def _region(
    sheet: Any, region: tuple[list[int], list[int]], merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Block]:
    rows, columns = region
    left, right = get_column_letter(columns[0]), get_column_letter(columns[-1])
    lines = []
    for row in rows:
        cells = []
        for column in columns:
            origin = merged.get((row, column), (row, column))
            bold = bool(sheet.cell(*origin).font and sheet.cell(*origin).font.b)
            cells.append(Cell(_value(sheet, *origin), origin, bold))
        place = f"{left}{row}:{right}{row}" if left != right else f"{left}{row}"
        lines.append(Line(tuple(cells), place))
    if len(columns) == 1:
        for number, line in enumerate(lines):
            cell = line.cells[0]
            heads = cell.strong and is_short(cell.text) and number + 1 < len(lines)
            yield Block(Kind.HEADING if heads else Kind.TEXT, cell.text, 3 if heads else 0, place=line.place)
        return
    yield from table_blocks(lines)


def _value(sheet: Any, row: int, column: int) -> str:
    """A cell's value as the sheet shows it."""
    cell = sheet.cell(row, column)
    if cell.font and cell.font.strike:
        # It stands there only to show that it no longer holds.
        return ""
    value, form = cell.value, str(cell.number_format or "General")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date) and (said := written_day(value, form)):
        return said
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, form)
    return " ".join(seen(str(value)).split())


def _number(value: float, form: str) -> str:
    positive = form.split(";")[0]
    words = [(m.start(), next(filter(None, m.groups()), "")) for m in _QUOTED.finditer(positive)]
    bare = _QUOTED.sub("", positive)
    decimals = bare.partition(".")[2]
    places = len(decimals) - len(decimals.lstrip("0")) or None
    if "%" in bare:
        text = f"{value * 100:.{places}f}%" if places else f"{round(value * 100, 6):g}%"
    else:
        comma = "," if "," in bare else ""
        if places is not None:
            text = f"{value:{comma}.{places}f}"
        elif float(value).is_integer() and abs(value) < 1e15:
            text = f"{int(value):{comma}d}"
            zeros = bare.strip()
            if zeros and set(zeros) == {"0"}:
                text = text.zfill(len(zeros))
        else:
            text = f"{round(value, 10):{comma}}" if comma else f"{round(value, 10)!r}"
    digits = min((i for i, c in enumerate(positive) if c in "0#"), default=0)
    before = "".join(w for at, w in words if at < digits).strip()
    after = "".join(w for at, w in words if at >= digits).strip()
    return f"{before}{text}{after}"
