"""The sources page in a real browser, on a desktop and a phone: what staff come for, end to end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.settings import ROOT
from tests.browser.harness import BOTH_SIZES, BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, no_sideways_scroll

pytestmark = BROWSER_TESTS
CLAUSE = "不得再开展新的X证书业务"
NOTICE = "x-certificate-transfer-2025"
# An English edition is shown with its original.
ALL_DOCUMENTS = f"{sum(not p.stem.endswith('-en') for p in (ROOT / 'corpus' / 'documents').glob('*.md'))} 份资料"


@pytest.fixture
def page(size: str, browser: Browser, address: str) -> Iterator[Page]:
    """The page with its documents, in a browser that fails the test for any foreign request or script error."""
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    with Watched(context, address) as page:
        page.goto(f"{address}/sources/")
        expect(page.locator(".zt-document").first).to_be_visible()
        yield page


def _search(page: Page, words: str) -> Locator:
    page.get_by_label("查找内容").fill(words)
    page.get_by_label("查找内容").press("Enter")
    hits = page.locator(".zt-hit")
    expect(hits.first).to_be_visible()
    return hits


def _copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def _filters(page: Page) -> None:
    fold = page.locator(".zt-filter-fold")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


@ON_DESKTOP
def test_the_exact_clause_its_version_and_a_link_that_a_colleague_can_open(page: Page) -> None:
    hits = _search(page, f"「{CLAUSE}」")
    expect(page.locator(".zt-count")).to_contain_text("含有所引的原话")
    hit = hits.filter(has_text="移交工作的通知").first
    expect(hit.locator("mark")).to_have_text([CLAUSE])
    expect(hit).to_contain_text("部委通知")
    expect(hit).to_contain_text("转载页 2025·业务停止")
    expect(hit.locator("time")).to_have_text("2025")
    assert no_sideways_scroll(page)
    quote_of = hit.locator(".zt-quote").inner_text()
    hit.get_by_role("button", name="复制永久链接").click()
    expect(hit.get_by_role("button", name="已复制")).to_be_visible()
    link = _copied(page)
    other = page.context.new_page()
    other.goto(link)
    marks = other.locator("#zt-document-text mark")
    expect(marks.first).to_be_in_viewport()
    assert "".join("".join(marks.all_inner_texts()).split()) == "".join(quote_of.split())
    expect(other.get_by_role("heading", level=2)).to_contain_text("人社厅函〔2025〕154号")
    about = other.locator(".zt-about")
    if about.get_attribute("open") is None:
        about.locator("summary").click()
    expect(about).to_contain_text("具体发文日期未见")
    expect(about.get_by_role("link", name="https://www.shzv.edu.cn")).to_have_attribute("target", "_blank")
    assert no_sideways_scroll(other)
    # The link of what is shown is the one that was opened.
    other.locator(".zt-reader-head").get_by_role("button", name="复制永久链接").click()
    expect(other.get_by_role("button", name="已复制")).to_be_visible()
    assert _copied(other) == link


@ON_DESKTOP
def test_selected_words_are_linked_to_the_very_character(page: Page, address: str) -> None:
    page.goto(f"{address}/sources/?document={NOTICE}&locator={quote('转载页 2025·业务停止')}")
    expect(page.locator("#zt-document-text")).to_contain_text(CLAUSE)
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("zt-document-text"), NodeFilter.SHOW_TEXT);
            while (!walker.nextNode()?.data.includes(words));
            const range = document.createRange();
            const at = walker.currentNode.data.indexOf(words);
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        CLAUSE,
    )
    page.get_by_role("button", name="复制所选文字的链接").click()
    expect(page.locator("#zt-selection")).to_have_text("已复制")
    other = page.context.new_page()
    other.goto(_copied(page))
    expect(other.locator("#zt-document-text mark")).to_have_text([CLAUSE])
    expect(other.locator("#zt-document-text mark")).to_be_focused()


@ON_DESKTOP
def test_filters_narrow_documents_and_passages_and_stay_in_the_address(page: Page) -> None:
    expect(page.locator(".zt-count")).to_have_text(ALL_DOCUMENTS)
    _filters(page)
    page.get_by_label("效力", exact=True).select_option(label="国家标准")
    expect(page.locator(".zt-count")).to_have_text("1 份资料")
    expect(page.locator(".zt-document")).to_contain_text("730702")
    hits = _search(page, "学时")
    expect(hits.filter(has_not_text="国家标准")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("查找内容")).to_have_value("学时")
    expect(page.get_by_label("效力", exact=True)).to_have_value("national_standard")
    expect(hits.first).to_contain_text("学时")
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".zt-count")).to_have_text(ALL_DOCUMENTS)
    assert "?" not in page.url
    page.get_by_label("发布或施行从").fill("2025-01-01")
    expect(page.locator(".zt-count")).not_to_have_text(ALL_DOCUMENTS)
    expect(page.locator(".zt-document", has_text="730702")).to_be_visible()
    expect(page.locator(".zt-document", has_text="（A校）")).to_have_count(0)
    expect(page.locator(".zt-hint")).to_contain_text("没有注明日期")


@BOTH_SIZES
def test_a_document_has_its_outline_tables_and_a_way_back(page: Page, size: str) -> None:
    _search(page, "起草信保订单").first.get_by_role("link", name="打开全文").click()
    outline = page.locator(".zt-outline")
    text = page.locator("#zt-document-text")
    expect(text.locator("mark").first).to_be_in_viewport()
    expect(text.locator("table").first).to_be_attached()
    if size == "phone":
        assert outline.get_attribute("open") is None
        outline.locator("summary").click()
    else:
        expect(outline).to_be_in_viewport()
    outline.get_by_role("link", name="A校的培养特色").click()
    section = text.locator("section", has=page.get_by_role("heading", name="A校的培养特色"))
    expect(section.get_by_role("heading")).to_be_in_viewport()
    expect(section).to_be_focused()
    expect(outline.locator("[aria-current]")).to_have_text(["A校的培养特色"])
    page.evaluate("scrollTo(0, 0)")
    expect(outline.locator("[aria-current]")).not_to_have_text(["A校的培养特色"])
    assert "locator=" in page.url
    section.get_by_role("button", name="复制「A校的培养特色」的链接").click()
    other = page.context.new_page()
    other.goto(_copied(page))
    expect(other.get_by_role("heading", name="A校的培养特色")).to_be_in_viewport()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_label("查找内容")).to_have_value("起草信保订单")
    expect(page.locator(".zt-hit").first).to_be_visible()
    page.go_back()
    expect(text).to_be_visible()


@BOTH_SIZES
def test_two_editions_stand_row_by_row(page: Page, size: str) -> None:
    page.locator(".zt-document", has_text="730702").get_by_role("link", name="与英文版对照").click()
    row = page.locator('.zt-row[aria-label="第8.2节"]')
    left, right = row.locator(".zt-left"), row.locator(".zt-right")
    expect(left).to_contain_text("3000学时")
    expect(right).to_contain_text("3000 hours")
    row.scroll_into_view_if_needed()
    a, b = left.bounding_box(), right.bounding_box()
    assert a
    assert b
    if size == "desktop":
        assert a["y"] == b["y"]
        assert a["x"] + a["width"] <= b["x"]
    else:
        assert a["y"] + a["height"] <= b["y"]
    assert no_sideways_scroll(page)
    page.get_by_label("只看Teaching standard 730702").check()
    expect(left).to_be_hidden()
    expect(right).to_be_visible()
    page.get_by_label("两份").check()
    expect(left).to_be_visible()


def test_any_two_documents_can_be_laid_side_by_side(page: Page) -> None:
    page.get_by_role("link", name="失业保险技能提升补贴公开资料摘编").click()
    page.get_by_label("并排对照").select_option(label="职业、等级与专业标准公开资料摘编")
    panes = page.locator(".zt-panes > div")
    expect(panes).to_have_count(2)
    expect(panes.nth(0)).to_contain_text("参保满1年")
    expect(panes.nth(1)).to_contain_text("互联网营销师")
    expect(page.locator(".zt-reader-head")).to_contain_text("没有相近的章节")
    assert no_sideways_scroll(page)


def test_disagreements_say_who_says_what_and_which_is_preferred(page: Page) -> None:
    page.get_by_role("link", name="说法不一").click()
    card = page.locator("#conflict-b2b-batch")
    expect(card.locator("blockquote")).to_have_count(2)
    chosen = card.locator("li", has_text="取这一种")
    expect(chosen.locator("mark")).to_have_text(["第三批职业教育培训评价组织"])
    expect(chosen).to_contain_text("机构文件")
    expect(card).to_contain_text("A校论文只是一句转述")
    expect(page.locator("#conflict-b2b-standard-date")).to_contain_text("各种说法都保留")
    expect(page.locator("article", has_text="2025-12-31 起").first).to_contain_text("跨境电商B2B数据运营")
    assert no_sideways_scroll(page)
    chosen.get_by_role("link", name="打开全文").click()
    expect(page.locator("#zt-document-text mark").first).to_be_in_viewport()
    note = page.locator("aside.zt-notice", has_text="跨境电商B2B数据运营证书的试点批次")
    note.get_by_role("link", name="看各方说法").first.click()
    expect(card).to_be_in_viewport()


def test_the_source_panel_of_the_chat_leads_to_the_open_document(page: Page, address: str) -> None:
    for root in ("", "/en"):
        page.goto(f"{address}{root}/certificates/")
        page.locator(".zt-card .zt-cite").first.click()
        panel = page.locator("#zt-panel")
        quoted = panel.locator("mark").first
        expect(quoted).to_be_visible()
        words = quoted.inner_text()
        panel.locator(".zt-permanent a").click()
        expect(page.locator("#zt-document-text mark").first).to_have_text(words)
        assert page.url.startswith(f"{address}{root}/sources/?document=")


@ON_DESKTOP
def test_the_keyboard_finds_opens_and_returns(page: Page) -> None:
    page.get_by_label("查找内容").focus()
    page.keyboard.type("沉睡客户")
    page.keyboard.press("Enter")
    expect(page.locator(".zt-hit").first).to_contain_text("沉睡客户")
    for _ in range(24):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.zt-hit a')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#zt-document-text mark").first).to_be_focused()
    page.go_back()
    expect(page.locator(".zt-hit").first).to_be_visible()


def test_words_that_stand_nowhere_and_documents_that_are_gone_are_said(page: Page, address: str) -> None:
    _search(page, "薛定谔")
    expect(page.locator(".zt-count")).to_contain_text("没有资料含有这些词")
    page.goto(f"{address}/sources/?document=gone&start=1&end=2")
    expect(page.get_by_role("alert")).to_contain_text("没有这份资料")
    page.goto(f"{address}/sources?from=2025-02-30&q={quote('证书')}&authority=%3Cb%3E&more=%3Cb%3E")
    expect(page.get_by_role("alert")).to_contain_text("日期须存在")
    page.goto(
        f"{address}/sources/?document={NOTICE}&start=5&end=25&sum=00000000&locator={quote('转载页 2025·业务停止')}"
    )
    expect(page.locator(".zt-reader-head .zt-notice")).to_contain_text("链接里的原话已经不在")
    expect(page.locator("#zt-document-text mark")).to_have_count(0)


def test_english_page_and_the_same_place_in_the_other_language(page: Page, address: str) -> None:
    page.get_by_role("link", name="说法不一").click()
    expect(page.locator(".zt-conflict").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator("#conflict-1x-state")).to_contain_text("Why")
    assert page.url == f"{address}/en/sources/?view=conflicts"
    page.get_by_role("link", name="Find", exact=True).click()
    page.get_by_label("Search for").fill("industry college lecturers")
    hit = page.locator(".zt-hit").first
    expect(hit).to_contain_text("certified")
    expect(hit.locator("mark").first).to_be_visible()
    assert no_sideways_scroll(page)
    hit.get_by_role("link", name="Open the document").click()
    expect(page.locator("#zt-document-text mark").first).to_be_in_viewport()
    assert no_sideways_scroll(page)


def test_it_waits_while_the_index_loads_and_then_opens_the_link(
    browser: Browser, loading: tuple[str, threading.Event]
) -> None:
    address, go_on = loading
    with Watched(browser.new_context(viewport=SIZES["phone"]), address) as page:
        page.goto(f"{address}/sources/?document={NOTICE}")
        expect(page.locator("#zt-banner")).to_contain_text("3/8")
        expect(page.locator("#zt-search")).to_contain_text("正在载入资料")
        go_on.set()
        expect(page.locator("#zt-document-text")).to_contain_text(CLAUSE)
