"""Files of sheets, read back with other libraries than the ones that wrote them."""

from __future__ import annotations

import io
import re

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from assistant.catalogue.goals import Goal
from assistant.catalogue.taught import TaughtCourse
from assistant.sheets.line_breaking import lines, may_break
from assistant.sheets.sheet import Items, Paragraph, Sheet, Table, clean, plain
from assistant.sheets.writing import Form, write_sheet
from assistant.types import Language
from tests.sheets.conftest import DAY, MakeSheet

pytestmark = pytest.mark.slow
HOSTILE = '=HYPERLINK("http://x")<b>&amp;</b>[1](javascript:1) |x| ../../x \x00\x1b\u202e'


def compact(text: str) -> str:
    return re.sub(r"\s", "", text)


def pdf_text(content: bytes) -> tuple[str, int]:
    with pdfplumber.open(io.BytesIO(content)) as file:
        return "\n".join(p.extract_text() for p in file.pages), len(file.pages)


def docx_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


def text_of(sheet: Sheet, form: Form) -> str:
    content = write_sheet(sheet, form)
    if form is Form.PDF:
        return pdf_text(content)[0]
    return docx_text(content) if form is Form.DOCX else content.decode()


@pytest.fixture(scope="module")
def sheets(make_sheet: MakeSheet, goal: Goal) -> dict[Language, Sheet]:
    return {language: make_sheet(goal, language, person="张三 𠮷") for language in Language}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("form", [Form.DOCX, Form.MARKDOWN])
def test_text_figures_and_sources_stand_in_the_file(
    sheets: dict[Language, Sheet], form: Form, language: Language
) -> None:
    sheet = sheets[language]
    text = compact(text_of(sheet, form).replace("\\", ""))
    assert "张三𠮷" in text
    assert "2026-11-21" in text
    assert "1.1.1–1.1.6" in text
    for citation in sheet.citations:
        assert compact(citation.quote) in text
        assert f"[{citation.n}]" in text
        assert compact(citation.locator) in text


@pytest.mark.parametrize("language", list(Language))
def test_pdf_text_can_be_searched_and_pages_are_numbered(sheets: dict[Language, Sheet], language: Language) -> None:
    sheet = sheets[language]
    text, pages = pdf_text(write_sheet(sheet, Form.PDF))
    assert pages > 4
    last = f"第 {pages} 页，共 {pages} 页" if language is Language.ZH else f"Page {pages} of {pages}"
    assert last in text
    # Footers interrupt what goes on over a page.
    flow = compact(re.sub(r"证途 Zhengtu ·.*", "", text))
    assert "张三𠮷" in flow
    assert "154号" in flow
    found = sum(compact(c.quote) in flow for c in sheet.citations)
    assert found >= 0.9 * len(sheet.citations)
    assert all(f"[{c.n}]" in flow for c in sheet.citations)


def test_pdf_carries_its_fonts_and_repeats_table_heads(sheets: dict[Language, Sheet]) -> None:
    with pdfplumber.open(io.BytesIO(write_sheet(sheets[Language.ZH], Form.PDF))) as file:
        assert {(round(p.width), round(p.height)) for p in file.pages} == {(595, 842)}
        fonts = {c["fontname"] for p in file.pages for c in p.chars}
        # Helvetica is named on every page by the library, and no text is set in it.
        assert {f.partition("+")[2] for f in fonts} == {"ZhengtuSans", "ZhengtuSerif"}
        assert file.pages[1].extract_text().startswith("编号 工作任务 职业技能要求")
        assert max(c["x1"] for p in file.pages for c in p.chars) < 595 - 45


def test_the_same_sheet_gives_the_same_pdf(sheets: dict[Language, Sheet]) -> None:
    first = write_sheet(sheets[Language.EN], Form.PDF)
    write_sheet(sheets[Language.ZH], Form.PDF)
    assert write_sheet(sheets[Language.EN], Form.PDF) == first


def test_marks_in_word_lead_to_their_sources(sheets: dict[Language, Sheet]) -> None:
    document = docx.Document(io.BytesIO(write_sheet(sheets[Language.ZH], Form.DOCX)))
    anchors = {e.get(qn("w:anchor")) for e in document.element.body.iter(qn("w:hyperlink"))}
    names = {e.get(qn("w:name")) for e in document.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors == names == {f"source_{c.n}" for c in sheets[Language.ZH].citations}
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["证书学习计划"]
    assert all(t.rows[0]._tr.trPr is not None for t in document.tables[1:])


@pytest.mark.parametrize("form", list(Form))
def test_hostile_text_stays_text(make_sheet: MakeSheet, form: Form) -> None:
    sheet = make_sheet(Goal("外贸业务员", done=(TaughtCourse(HOSTILE),)), person=HOSTILE)
    content = write_sheet(sheet, form)
    text = text_of(sheet, form)
    if form is Form.MARKDOWN:
        html = MarkdownIt("commonmark").render(text)
        assert "<a " not in html
        assert "<b>" not in html
        text = text.replace("\\", "")
    assert compact('=HYPERLINK("http://x")<b>&amp;</b>[1](javascript:1)|x|../../x') in compact(text)
    assert "\u202e" not in text
    assert b"/JavaScript" not in content


@pytest.mark.parametrize("form", list(Form))
def test_a_text_longer_than_a_page_is_written_whole(form: Form) -> None:
    long = "".join(f"第{n}句，" for n in range(700))
    blocks = (Paragraph(plain(long)), Items((plain(long),)), Table(("a", "b"), ((plain(long), plain("x")),)))
    sheet = Sheet("t", (("名", long),), DAY, Language.ZH, blocks, ())
    text = compact(re.sub(r"证途 Zhengtu ·.*", "", text_of(sheet, form)))
    assert text.count("第699句") == 4


def test_lines_end_where_chinese_typography_allows() -> None:
    assert may_break("证", "书")
    assert not may_break("书", "，")
    assert not may_break("《", "书")
    assert not may_break("B", "2")
    assert not may_break("书", "[")
    assert may_break("]", "[")
    text = "依据《平台运营》，operate B2B stores（第一、二学期）"
    for room in range(3, 30):
        spans = list(lines(text, [1.0] * len(text), room, room))
        assert "".join(text[a:b] for a, b in spans) == text
        assert all(b - a <= room + 1 for a, b in spans)
        if room >= 12:
            assert not [a for a, _ in spans if text[a] in "》，、）"]
            assert not [b for _, b in spans if text[b - 1] in "《（"]
            assert not [
                a for a, _ in spans if a and text[a - 1].isalpha() and text[a - 1].isascii() and text[a].isascii()
            ]


def test_text_is_cleaned_of_what_hides_or_breaks() -> None:
    assert clean("a\x00b\u202ec\n d\u200be") == "abc de"
