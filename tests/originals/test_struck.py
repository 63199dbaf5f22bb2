"""What is struck out in a file stands there only to show that it no longer holds; it is read in no format."""

from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Font
from pptx import Presentation

from assistant.corpus.originals.reading import read_here


def _docx(path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("借阅期为")
    paragraph.add_run("二十天").font.strike = True
    paragraph.add_run("三十天。")
    document.add_paragraph().add_run("续借一次。").font.double_strike = True
    document.add_paragraph("不设续借。").runs[0].font.strike = False
    document.save(path)


def _pptx(path: Path) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "借阅"
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for words, struck in (("借阅期为", False), ("二十天", True), ("三十天。", False)):
        run = paragraph.add_run()
        run.text = words
        if struck:
            run._r.get_or_add_rPr().set("strike", "sngStrike")
    slide.placeholders[1].text_frame.add_paragraph().text = "不设续借。"
    show.save(path)


def _xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("项目", "期限"), ("借阅", "三十天"), ("续借", "二十天"), ("说明", "不设续借。")):
        book.active.append(row)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    book.save(path)


def test_struck_out_words_are_not_read(tmp_path: Path) -> None:
    _docx(tmp_path / "a.docx")
    _pptx(tmp_path / "a.pptx")
    _xlsx(tmp_path / "a.xlsx")
    (tmp_path / "a.html").write_text("<p>借阅期为<s>二十天</s><del>续借一次</del>三十天。</p><p>不设续借。</p>")
    (tmp_path / "a.md").write_text("# 借阅\n\n借阅期为~~二十天~~三十天。\n\n不设续借。\n")
    for path in sorted(tmp_path.iterdir()):
        blocks = read_here(path).blocks
        said = "\n".join([*(b.text for b in blocks), *(c for b in blocks for r in b.rows for c in r.cells)])
        assert all(words in said for words in ("三十天", "不设续借。")), (path.name, said)
        assert not any(words in said for words in ("二十天", "续借一次")), (path.name, said)
