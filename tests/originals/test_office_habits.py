"""What offices make of their programs: notes at the foot, headings by their look, columns by tabs, tables in tables."""

import io
import zipfile
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.html_blocks import html_blocks
from assistant.corpus.originals.reading import read_here
from assistant.corpus.originals.rendering import render

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def texts(path: Path, kind: Kind) -> list[str]:
    return [b.text for b in read_here(path).blocks if b.kind is kind]


def tables(blocks: tuple[Block, ...]) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in b.rows] for b in blocks if b.kind is Kind.TABLE]


def test_a_footnote_stands_below_what_refers_to_it(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("退票应当提前两小时")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(reference)
    paragraph.add_run("，逾期不退。")
    document.add_paragraph("团体票不退。")
    held = io.BytesIO()
    document.save(held)
    path = tmp_path / "退票.docx"
    added = {
        "[Content_Types].xml": f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES}"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationship Id="rId99" Type="{_RELATION}" Target="footnotes.xml"/></Relationships>',
    }
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name in added:
                data = data.replace(f"</{added[name].rpartition('</')[2]}", added[name])
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
        note = "<w:r><w:t>台风停航时全额退票。</w:t></w:r>"
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
            f'<w:footnote w:id="2"><w:p>{note}</w:p></w:footnote></w:footnotes>',
        )
    assert texts(path, Kind.TEXT) == ["退票应当提前两小时，逾期不退。", "台风停航时全额退票。", "团体票不退。"]


def test_headings_are_known_by_their_look_where_no_style_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    for heading, text in (("招募对象", "年满十八周岁的居民。"), ("待遇", "每场补贴八十元。")):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    document.add_paragraph().add_run("联系人：王老师").bold = True
    path = tmp_path / "启事.docx"
    document.save(str(path))
    text, _ = render("启事", read_here(path).blocks)
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## 招募对象", "## 待遇"]
    assert "联系人：王老师" in text


def test_lines_apart_by_tabs_are_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Course\tEvenings\tPrice", "Beginners\t8\t£165", "Throwing\t6\t£140"):
        document.add_paragraph(line)
    document.add_paragraph("Name:\t\t")
    document.add_paragraph("Open from\t9 am")
    path = tmp_path / "prices.docx"
    document.save(str(path))
    blocks = read_here(path).blocks
    assert tables(blocks) == [[("Course", "Evenings", "Price"), ("Beginners", "8", "£165"), ("Throwing", "6", "£140")]]
    assert [b.text for b in blocks if b.kind is Kind.TEXT] == ["Name:", "Open from 9 am"]


def test_a_table_within_a_cell_keeps_its_rows_apart(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("考场", "场次"), strict=True):
        cell.text = text
    table.cell(1, 0).text = "一号"
    inner = table.cell(1, 1).add_table(rows=2, cols=2)
    for row, words in zip(inner.rows, (("上午", "8:30"), ("下午", "14:00")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    path = tmp_path / "考场.docx"
    document.save(str(path))
    assert tables(read_here(path).blocks) == [[("考场", "场次"), ("一号", "上午 8:30；下午 14:00")]]


def test_the_items_of_a_list_in_a_cell_stand_apart() -> None:
    html = (
        "<table><tr><th>Card</th><th>Needed</th></tr>"
        "<tr><td>Adult</td><td>for all:<ul><li>identity card</li><li>proof of address</li></ul></td></tr></table>"
    )
    assert tables(tuple(html_blocks(html)))[0][1] == ("Adult", "for all: identity card; proof of address")


def test_a_heading_that_begins_several_pages_is_no_running_head(tmp_path: Path) -> None:
    styles = getSampleStyleSheet()
    flow: list[object] = [Paragraph("This handbook has three units, each on a page of its own.", styles["BodyText"])]
    for unit in ("Knots and ropes", "Charts", "Weather"):
        flow += [PageBreak(), Paragraph("What you learn", styles["Heading2"]), Paragraph(unit, styles["BodyText"])]

    def furniture(canvas: object, _: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(72, 810, "Sailing School of the Lakes")  # type: ignore[attr-defined]

    path = tmp_path / "units.pdf"
    SimpleDocTemplate(str(path)).build(flow, onFirstPage=furniture, onLaterPages=furniture)
    assert texts(path, Kind.HEADING) == ["What you learn"] * 3
    assert "Sailing School" not in render("units", read_here(path).blocks)[0]


def test_clauses_in_traditional_characters_are_clauses(tmp_path: Path) -> None:
    path = tmp_path / "辦法.txt"
    path.write_bytes("登山嚮導認證辦法\n第一條 年滿二十歲。\n第二條 訓練共九天,\n其中實習五天。\n".encode("big5"))
    assert [b.text for b in read_here(path).blocks][1:] == ["第一條 年滿二十歲。", "第二條 訓練共九天, 其中實習五天。"]
