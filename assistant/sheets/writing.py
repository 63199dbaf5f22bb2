"""A sheet in one of its forms. What writes a form is imported when that form is first asked for."""

from __future__ import annotations

from enum import StrEnum

from assistant.sheets.sheet import Sheet


class Form(StrEnum):
    """What a sheet can be written to; the value is the ending of its file."""

    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"

    @property
    def media_type(self) -> str:
        """For HTTP."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.MARKDOWN: "text/markdown; charset=utf-8",
}


def write_sheet(sheet: Sheet, form: Form) -> bytes:
    """The file of a sheet."""
    if form is Form.PDF:
        from assistant.sheets.pdf import pdf

        return pdf(sheet)
    if form is Form.DOCX:
        from assistant.sheets.docx import docx

        return docx(sheet)
    from assistant.sheets.markdown import markdown

    return markdown(sheet)
