"""Any document written as an office file: the same headings, paragraphs, items and tables in another format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import docx
import openpyxl
from pptx import Presentation
from pptx.util import Inches, Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.reading import read_here

_FONT = "STSong-Light"
# Slides hold so many lines of text.
_SLIDE_ITEMS = 6


def blocks_of(source: Path) -> tuple[Block, ...]:
    """The blocks of a Markdown or text document."""
    return read_here(source).blocks


def to_docx(blocks: Sequence[Block], path: Path) -> None:
    """With Word's own styles for headings and lists."""
    document = docx.Document()
    for block in blocks:
        if block.kind is Kind.TABLE:
            table = document.add_table(rows=0, cols=max(len(r.cells) for r in block.rows))
            table.style = "Table Grid"
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row.cells, strict=False):
                    cell.text = text
        elif block.kind in (Kind.TITLE, Kind.HEADING):
            document.add_heading(block.text, 0 if block.kind is Kind.TITLE else max(1, block.level - 1))
        else:
            document.add_paragraph(block.text, style="List Bullet" if block.kind is Kind.ITEM else None)
    document.save(path)


def to_pdf(blocks: Sequence[Block], path: Path) -> None:
    """Two columns, with a running head and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    zh = any("\u4e00" <= c <= "\u9fff" for b in blocks for c in b.text)
    font = _FONT if zh else "Helvetica"
    body = ParagraphStyle("b", fontName=font, fontSize=10, leading=15, spaceAfter=4, wordWrap="CJK" if zh else None)
    title = ParagraphStyle("t", parent=body, fontSize=17, leading=24)
    head = ParagraphStyle("h", parent=body, fontSize=12.5, leading=18, spaceBefore=6)
    small = ParagraphStyle("s", parent=body, fontSize=8, leading=10, spaceAfter=0)
    flow: list[object] = []
    for block in blocks:
        if block.kind is Kind.TABLE:
            rows = [[Paragraph(escape(c), small) for c in r.cells] for r in block.rows]
            table = Table(rows, colWidths=[236 / len(rows[0])] * len(rows[0]), repeatRows=1)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            flow += [table, Spacer(1, 6)]
        else:
            style = title if block.kind is Kind.TITLE else head if block.kind is Kind.HEADING else body
            mark = "• " if block.kind is Kind.ITEM else ""
            flow.append(Paragraph(mark + escape(block.text), style))

    def furniture(canvas, document) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(50, 815, "机构文件 第一版" if zh else "Institutional document")
        canvas.drawCentredString(297, 22, f"- {document.page} -")

    document = BaseDocTemplate(str(path), pagesize=A4)
    columns = [Frame(50, 45, 245, 755), Frame(302, 45, 245, 755)]
    document.addPageTemplates([PageTemplate("columns", columns, onPage=furniture)])
    document.build(flow)


def to_xlsx(blocks: Sequence[Block], path: Path) -> None:
    """A sheet a section; paragraphs over the whole width, equal cells one below the other merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for block in blocks:
        if block.kind is Kind.HEADING and block.level == 2:
            sheet = sheet if row == 1 else book.create_sheet()
            name = "".join(c for c in block.text if c not in "[]:*?/\\")[:31]
            sheet.title, row = name, 1
            if name != block.text:
                # The names of sheets are short; the whole one stands in the first row.
                sheet.cell(row, 1, block.text)
                row += 1
        elif block.kind is Kind.TABLE:
            row += 1
            for r in block.rows:
                for column, text in enumerate(r.cells, start=1):
                    sheet.cell(row, column, text)
                row += 1
            _merge_equal(sheet, row - len(block.rows) + 1, row - 1)
            row += 1
        else:
            sheet.cell(row, 1, block.text)
            row += 1
    book.save(path)


def _merge_equal(sheet, first: int, last: int) -> None:
    start = first
    for row in range(first + 1, last + 2):
        if row > last or sheet.cell(row, 1).value != sheet.cell(start, 1).value:
            if row - start > 1:
                sheet.merge_cells(start_row=start, end_row=row - 1, start_column=1, end_column=1)
            start = row


def to_pptx(blocks: Sequence[Block], path: Path) -> None:
    """A slide a section, its text in the placeholder and its tables on slides of the same title."""
    show = Presentation()
    title = next((b.text for b in blocks if b.kind is Kind.TITLE), "")
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = title
    heading = title
    texts: list[str] = []

    def write() -> None:
        for start in range(0, len(texts), _SLIDE_ITEMS):
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = heading
            slide.placeholders[1].text = "\n".join(texts[start : start + _SLIDE_ITEMS])
        texts.clear()

    for block in blocks:
        if block.kind is Kind.HEADING:
            write()
            heading = block.text
        elif block.kind is Kind.TABLE:
            write()
            slide = show.slides.add_slide(show.slide_layouts[5])
            slide.shapes.title.text = heading
            size = (len(block.rows), len(block.rows[0].cells))
            table = slide.shapes.add_table(*size, Inches(0.5), Inches(1.5), Inches(9), Inches(4)).table
            for r, row in enumerate(block.rows):
                for c, text in enumerate(row.cells):
                    table.cell(r, c).text = text
                    table.cell(r, c).text_frame.paragraphs[0].font.size = Pt(11)
        elif block.kind is not Kind.TITLE:
            texts.append(block.text)
    write()
    show.save(path)


def to_html(blocks: Sequence[Block], path: Path) -> None:
    """A page with navigation and a footer, in GB18030."""
    parts = []
    for block in blocks:
        if block.kind is Kind.TABLE:
            cells = ["".join(f"<td>{escape(c)}</td>" for c in r.cells) for r in block.rows]
            parts.append(f"<table>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>")
        else:
            level = 1 if block.kind is Kind.TITLE else block.level
            tag = f"h{level}" if block.kind in (Kind.TITLE, Kind.HEADING) else "li" if block.kind is Kind.ITEM else "p"
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>")
    body = f"<nav><a>首页</a><a>考试</a></nav><article>{''.join(parts)}</article><footer>版权 2020-2030</footer>"
    page = f'<html><head><meta charset="gb18030"><title>网站</title></head><body>{body}</body></html>'
    path.write_text(page, encoding="gb18030", errors="xmlcharrefreplace")


def to_text(blocks: Sequence[Block], path: Path) -> None:
    """Text in UTF-16 with columns apart by tabulators."""
    lines = []
    for block in blocks:
        if block.kind is Kind.TABLE:
            lines += ["\t".join(r.cells) for r in block.rows]
            lines.append("")
        else:
            lines += [("• " if block.kind is Kind.ITEM else "") + block.text]
            lines += [] if block.kind is Kind.ITEM else [""]
    path.write_text("\n".join(lines), encoding="utf-16")


WRITERS: dict[str, Callable[[Sequence[Block], Path], None]] = {
    "docx": to_docx,
    "pdf": to_pdf,
    "xlsx": to_xlsx,
    "pptx": to_pptx,
    "html": to_html,
    "txt": to_text,
}


def write_twin(source: Path, target: Path) -> None:
    """A document as the office file that the target's name asks for."""
    WRITERS[target.suffix.lstrip(".")](blocks_of(source), target)
