"""How pages are made up: few lines in two columns, a title over them, words that a line's end broke, tags left out."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
)

from assistant.corpus.characters import join_lines
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.proposal import propose
from assistant.corpus.originals.reading import read_here
from assistant.types import Language


def test_a_title_over_the_gutter_and_a_short_last_page_keep_the_columns(tmp_path: Path) -> None:
    styles = getSampleStyleSheet()
    title = ParagraphStyle("t", parent=styles["Title"], fontSize=18)
    rules = [
        f"Boats of the {colour} mooring are laid up by the harbour crew before the first frost, and their owners "
        f"bring covers, lines and two fenders that the crew has looked over."
        for colour in ("red", "blue", "green", "white")
    ] + ["A boat is lifted by three of the crew and a keel boat by five. Slings of other makers are sent back."]
    document = BaseDocTemplate(str(tmp_path / "m.pdf"), pagesize=(595, 420))
    sides = [Frame(60, 245, 230, 110), Frame(300, 245, 230, 110)]
    document.addPageTemplates(
        [
            PageTemplate("first", [Frame(60, 360, 470, 45), *sides]),
            PageTemplate("next", [Frame(60, 330, 230, 45), Frame(300, 330, 230, 45)]),
        ]
    )
    document.build(
        [NextPageTemplate("next"), Paragraph("Mooring Rules", title), FrameBreak()]
        + [Paragraph(r, styles["Normal"]) for r in rules]
    )
    blocks = read_here(tmp_path / "m.pdf").blocks
    assert (blocks[0].kind, blocks[0].text) == (Kind.TITLE, "Mooring Rules")
    assert [b.text for b in blocks[1:]] == rules


def test_a_word_that_a_line_breaks_is_one_word() -> None:
    assert (
        join_lines(["no previous experi-", "ence is asked"], frozenset({"previous"}))
        == "no previous experience is asked"
    )
    assert join_lines(["a self-", "employed tuner"], frozenset()) == "a self-employed tuner"
    assert join_lines(["the tone-", "wood is"], frozenset({"tone"})) == "the tone-wood is"
    assert join_lines(["the tone-", "wood is"], frozenset({"tone", "tonewood"})) == "the tonewood is"


def test_a_figure_stands_close_where_the_text_sets_none_apart() -> None:
    assert join_lines(["满8", "人即开班"]) == "满8人即开班"
    assert join_lines(["每班 24 人，满 8", "人即开班"]) == "每班 24 人，满 8 人即开班"


def test_a_short_broken_line_goes_on_and_contents_go_with_their_name(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    zh = ParagraphStyle("z", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")
    head = ParagraphStyle("h", parent=zh, fontSize=15, leading=22)
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build(
        [Paragraph("港区手册", ParagraphStyle("t", parent=zh, fontSize=20, leading=28))]
        + [Paragraph("目　录", head), Paragraph("第一章　系泊…………………1", zh)]
        + [Paragraph("第一章　系泊", head), Paragraph("Boats are inspec-<br/>ted each year by the crew.", zh)]
    )
    said = [b.text for b in read_here(tmp_path / "a.pdf").blocks]
    assert said == ["港区手册", "第一章 系泊", "Boats are inspected each year by the crew."]


def test_tags_that_html_lets_out_part_cells_and_items(tmp_path: Path) -> None:
    page = "<h1>Hours</h1><ul><li>Bring a cover<li>Bring a line</ul><table><tr><th>Day<th>Open<tr><td>Monday<td>9 to 12</table>"
    (tmp_path / "a.html").write_text(page)
    blocks = read_here(tmp_path / "a.html").blocks
    assert [b.text for b in blocks if b.kind is Kind.ITEM] == ["Bring a cover", "Bring a line"]
    assert [r.cells for b in blocks for r in b.rows] == [("Day", "Open"), ("Monday", "9 to 12")]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2026年9月4日"),
        ('[$-804]yyyy"年"m"月"', "2026年9月"),
        ("d mmmm yyyy", "4 September 2026"),
        (r"d\-mmm\-yyyy", "4-Sep-2026"),
        ("mm-dd-yy", "2026-09-04"),
    ],
)
def test_a_day_is_read_as_the_sheet_shows_it(tmp_path: Path, form: str, shown: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(("考期", "报名截止"))
    book.active.append(("秋季", date(2026, 9, 4)))
    book.active["B2"].number_format = form
    book.save(tmp_path / "a.xlsx")
    assert read_here(tmp_path / "a.xlsx").blocks[-1].rows[-1].cells[1] == shown


def test_a_chart_of_an_english_slide_is_english(tmp_path: Path) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Pass rates"
    data = CategoryChartData()
    data.categories = ["Deckhand", "Skipper"]
    data.add_series("2025", (82, 58))
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(1), Inches(6), Inches(4), data)
    show.save(tmp_path / "a.pptx")
    reading = read_here(tmp_path / "a.pptx")
    assert [r.cells for b in reading.blocks for r in b.rows][0] == ("Category", "2025")
    assert propose(reading, "a").language is Language.EN


def _proposed(*lines: str, name: str = "a"):
    return propose(Reading((Block(Kind.TITLE, lines[0]), *(Block(Kind.TEXT, x) for x in lines[1:]))), name)


def test_the_body_over_or_under_the_title_publishes_it_and_not_the_title() -> None:
    blocks = [
        Block(Kind.TEXT, "Harbour Pilots' Society"),
        Block(Kind.TITLE, "Rules for the Award of Licences"),
        Block(Kind.TEXT, "Approved by the Council on 2 October 2022"),
    ]
    found = propose(Reading(tuple(blocks)), "rules")
    assert (found.publisher, found.issued) == ("Harbour Pilots' Society", "2022-10-02")
    found = _proposed("Pilot Handbook", "Harbour Pilots' Society", "Second edition, May 2024")
    assert found.publisher == "Harbour Pilots' Society"


def test_a_handbook_holds_from_the_day_of_its_use_and_a_month_is_no_edition() -> None:
    assert _proposed("港区手册", "（2026版，自2026年3月1日起使用）").effective == "2026-03-01"
    assert _proposed("关于2026年6月补考安排的通知").edition is None


def test_a_notice_over_its_salutation_is_the_title(tmp_path: Path) -> None:
    text = "关于六月补考的通知\n\n各班学员：\n  补考改在下月举行，地点不变，未通\n过的学员都可以参加，现将有关事\n项通知如下。\n"
    (tmp_path / "a.txt").write_bytes(
        f"{text}  一、时间\n  六月二十七日上午九点，码头集合，\n迟到的不候。\n".encode("gb18030")
    )
    assert propose(read_here(tmp_path / "a.txt"), "a").title == "关于六月补考的通知"
