"""A sheet as PDF: A4, embedded fonts, text that can be searched and copied, tables that go on over pages."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, HRFlowable, LongTable, SimpleDocTemplate, Spacer, TableStyle

from assistant.sheets.fonts import Face
from assistant.sheets.line_breaking import Flowing
from assistant.sheets.pdf_font import load_fonts
from assistant.sheets.sheet import Block, Heading, Items, Notice, Paragraph, Sheet, Table, Text, clean, source_line
from assistant.types import Citation, Language

_MARGIN, _WIDTH = 18 * mm, A4[0] - 36 * mm
# reportlab's frames keep this distance from their edge.
_FRAME_PADDING = 6
_INK, _MUTED, _ACCENT = HexColor("#1e2422"), HexColor("#5c6662"), HexColor("#0f6b5c")
_LINE, _HEAD, _NOTICE = HexColor("#d3d0c6"), HexColor("#e2efeb"), HexColor("#fbf3e4")
_HEADING_ROOM = 42 * mm
_TOTAL = "total-pages"
# reportlab keeps fonts by name for the whole process; one sheet at a time has its own under these names.
_FONTS = threading.Lock()


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF file; the same sheet gives the same bytes."""
    held = io.BytesIO()
    words = sheet.words
    document = SimpleDocTemplate(
        held,
        pagesize=A4,
        leftMargin=_MARGIN - _FRAME_PADDING,
        rightMargin=_MARGIN - _FRAME_PADDING,
        topMargin=16 * mm,
        bottomMargin=20 * mm,
        title=clean(sheet.title),
        author=words.made_by,
        lang="zh-CN" if sheet.language is Language.ZH else "en",
        invariant=1,
    )
    with _FONTS:
        _load_fonts(sheet)
        document.build(
            list(_story(sheet)),
            onFirstPage=lambda canvas, _: _footer(canvas, sheet),
            onLaterPages=lambda canvas, _: _footer(canvas, sheet),
            canvasmaker=_counting(sheet),
        )
    return held.getvalue()


def _load_fonts(sheet: Sheet) -> None:
    """Both faces with every character of the sheet, and of what the writer itself says."""
    words = sheet.words
    characters = {c for text in (*_texts(sheet), *vars(words).values()) for c in clean(text)}
    characters |= set("0123456789[]·•-. |")
    load_fonts(characters)


def _texts(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield from (part for fact in sheet.facts for part in fact)
    for citation in sheet.citations:
        yield from (citation.title, citation.publisher, citation.issued or "", citation.locator, citation.quote)
    for block in sheet.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph | Notice):
            yield from (p.text for p in block.text)
            yield block.label if isinstance(block, Notice) else ""
        elif isinstance(block, Items):
            yield from (p.text for item in block.items for p in item)
        elif isinstance(block, Table):
            yield from block.head
            yield from (p.text for row in block.rows for cell in row for p in cell)


def _style(name: str, face: Face, size: float, **more: Any) -> ParagraphStyle:
    given = {
        "textColor": _INK,
        "leading": size * 1.55,
        "wordWrap": "CJK",
        "bulletFontName": face.name,
        "bulletFontSize": size,
        **more,
    }
    return ParagraphStyle(name, fontName=face.name, fontSize=size, **given)


_TITLE = _style("title", Face.SANS, 19, textColor=_ACCENT, spaceAfter=3 * mm, leading=26)
_HEADINGS = {
    1: _style("h1", Face.SANS, 13, textColor=_ACCENT, spaceBefore=5 * mm, spaceAfter=2 * mm, keepWithNext=1),
    2: _style("h2", Face.SANS, 11.5, spaceBefore=3.5 * mm, spaceAfter=1.5 * mm, keepWithNext=1),
    3: _style("h3", Face.SANS, 10.5, spaceBefore=3 * mm, spaceAfter=1 * mm, keepWithNext=1),
}
_BODY = _style("body", Face.SERIF, 10.5, spaceAfter=2 * mm)
_ITEM = _style("item", Face.SERIF, 10.5, leftIndent=5 * mm, bulletIndent=1 * mm, spaceAfter=1 * mm)
_CELL = _style("cell", Face.SANS, 8.5, leading=12.5)
_CELL_HEAD = _style("cell-head", Face.SANS, 8.5, leading=12.5, textColor=_ACCENT)
_FACT = _style("fact", Face.SANS, 9.5, leading=14)
_FACT_NAME = _style("fact-name", Face.SANS, 9.5, leading=14, textColor=_MUTED)
_WARNING = _style(
    "notice",
    Face.SANS,
    9.5,
    backColor=_NOTICE,
    borderPadding=7,
    spaceBefore=4 * mm,
    spaceAfter=5 * mm,
    leftIndent=7,
    rightIndent=7,
)
_SOURCE = _style("source", Face.SANS, 8.5, leading=12.5, leftIndent=8 * mm, spaceBefore=1.5 * mm, keepWithNext=1)
_QUOTE = _style("quote", Face.SERIF, 8.5, leading=12.5, leftIndent=8 * mm, textColor=_MUTED)
_CELL_PADDING = 4
_GRID = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, _LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
)
_FACTS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def _story(sheet: Sheet) -> Iterator[Any]:
    words = sheet.words
    yield Flowing(_plain(sheet.title), _TITLE)
    rows = [[Flowing(_plain(name), _FACT_NAME), Flowing(_plain(value), _FACT)] for name, value in sheet.head]
    yield LongTable(rows, colWidths=[26 * mm, _WIDTH - 26 * mm], style=_FACTS, splitInRow=1)
    yield Spacer(1, 2 * mm)
    yield HRFlowable(width="100%", thickness=0.8, color=_ACCENT, spaceAfter=2 * mm)
    for block in sheet.blocks:
        yield from _flowables(block)
    if sheet.citations:
        yield Flowing(_plain(words.sources), _HEADINGS[1])
        for citation in sheet.citations:
            yield Flowing(_source(citation), _SOURCE, bulletText=f"[{citation.n}]")
            yield Flowing(_plain(citation.quote), _QUOTE)


def _flowables(block: Block) -> Iterator[Any]:
    if isinstance(block, Heading):
        if block.level == 1:
            # A heading at the foot of a page, its table on the next, reads badly.
            yield CondPageBreak(_HEADING_ROOM)
        yield Flowing(_plain(block.text), _HEADINGS[block.level])
    elif isinstance(block, Paragraph):
        yield Flowing(_marked(block.text), _BODY)
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, start=1):
            yield Flowing(_marked(item), _ITEM, bulletText=f"{number}." if block.ordered else "•")
    elif isinstance(block, Notice):
        yield Flowing(f'<font color="#8a5a00">{_plain(block.label)}</font>  {_marked(block.text)}', _WARNING)
    elif isinstance(block, Table):
        head = [Flowing(_plain(h), _CELL_HEAD) for h in block.head]
        rows = [[Flowing(_marked(cell), _CELL) for cell in row] for row in block.rows]
        shares = block.widths or (1,) * len(block.head)
        widths = [_WIDTH * share / sum(shares) for share in shares]
        yield LongTable([head, *rows], colWidths=widths, style=_GRID, repeatRows=1, splitInRow=1)
        yield Spacer(1, 2.5 * mm)


def _source(citation: Citation) -> str:
    return f'<a name="source-{citation.n}"/>{_plain(source_line(citation))}'


def _marked(text: Text) -> str:
    return "".join(
        _plain(p.text) + "".join(f'<link href="#source-{n}" color="#0f6b5c">[{n}]</link>' for n in p.marks)
        for p in text
    )


def _plain(text: str) -> str:
    return escape(clean(text))


def _footer(canvas: Canvas, sheet: Sheet) -> None:
    words = sheet.words
    before = words.page.partition("{total}")[0].format(n=canvas.getPageNumber())
    canvas.saveState()
    canvas.setFont(Face.SANS.name, 8)
    canvas.setFillColor(_MUTED)
    canvas.drawString(_MARGIN, 11 * mm, words.made_by)
    at = A4[0] - _MARGIN - 14 * mm
    canvas.drawRightString(at, 11 * mm, before)
    # How many pages there are is known at the end.
    canvas.translate(at, 11 * mm)
    canvas.doForm(_TOTAL)
    canvas.restoreState()


def _counting(sheet: Sheet) -> Any:
    """Canvases that, when they are saved, write the number of pages to where footers refer."""
    after = sheet.words.page.partition("{total}")[2]

    class Counting(Canvas):  # type: ignore[misc]  # reportlab has no types
        def save(self) -> None:
            pages = self.getPageNumber() - 1
            self.beginForm(_TOTAL)
            self.setFont(Face.SANS.name, 8)
            self.setFillColor(_MUTED)
            self.drawString(0, 0, f"{pages}{after}")
            self.endForm()
            super().save()

    return Counting
