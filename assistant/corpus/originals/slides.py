"""PPTX: a section a slide, its title as heading, then text, tables and charts as they lie on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from assistant.corpus.characters import is_cjk, join_lines, seen
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.formats import plain_package
from assistant.corpus.originals.structure import is_item, is_short
from assistant.corpus.originals.tables import Cell, Line, table_blocks
from assistant.text.list_marks import bullet_length

_FURNITURE = frozenset((PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER))
_TITLES = frozenset((PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE))


def read_pptx(path: Path) -> Reading:
    """Read the slides that are shown; speakers' notes are not the audience's and are left out, which is said."""
    package = plain_package(path)
    show = Presentation(str(package) if isinstance(package, Path) else package)
    blocks: list[Block] = []
    hidden, noted = [], []
    for number, slide in enumerate(show.slides, start=1):
        if slide._element.get("show") == "0":
            hidden.append(str(number))
            continue
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) and frame.text.strip():
            noted.append(str(number))
        blocks.extend(_slide(slide, number))
    remarks = []
    if hidden:
        remarks.append(f"隐藏的幻灯片未收入：第{'、'.join(hidden)}张。Hidden slides were left out.")
    if noted:
        remarks.append(f"讲者备注未收入：第{'、'.join(noted)}张。Speakers' notes were left out.")
    return Reading(tuple(blocks), {"title": seen(show.core_properties.title or "").strip()}, tuple(remarks))


def _slide(slide: Any, number: int) -> Iterator[Block]:
    place = f"第{number}张"
    shapes = list(_flat(slide.shapes))
    title = next((s for s in shapes if _placeholder(s) in _TITLES and s.text_frame.text.strip()), None)
    rest = [
        s
        for s in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0))
        if s is not title and _placeholder(s) not in _FURNITURE
    ]
    name = _one_line(title.text_frame.text) if title is not None else ""
    if not name and rest and rest[0].has_text_frame:
        first = _one_line(rest[0].text_frame.text)
        if first and is_short(first) and "\n" not in rest[0].text_frame.text.strip():
            name, rest = first, rest[1:]
    body = [b for s in rest for b in _shape(s, place)]
    if number == 1 and name and not any(b.kind is Kind.TABLE for b in body):
        yield Block(Kind.TITLE, name, place=place)
    elif name or body:
        yield Block(Kind.HEADING, name or f"第{number}张幻灯片", 2, place=place)
    yield from body


def _flat(shapes: Any) -> Iterator[Any]:
    """Shapes with those of groups in place of the groups."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _placeholder(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _shape(shape: Any, place: str) -> Iterator[Block]:
    if getattr(shape, "has_table", False) and shape.has_table:
        yield from table_blocks(_lines(shape.table), place)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        yield from _chart(shape.chart, place)
    elif shape.has_text_frame:
        paragraphs = [(p.level, _one_line("".join(_runs(p)))) for p in shape.text_frame.paragraphs]
        paragraphs = [(level, text) for level, text in paragraphs if text]
        listed = len(paragraphs) > 1
        for level, text in paragraphs:
            item = listed or level or is_item(text)
            yield Block(Kind.ITEM if item else Kind.TEXT, text[bullet_length(text) :], place=place)


def _runs(paragraph: Any) -> Iterator[str]:
    for child in paragraph._p:
        name = child.tag.rpartition("}")[2]
        if name == "br":
            yield "\n"
        elif name in ("r", "fld") and not _is_struck(child):
            yield from (t.text or "" for t in child.iter() if t.tag.endswith("}t"))


def _is_struck(run: Any) -> bool:
    """Whether words stand there only to show that they no longer hold."""
    return any(m.get("strike", "noStrike") != "noStrike" for m in run if m.tag.endswith("}rPr"))


def _one_line(text: str) -> str:
    return join_lines(seen(text.replace("\v", "\n")).split("\n"))


def _lines(table: Any) -> list[Line]:
    lines = []
    for r in range(len(table.rows)):
        cells = []
        for c in range(len(table.columns)):
            cell, origin = table.cell(r, c), (r, c)
            if cell.is_spanned:
                origin = _origin(table, r, c)
                cell = table.cell(*origin)
            head = bool(table.first_row) and origin[0] == 0
            cells.append(Cell(_one_line(cell.text_frame.text), origin, head))
        lines.append(Line(tuple(cells)))
    return lines


def _origin(table: Any, row: int, column: int) -> tuple[int, int]:
    """The cell that covers a place."""
    for r in range(row, -1, -1):
        for c in range(column, -1, -1):
            cell = table.cell(r, c)
            if cell.is_merge_origin and r + cell.span_height > row and c + cell.span_width > column:
                return r, c
    return row, column


def _chart(chart: Any, place: str) -> Iterator[Block]:
    """The figures of a chart as a table: a row a category, a column a series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield Block(Kind.TEXT, _one_line(chart.chart_title.text_frame.text), place=place)
    for plot in chart.plots:
        series = list(plot.series)
        categories = [str(c) for c in plot.categories]
        if not categories or not series:
            continue
        zh = any(map(is_cjk, "".join([*categories, *(str(s.name or "") for s in series)])))
        rows = [["类别" if zh else "Category", *[str(s.name or "") for s in series]]]
        for i, category in enumerate(categories):
            values = [list(s.values)[i] if i < len(list(s.values)) else None for s in series]
            rows.append([category, *["" if v is None else f"{v:g}" for v in values]])
        yield from table_blocks(
            [Line(tuple(Cell(t, (r, c), r == 0) for c, t in enumerate(row))) for r, row in enumerate(rows)], place
        )
