"""A sheet as a Word document: A4, real headings and tables, numbers that lead to their sources."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assistant.sheets.sheet import Block, Heading, Items, Notice, Paragraph, Sheet, Table, Text, clean, source_line
from assistant.types import Citation, Language

_ACCENT, _MUTED, _WARNING = RGBColor(0x0F, 0x6B, 0x5C), RGBColor(0x5C, 0x66, 0x62), RGBColor(0x8A, 0x5A, 0x00)
_HEAD_FILL, _NOTICE_FILL = "E2EFEB", "FBF3E4"
# Fonts of every Word and WPS in Chinese; others put their own in their place.
_LATIN, _SERIF, _SANS = "Times New Roman", "宋体", "黑体"
_WIDTH_MM = 174
_HEADINGS = {1: 14, 2: 12, 3: 11}


def docx(sheet: Sheet) -> bytes:
    """The sheet as a DOCX file."""
    return _DocxWriter(sheet).write()


class _DocxWriter:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.document: Any = new_document()

    def write(self) -> bytes:
        self._set_up()
        sheet = self.sheet
        self.document.add_paragraph(clean(sheet.title), style="Title")
        self._facts(sheet.head)
        for block in sheet.blocks:
            self._block(block)
        if sheet.citations:
            self.document.add_heading(self.words.sources, 1)
            for citation in sheet.citations:
                self._source(citation)
        held = io.BytesIO()
        self.document.save(held)
        return held.getvalue()

    def _set_up(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin = Mm(16), Mm(18)
        properties = self.document.core_properties
        properties.title, properties.author = clean(self.sheet.title), "Zhengtu"
        properties.comments = properties.keywords = ""
        properties.language = "zh-CN" if self.sheet.language is Language.ZH else "en"
        properties.created = properties.modified = datetime.combine(self.sheet.day, datetime.min.time())
        _set_font(self.document.styles["Normal"], _SERIF, 10.5)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(5)
        _set_font(self.document.styles["Title"], _SANS, 20, _ACCENT)
        for level, size in _HEADINGS.items():
            _set_font(self.document.styles[f"Heading {level}"], _SANS, size, _ACCENT)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _small(footer.add_run(f"{self.words.made_by}    "))
        before, _, rest = self.words.page.partition("{n}")
        middle, _, after = rest.partition("{total}")
        for text, code in ((before, "PAGE"), (middle, "NUMPAGES"), (after, "")):
            _small(footer.add_run(text))
            if code:
                _field(footer, code)

    def _facts(self, facts: list[tuple[str, str]]) -> None:
        table = self.document.add_table(rows=0, cols=2)
        for name, value in facts:
            cells = table.add_row().cells
            _small(cells[0].paragraphs[0].add_run(clean(name)), 10)
            cells[1].paragraphs[0].add_run(clean(value))
            for cell in cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        _set_widths(table, (3, 13))

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.document.add_heading(clean(block.text), block.level)
        elif isinstance(block, Paragraph):
            self._write(self.document.add_paragraph(), block.text)
        elif isinstance(block, Items):
            for number, item in enumerate(block.items, start=1):
                # A numbered style would go on counting from the list before.
                paragraph = self.document.add_paragraph(style="List" if block.ordered else "List Bullet")
                if block.ordered:
                    paragraph.add_run(f"{number}. ")
                self._write(paragraph, item)
        elif isinstance(block, Notice):
            paragraph = self.document.add_paragraph()
            _shade(paragraph._p.get_or_add_pPr(), _NOTICE_FILL)
            label = paragraph.add_run(f"{clean(block.label)}  ")
            label.bold, label.font.color.rgb = True, _WARNING
            self._write(paragraph, block.text)
        elif isinstance(block, Table):
            self._table(block)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.head))
        table.style = "Table Grid"
        for cell, name in zip(table.rows[0].cells, block.head, strict=True):
            cell.paragraphs[0].add_run(clean(name)).bold = True
            _shade(cell._tc.get_or_add_tcPr(), _HEAD_FILL)
        # The head stands again on every page.
        _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row in block.rows:
            added = table.add_row()
            _flag(added._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, text in zip(added.cells, row, strict=True):
                self._write(cell.paragraphs[0], text)
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(9)
        _set_widths(table, block.widths or (1,) * len(block.head))
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _write(self, paragraph: Any, text: Text) -> None:
        for piece in text:
            paragraph.add_run(clean(piece.text))
            for number in piece.marks:
                _link(paragraph, f"[{number}]", f"source_{number}")

    def _source(self, citation: Citation) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(0)
        _bookmark(paragraph, f"source_{citation.n}", citation.n)
        run = paragraph.add_run(f"[{citation.n}] {clean(source_line(citation))}")
        run.font.size = Pt(9)
        quote = self.document.add_paragraph()
        quote.paragraph_format.left_indent = Mm(6)
        _small(quote.add_run(clean(citation.quote)), 9)


def _set_font(style: Any, east_asian: str, size_pt: float, colour: RGBColor | None = None) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size_pt)
    style.font.bold = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:hAnsi"), _LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)
    if colour is not None:
        style.font.color.rgb = colour


def _small(run: Any, size_pt: float = 8.5) -> None:
    run.font.size, run.font.color.rgb = Pt(size_pt), _MUTED


def _set_widths(table: Any, shares: tuple[int, ...]) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        for cell in (column, *column.cells):
            cell.width = Mm(_WIDTH_MM * share / sum(shares))


def _flag(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _shade(properties: Any, fill: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shading.set(qn(name), value)
    properties.append(shading)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    _small(run)
    field.append(run._r)
    paragraph._p.append(field)


def _link(paragraph: Any, text: str, anchor: str) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb = _ACCENT
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)
