"""The plan page in a real browser, on a desktop and a phone: an advisor's way from a list to a sheet, and a class."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Download, FilePayload, Page, expect

from tests.browser.harness import BOTH_SIZES, BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, no_sideways_scroll

pytestmark = BROWSER_TESTS
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Refusing(Watched):
    """Watched as everywhere, but for files that the server refuses, which the browser reports as errors."""

    def __exit__(self, *error: object) -> None:
        self._wrong[:] = [w for w in self._wrong if "status of 422" not in w]
        super().__exit__(*error)


@pytest.fixture
def page(size: str, browser: Browser, address: str) -> Iterator[Page]:
    """The page with its form, in a browser that fails the test for any foreign request or script error."""
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone")
    with _Refusing(context, address) as page:
        page.goto(f"{address}/plan/")
        expect(page.locator(".zt-plan-empty")).to_be_visible()
        yield page


def _workbook(name: str, *rows: tuple[str, ...]) -> FilePayload:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return {"name": name, "mimeType": XLSX, "buffer": written.getvalue()}


def _saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def _open_count(page: Page) -> int:
    return int(page.locator(".zt-plan-out").get_attribute("data-open") or -1)


@ON_DESKTOP
def test_from_an_uploaded_list_to_the_sheet(page: Page) -> None:
    page.get_by_label("岗位或想做的事").fill("外贸业务员")
    expect(page.locator("#zt-plan-title")).to_have_text("跨境电商B2B数据运营 · 中级")
    without = _open_count(page)
    courses = _workbook("课程.xlsx", ("课程名称", "课程内容"), ("国际单证", ""), ("跨境电子商务实务", ""), ("=1+1", ""))
    page.get_by_label("上传 XLSX 或 CSV").set_input_files(courses)
    expect(page.locator("#zt-p-read")).to_contain_text("读入 2 门课程，跳过 1 行")
    expect(page.locator(".zt-change")).to_contain_text("少差")
    with_courses = _open_count(page)
    assert with_courses < without
    expect(page.locator(".zt-change")).to_have_text(f"比上次少差 {without - with_courses} 条。")
    page.get_by_label("修过的课程").fill("国际单证")
    expect(page.locator(".zt-change")).to_contain_text("多差")
    fewer = _open_count(page)
    assert with_courses < fewer <= without
    page.get_by_label("已有等级").select_option("初级")
    expect(page.locator(".zt-path [class=zt-step-held]")).to_contain_text("初级")
    assert no_sideways_scroll(page)

    with page.expect_download() as pdf:
        page.get_by_role("button", name="计划单 PDF").click()
    assert re.fullmatch(r"zhengtu-plan-\d{4}-\d\d-\d\d\.pdf", pdf.value.suggested_filename)
    with pdfplumber.open(io.BytesIO(_saved(pdf.value))) as file:
        assert [round(float(side)) for side in (file.pages[0].width, file.pages[0].height)] == [595, 842]
        text = "".join(p.extract_text() for p in file.pages)
    assert pdf.value.suggested_filename[-14:-4] in text
    # What the sheet says is what the page shows.
    assert f"还差的职业技能要求（{fewer}）" in text
    assert "[1]" in text
    with page.expect_download() as word:
        page.get_by_role("button", name="计划单 DOCX").click()
    words = docx.Document(io.BytesIO(_saved(word.value))).element.iter(qn("w:t"))
    assert f"还差的职业技能要求（{fewer}）" in "".join(w.text or "" for w in words)


@BOTH_SIZES
def test_a_citation_of_the_plan_opens_its_words(page: Page) -> None:
    page.get_by_role("button", name="B2B外贸运营").click()
    page.locator(".zt-reqs .zt-cite").first.click()
    panel = page.get_by_role("dialog", name="出处", exact=True)
    expect(panel.locator("mark").first).to_be_in_viewport()
    assert no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_list_that_cannot_be_read_leaves_the_courses(page: Page) -> None:
    page.get_by_label("修过的课程").fill("国际单证")
    page.get_by_label("岗位或想做的事").fill("外贸业务员")
    expect(page.locator(".zt-plan-out")).to_be_visible()
    before = _open_count(page)
    page.get_by_label("上传 XLSX 或 CSV").set_input_files(
        {"name": "课程.xlsx", "mimeType": XLSX, "buffer": b"PK\x03\x04broken"}
    )
    expect(page.locator("#zt-p-read")).to_contain_text("不是有效的 XLSX")
    # In the page's language only.
    expect(page.locator("#zt-p-read")).not_to_contain_text("valid")
    expect(page.get_by_label("修过的课程")).to_have_value("国际单证")
    assert _open_count(page) == before


def test_a_role_without_a_certificate_is_said(page: Page) -> None:
    page.get_by_label("岗位或想做的事").fill("厨师")
    expect(page.get_by_role("alert")).to_contain_text("没有证书对应岗位「厨师」")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".zt-plan-empty")).to_be_visible()


@ON_DESKTOP
def test_a_class_becomes_one_archive(page: Page) -> None:
    page.get_by_role("button", name="整个班").click()
    start = page.get_by_role("button", name="开始制作")
    start.click()
    expect(page.locator("#zt-class-said")).to_have_text("请先选择填好的名单。")
    with page.expect_download() as template:
        page.get_by_role("link", name="名单模板 XLSX").click()
    book = load_workbook(io.BytesIO(_saved(template.value)))
    for row in (("张三", "外贸业务员", "初级", "", "国际单证、国际物流"), ("李四", "厨师"), ("王五", "直播电商")):
        book.worksheets[0].append(row)
    filled = io.BytesIO()
    book.save(filled)
    page.get_by_label("选择填好的名单").set_input_files(
        {"name": "一班.xlsx", "mimeType": XLSX, "buffer": filled.getvalue()}
    )
    expect(page.locator("#zt-class-name")).to_have_text("一班.xlsx")
    page.get_by_label("Word（DOCX）").check()
    start.click()
    expect(page.locator("#zt-class-said")).to_contain_text("做好了：2 份计划单")
    page.get_by_text("未制作的行").click()
    expect(page.locator("#zt-class-refused li")).to_have_count(1)
    expect(page.locator("#zt-class-refused li")).to_contain_text("第 3 行：没有证书对应岗位「厨师」")
    assert no_sideways_scroll(page)
    # The server gives it once; the page keeps it for a second click.
    for _ in range(2):
        with page.expect_download() as made:
            page.get_by_role("link", name="下载 ZIP").click()
        archive = zipfile.ZipFile(io.BytesIO(_saved(made.value)))
        assert archive.namelist() == ["001-张三.docx", "003-王五.docx", "汇总.xlsx"]
    page.get_by_label("选择填好的名单").set_input_files(
        {"name": "空.csv", "mimeType": "text/csv", "buffer": "姓名,岗位\n".encode()}
    )
    start.click()
    expect(page.locator("#zt-class-said")).to_contain_text("名单里没有学生")
    expect(page.get_by_role("link", name="下载 ZIP")).to_be_hidden()


def test_a_class_shows_its_progress_and_can_be_stopped(page: Page) -> None:
    page.get_by_role("button", name="整个班").click()
    rows = "姓名,岗位\n" + "".join(f"学生{n},外贸业务员\n" for n in range(60))
    page.get_by_label("选择填好的名单").set_input_files(
        {"name": "一班.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="开始制作").click()
    expect(page.locator("#zt-class-count")).to_have_text(re.compile(r"已处理 [1-9]\d* / 60 人"))
    assert 0 < page.locator("#zt-class progress").evaluate("bar => bar.position") < 1
    page.get_by_role("button", name="停止").click()
    expect(page.locator("#zt-class-said")).to_have_text("已停止，没有保存任何内容。")
    expect(page.get_by_role("button", name="开始制作")).to_be_enabled()


def test_the_english_page_plans_and_gives_an_english_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}/en/plan/")
    page.get_by_role("button", name="Live host", exact=False).first.click()
    expect(page.locator("#zt-plan-title")).to_contain_text("·")
    assert no_sideways_scroll(page)
    with page.expect_download() as pdf:
        page.get_by_role("button", name="Sheet as PDF").click()
    with pdfplumber.open(io.BytesIO(_saved(pdf.value))) as file:
        assert "Sources" in "".join(p.extract_text() for p in file.pages)
    page.get_by_role("button", name="A class").click()
    page.reload()
    expect(page.get_by_role("heading", name="Sheets for a class")).to_be_visible()
    assert no_sideways_scroll(page)
