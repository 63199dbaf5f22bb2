"""What is read of each format: structure kept, furniture away, tables with named columns, places in the original."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

from assistant.corpus.loaders import load_document
from assistant.corpus.originals.adding import Added, add_files
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.proposal import propose
from assistant.corpus.originals.reading import read_here
from assistant.corpus.originals.rendering import render
from assistant.corpus.passages import split_document
from tests.originals import office


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    files, pack = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("packs") / "new"
    office.write_all(files)
    done = {d.name: d for d in add_files([files], pack, lambda proposal, _: proposal)}
    assert all(isinstance(d, Added) for d in done.values()), done
    documents = {name: load_document(pack / "documents" / f"{d.id}.md") for name, d in done.items()}
    return done, documents, pack


def rows(document):
    """Each row as its cells by column, with its locator."""
    return [(dict(p.cells), p.locator) for p in split_document(document) if p.cells]


def test_docx_keeps_chapters_clauses_counted_items_and_merged_heads(added):
    _, documents, _ = added
    document = documents["办法.docx"]
    assert "内部流转件" not in document.text
    assert [s.title for s in document.sections if s.level == 2] == ["第一章 报名", "第二章 附则"]
    assert "- 2. 从事物流工作满1年。" in document.text
    cells = [cells for cells, _ in rows(document)]
    assert {"等级": "初级", "理论考试费用": "60元", "实操考试费用": "120元", "时长": "90分钟"} in cells
    clauses = [p.locator for p in split_document(document) if "年满18周岁" in p.text]
    assert any("第三条" in c for c in clauses)


def test_a_document_says_what_it_is(added):
    proposal = added[0]["办法.docx"].proposal
    assert (proposal.title, proposal.number) == ("物流员等级认定办法（2024年版）", "物鉴〔2024〕12号")
    assert (proposal.publisher, proposal.edition) == ("中部物流鉴定中心", "2024年版")
    assert (proposal.issued, proposal.effective, proposal.superseded) == ("2024-07-15", "2024-09-01", "2027-09-01")
    page = added[0]["公告.html"].proposal
    assert (page.publisher, page.issued) == ("滨海物流协会", "2025-03-02")
    assert added[0]["rules.md"].proposal.effective == "2024-04-01"


def test_slides_are_sections_and_hidden_ones_stay_away(added):
    done, documents, _ = added
    document = documents["培训.pptx"]
    assert "999" not in document.text
    assert any("4" in remark for remark in done["培训.pptx"].remarks)
    cells, locator = rows(document)[0]
    assert cells == {"班型": "周末班", "学费": "1800元"}
    assert "第3张" in locator


def test_sheets_show_what_people_see_with_ranges_as_places(added):
    _, documents, _ = added
    document = documents["考点.xlsx"]
    assert "999" not in document.text
    found = {cells["考点"]: (cells, locator) for cells, locator in rows(document) if "考点" in cells}
    assert found["物流学院"][0] == {"城市": "杭州", "考点": "物流学院", "容量": "80", "通过率": "20%"}
    assert "A4:D4" in found["物流学院"][1]
    assert any(cells.get("电话") == "0571-88001234" for cells, _ in rows(document))


def test_pdf_reads_columns_one_after_the_other_without_furniture(added):
    _, documents, _ = added
    document = documents["大纲.pdf"]
    assert "内部教材" not in document.text
    assert "第 1 页" not in document.text
    assert [s.title[0] for s in document.sections if s.level == 2] == ["1", "2", "3", "4", "5", "6"]
    # No broken line is left: every sentence stands whole.
    assert document.text.count(office.SENTENCE) == 12
    cells = [cells for cells, _ in rows(document)]
    assert {"模块": "运输", "初级占比": "35%", "中级占比": "41%", "题量": "25"} in cells
    assert {"名称": "冷藏运输", "课时": "32"} in cells
    last = next(p for p in split_document(document) if "56分" in p.text)
    assert "第2页" in last.locator


def test_a_web_page_is_read_without_its_navigation(added):
    _, documents, _ = added
    text = documents["公告.html"].text
    assert not any(word in text for word in ("首页", "热门", "版权", "price"))
    assert [cells["时间"] for cells, _ in rows(documents["公告.html"]) if cells["科目"] == "理论"] == [
        "5月10日上午",
        "5月11日上午",
    ]


def test_text_is_read_in_its_own_encoding(added):
    _, documents, _ = added
    assert "考生须提前30分钟入场。" in documents["考务.txt"].text
    assert "考試費用為每人260元" in documents["須知.txt"].text
    assert {"Level": "2", "Fee": "95 EUR"} in [cells for cells, _ in rows(documents["rules.md"])]


def test_the_original_is_kept_as_it_came(added, tmp_path):
    _, documents, pack = added
    for name, document in documents.items():
        kept = pack / "originals" / (document.kept or "")
        assert kept.name == name
        assert kept.stat().st_size > 0
    assert {p.name for p in pack.iterdir()} <= {"documents", "originals", ".adding.lock"}


def test_numbers_that_word_counts_are_part_of_the_text(tmp_path: Path):
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_heading("考场规则", 0)
    for text in ("考生凭证入场。", "迟到30分钟不得入场。"):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    document.save(tmp_path / "规则.docx")
    list(add_files([tmp_path / "规则.docx"], tmp_path / "pack", lambda proposal, _: proposal))
    read = load_document(tmp_path / "pack" / "documents" / "规则.md")
    assert "第二条 迟到30分钟不得入场。" in read.text
    assert any("第二条" in p.locator for p in split_document(read) if "迟到" in p.text)


def test_radicals_that_look_like_ideographs_are_read_as_these(tmp_path: Path):
    (tmp_path / "x.txt").write_text("⼯作⽇受理，⻓期有效，考⽣⻅附件。\n", encoding="utf-8")
    list(add_files([tmp_path / "x.txt"], tmp_path / "pack", lambda proposal, _: proposal))
    assert "工作日受理，长期有效，考生见附件。" in load_document(tmp_path / "pack" / "documents" / "x.md").text


def test_pdf_tables_without_rules_keep_their_columns(tmp_path: Path):
    table = Table([["Level", "Theory", "Practice"], ["Basic", "$40", "$60"], ["Advanced", "$55", "$90"]])
    styles = getSampleStyleSheet()
    text = [Paragraph("Warehouse certificate: fees", styles["Title"]), Paragraph("1. Fees", styles["Heading2"]), table]
    SimpleDocTemplate(str(tmp_path / "fees.pdf")).build(text)
    list(add_files([tmp_path / "fees.pdf"], tmp_path / "pack", lambda proposal, _: proposal))
    document = load_document(tmp_path / "pack" / "documents" / "fees.md")
    assert {"Level": "Advanced", "Theory": "$55", "Practice": "$90"} in [cells for cells, _ in rows(document)]


def test_a_pdf_table_over_several_pages_is_one(tmp_path: Path):
    table = Table(
        [["No", "Course", "Hours"], *[[str(n), f"Course {n}", str(2 * n)] for n in range(1, 80)]], repeatRows=1
    )
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    SimpleDocTemplate(str(tmp_path / "plan.pdf")).build([table])
    list(add_files([tmp_path / "plan.pdf"], tmp_path / "pack", lambda proposal, _: proposal))
    found = rows(load_document(tmp_path / "pack" / "documents" / "plan.md"))
    assert [cells["Hours"] for cells, _ in found] == [str(2 * n) for n in range(1, 80)]
    assert "第3页" in next(locator for cells, locator in found if cells["No"] == "79")


def test_a_row_that_the_page_breaks_is_one_row_also_where_it_is_the_last(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("c", fontName="STSong-Light", fontSize=10, wordWrap="CJK")
    upper, lower = "按规定的步骤检查货叉与链条并把结果" * 2, "写进当班记录"

    def table(rows_):
        made = Table([[Paragraph(c, style) for c in r] for r in rows_], colWidths=[60, 182])
        made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        return made

    parts = [table([["编号", "内容"], ["1", "点检"], ["2", upper]]), PageBreak(), table([["", lower]])]
    SimpleDocTemplate(str(tmp_path / "t.pdf")).build([Paragraph("Checks", style), *parts])
    found = [r.cells for b in read_here(tmp_path / "t.pdf").blocks for r in b.rows]
    assert found == [("编号", "内容"), ("1", "点检"), ("2", upper + lower)]


def test_narrow_cells_that_the_page_breaks_go_on_but_whole_ones_do_not(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("c", fontName="STSong-Light", fontSize=10, wordWrap="CJK")

    def table(rows_):
        made = Table([[Paragraph(c, style) for c in r] for r in rows_], colWidths=[60, 60, 40])
        made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        return made

    # Four characters fill a cell: those of 「货叉」 and of 「16」 do not.
    broken = [table([["岗位", "部件", "学时"], ["装卸班组", "货叉", "8"]]), PageBreak(), table([["长", "", ""]])]
    whole = [table([["岗位", "部件", "学时"], ["装卸班组", "货叉", "8"]]), PageBreak(), table([["调度", "链条", "16"]])]
    read = []
    for name, parts in (("b.pdf", broken), ("w.pdf", whole)):
        SimpleDocTemplate(str(tmp_path / name)).build([Paragraph("Checks", style), *parts])
        read.append([r.cells for b in read_here(tmp_path / name).blocks for r in b.rows][1:])
    assert read == [[("装卸班组长", "货叉", "8")], [("装卸班组", "货叉", "8"), ("调度", "链条", "16")]]


def test_each_piece_stands_where_its_place_says(tmp_path):
    document = docx.Document()
    document.add_heading("吊篮工考核办法", 0)
    for heading, clauses in (
        ("第一章 报考", ("第一条 年满十八周岁。", "第二条 身体健康。")),
        ("第二章 考核", ("第三条 考两科。",)),
    ):
        document.add_heading(heading, 1)
        for clause in clauses:
            document.add_paragraph(clause)
    document.save(tmp_path / "c.docx")
    blocks = read_here(tmp_path / "c.docx").blocks
    text, pieces = render("吊篮工考核办法", blocks)
    assert [text[p.start :].split()[0] for p in pieces if "条" in p.place] == ["第一条", "第二条", "第三条"]
    assert [p.place for p in pieces if p.place] == ["第一条", "第二条", "第三条"]


def test_a_long_line_that_word_calls_a_heading_is_one(tmp_path):
    title = "关于调整特种设备作业人员证书申报条件、考试科目和收费标准有关问题的说明，以及过渡期内怎样办理？"
    document = docx.Document()
    document.add_heading(title, 2)
    document.add_paragraph("过渡期为六个月。")
    document.save(tmp_path / "h.docx")
    assert [(b.kind, b.text) for b in read_here(tmp_path / "h.docx").blocks][0] == (Kind.HEADING, title)


def test_a_second_column_that_is_only_begun_is_read_after_the_first(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("c", fontName="STSong-Light", fontSize=10, leading=15, wordWrap="CJK")
    clauses = [
        f"第{n}条 申请人应当在规定的时间内把材料交到考点，由考点核对后退还原件并保存复印件备查。"
        for n in "一二三四五六七八"
    ]
    document = BaseDocTemplate(str(tmp_path / "c.pdf"), pagesize=(595, 400))
    frames = [Frame(50, 45, 245, 310), Frame(302, 45, 245, 310)]
    document.addPageTemplates([PageTemplate("columns", frames)])
    document.build([Paragraph(c, style) for c in clauses])
    assert ["".join(b.text.split()) for b in read_here(tmp_path / "c.pdf").blocks] == [
        "".join(c.split()) for c in clauses
    ]


def test_the_lines_over_a_text_say_whose_it_is(tmp_path):
    document = docx.Document()
    document.add_heading("水手培训方案", 0)
    document.add_paragraph("发布单位：南湖航海学校\n发布日期：2025年2月20日")
    document.add_paragraph("培训为九十学时。")
    document.save(tmp_path / "a.docx")
    (tmp_path / "b.md").write_text(
        "# 水手考核办法\n\n北港水手协会，2024年4月18日发布。\n\n每年考核两次。\n", encoding="utf-8"
    )
    (tmp_path / "c.md").write_text(
        "# Deckhand Rules\n\nHarbour Skills Council, 12 February 2025\n\nTests are held twice a year.\n"
    )
    found = {n: propose(read_here(tmp_path / n), n) for n in ("a.docx", "b.md", "c.md")}
    assert [(p.publisher, p.issued) for p in found.values()] == [
        ("南湖航海学校", "2025-02-20"),
        ("北港水手协会", "2024-04-18"),
        ("Harbour Skills Council", "2025-02-12"),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("本规程从二〇二四年六月一日起执行。", "2024-06-01"),
        ("The new fees apply with effect from 1 September 2024.", "2024-09-01"),
        ("本规定自发布之日起施行。", None),
    ],
)
def test_a_text_says_from_when_it_holds(words, day):
    blocks = (Block(Kind.TITLE, "规则 Rules"), Block(Kind.TEXT, words))
    assert propose(Reading(blocks), "rules").effective == day
