"""Office files of made-up documents, written by the libraries that people's programs use."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
from pptx import Presentation
from pptx.util import Inches
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

_FONT = "STSong-Light"
BODY = ParagraphStyle("body", fontName=_FONT, fontSize=10.5, leading=16, firstLineIndent=21, wordWrap="CJK")
HEAD = ParagraphStyle("head", fontName=_FONT, fontSize=14, leading=20, spaceBefore=8, spaceAfter=6)
TITLE = ParagraphStyle("title", fontName=_FONT, fontSize=20, leading=28, alignment=1)
SENTENCE = (
    "冷链物流师考试分为理论知识考试和技能操作考核两部分，理论知识考试采用闭卷机考方式，时间为九十分钟，满分一百分，"
    "六十分及格；技能操作考核采用现场操作方式，时间为一百二十分钟。"
)


def write_docx(path: Path) -> None:
    """Chapters, clauses, a counted list, a table with merged heads, who signs, and a running head."""
    document = docx.Document()
    document.add_heading("物流员等级认定办法（2024年版）", 0)
    document.add_paragraph("物鉴〔2024〕12号")
    document.add_heading("第一章 报名", 1)
    document.add_paragraph("第三条 报名须具备下列条件之一：")
    document.add_paragraph("年满18周岁；", style="List Number")
    document.add_paragraph("从事物流工作满1年。", style="List Number")
    table = document.add_table(rows=4, cols=4)
    rows = [["等级", "考试费用", "", "时长"], ["", "理论", "实操", ""], ["初级", "60元", "120元", "90分钟"]]
    for r, row in enumerate([*rows, ["中级", "80元", "180元", "120分钟"]]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for (a, b), (c, d) in (((0, 1), (0, 2)), ((0, 0), (1, 0)), ((0, 3), (1, 3))):
        table.cell(a, b).merge(table.cell(c, d))
    document.add_heading("第二章 附则", 1)
    document.add_paragraph("第四条 本办法自2024年9月1日起施行，有效期至2027年8月31日。")
    document.add_paragraph("中部物流鉴定中心")
    document.add_paragraph("2024年7月15日")
    document.sections[0].header.paragraphs[0].text = "内部流转件"
    document.save(path)


def write_pptx(path: Path) -> None:
    """A title, a slide of points, a slide with a table, a footer-like note and a hidden slide."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "叉车司机培训介绍", "东港培训中心 2025年3月"
    points = show.slides.add_slide(show.slide_layouts[1])
    points.shapes.title.text, points.placeholders[1].text = "课程安排", "第一阶段：基础知识40学时\n第二阶段：实操60学时"
    fees = show.slides.add_slide(show.slide_layouts[5])
    fees.shapes.title.text = "学费"
    table = fees.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for r, row in enumerate([["班型", "学费"], ["周末班", "1800元"], ["晚班", "1600元"]]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "旧学费999元"
    hidden._element.set("show", "0")
    show.save(path)


def write_xlsx(path: Path) -> None:
    """A caption and a group over several rows, both merged; percentages; a second and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "考点"
    for row in (
        ["2025年考点安排", None, None, None],
        ["城市", "考点", "容量", "通过率"],
        ["杭州", "一职校", 120, 0.15],
        [None, "物流学院", 80, 0.2],
        ["宁波", "港口学院", 60, 0.1],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    for place in (3, 4, 5):
        sheet.cell(place, 4).number_format = "0%"
    contacts = book.create_sheet("联系人")
    contacts.append(["姓名", "电话"])
    contacts.append(["王老师", "0571-88001234"])
    book.create_sheet("底稿").append(["内部旧价", 999])
    book["底稿"].sheet_state = "hidden"
    book.save(path)


def write_pdf(path: Path, sections: int = 6) -> None:
    """A title and a ruled table over two columns of text; running head, page numbers, a three-line table at the end."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    text = [Paragraph("冷链物流师考试大纲（2023年修订）", TITLE), Spacer(1, 12), Paragraph("表1 各模块所占比例", BODY)]
    rows = [
        ["模块", "占比", "", "题量"],
        ["", "初级", "中级", ""],
        ["仓储", "40%", "30%", "20"],
        ["运输", "35%", "41%", "25"],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))]
    text += [
        _table(rows, [("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]),
        NextPageTemplate("columns"),
        FrameBreak(),
    ]
    for number in range(1, sections + 1):
        text.append(Paragraph(f"{number} 第{number}模块的要求", HEAD))
        text += [Paragraph(SENTENCE, BODY), Paragraph(f"第{number}模块的通过线为{50 + number}分。{SENTENCE}", BODY)]
    rules = [("LINEABOVE", (0, 0), (-1, 0), 1, "black"), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")]
    text += [
        Paragraph("表2 课时", BODY),
        _table(
            [["名称", "课时"], ["冷库管理", "24"], ["冷藏运输", "32"]],
            [*rules, ("LINEBELOW", (0, -1), (-1, -1), 1, "black")],
        ),
    ]
    document = BaseDocTemplate(str(path), pagesize=A4)
    columns = [(50, 235), (310, 235)]
    first = [Frame(50, 560, 495, 230), *(Frame(x, 50, width, 500) for x, width in columns)]
    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=_furniture),
            PageTemplate("columns", [Frame(x, 50, width, 740) for x, width in columns], onPage=_furniture),
        ]
    )
    document.build(text)


def _table(rows: list[list[str]], style: list[tuple[object, ...]]) -> Table:
    table = Table(rows, colWidths=[80] * len(rows[0]))
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), _FONT, 10), *style]))
    return table


def _furniture(canvas, document) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawString(60, 812, "东港职业培训 内部教材")
    canvas.drawCentredString(300, 25, f"第 {document.page} 页")


def write_html(path: Path) -> None:
    """A page in GB18030 with navigation, a script, a table and an article."""
    path.write_text(
        '<html><head><meta charset="gb18030"><title>公告-某网</title></head><body><nav>首页 &gt; 公告</nav>'
        '<div class="sidebar">热门证书</div><main><h1>关于2025年叉车司机考试的公告</h1>'
        "<p>发布日期：2025-03-02 发布单位：滨海物流协会</p><h2>一、报名</h2><p>报名时间为2025年4月1日至4月20日。</p>"
        "<table><tr><th>科目</th><th>时间</th></tr><tr><td rowspan=2>理论</td><td>5月10日上午</td></tr>"
        "<tr><td>5月11日上午</td></tr></table></main><footer>版权所有</footer><script>var price=999</script></body></html>",
        encoding="gb18030",
    )


def write_texts(folder: Path) -> None:
    """The same kind of notice in UTF-16 and Big5, and Markdown of another tool."""
    (folder / "考务.txt").write_text("考务说明\n\n一、入场\n\n考生须提前30分钟入场。\n", encoding="utf-16")
    (folder / "須知.txt").write_text(
        "考試須知\n\n一、費用\n\n商務英語技能證書中級的考試費用為每人260元，報名時須攜帶身分證件與照片。\n",
        encoding="big5",
    )
    (folder / "rules.md").write_text(
        "---\ntitle: Forklift rules\ntags: [a]\ndate: 2024-03-03\n---\n# Forklift rules\n\nEffective from 1 April 2024.\n\n"
        "## Fees\n\nLevel | Fee\n---|---\n1 | 75 EUR\n2 | 95 EUR\n",
        encoding="utf-8",
    )


def write_all(folder: Path) -> None:
    """One file of each kind."""
    write_docx(folder / "办法.docx")
    write_pptx(folder / "培训.pptx")
    write_xlsx(folder / "考点.xlsx")
    write_pdf(folder / "大纲.pdf")
    write_html(folder / "公告.html")
    write_texts(folder)
