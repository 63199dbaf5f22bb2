"""From a student's thumb to the staff's desk and the export, in real browsers, on a phone and a desktop."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.desk_visits import PASSWORD, Start, send_feedback, sign_in
from tests.browser.harness import BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, ask, no_sideways_scroll
from tests.browser.test_chat_page import EXAMPLE

pytestmark = BROWSER_TESTS
UNANSWERABLE = "操盘官考试的报名费是多少？"
REASON = "没说兼职的算不算<img src=x onerror=document.title='broken'>"


@pytest.fixture
def address(start: Start, hashed: str) -> str:
    return start(hashed)


@pytest.fixture
def student(size: str, browser: Browser, address: str) -> Iterator[Page]:
    (other,) = SIZES.keys() - {size}
    with Watched(browser.new_context(viewport=SIZES[other], has_touch=other == "phone"), address) as page:
        page.goto(address)
        yield page


@pytest.fixture
def staff(size: str, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone", accept_downloads=True)
    with Watched(context, address) as page:
        yield page


def _answered(page: Page, question: str) -> None:
    """Ask, and wait until the answer can be judged."""
    ask(page, question)
    last = page.locator(".zt-exchange.zt-last")
    expect(last.locator(".zt-question")).to_contain_text(question)
    expect(last.get_by_role("button", name="没帮助")).to_be_visible()


@ON_DESKTOP
def test_from_a_thumb_down_to_the_desk_the_reply_and_the_export(student: Page, staff: Page, address: str) -> None:
    _answered(student, EXAMPLE)
    _answered(student, "那人才基地呢？")
    last = student.locator(".zt-exchange.zt-last")
    last.get_by_role("button", name="没帮助").click()
    expect(last.get_by_role("status").last).to_have_text("谢谢，已交给老师查看。")
    expect(last.get_by_role("button", name="没帮助")).to_have_attribute("aria-pressed", "true")
    last.get_by_label("想补充说明吗？").fill(REASON)
    last.get_by_role("button", name="发送说明").click()
    expect(last.get_by_role("status").last).to_have_text("谢谢，说明已收到。")
    assert no_sideways_scroll(student)
    # What was said stays said, also where the page is drawn anew.
    _answered(student, "教材有哪些？")
    judged = student.locator(".zt-exchange").nth(1)
    expect(judged.get_by_role("button", name="没帮助")).to_have_attribute("aria-pressed", "true")

    sign_in(staff, address)
    ticket = staff.get_by_role("article")
    expect(ticket).to_have_count(1)
    expect(ticket.get_by_role("heading", name="那人才基地呢？")).to_be_visible()
    expect(ticket.locator(".zt-note")).to_contain_text(REASON)
    assert "工作台" in staff.title()
    ticket.get_by_text("检索过程").click()
    expect(ticket.locator("tr.zt-quoted", has_text="人才基地的师资要求是至少2名1+X认证讲师")).to_be_visible()
    expect(ticket.get_by_role("definition").first).to_contain_text("讲师")
    ticket.get_by_text("当时的回答").click()
    ticket.locator(".zt-source").first.click()
    expect(staff.get_by_role("dialog", name="出处", exact=True).locator("mark").first).to_be_in_viewport()
    staff.keyboard.press("Escape")

    ticket.get_by_role("button", name="回复", exact=True).click()
    expect(ticket.get_by_role("status")).to_contain_text("请先写回复")
    ticket.get_by_label("回复学生").fill("兼职的不算。<b>")
    ticket.get_by_role("button", name="标为已修正").click()
    expect(ticket.get_by_role("status")).to_have_text("已保存。")
    expect(ticket.locator(".zt-tags")).to_contain_text("已修正")
    staff.get_by_label("显示").select_option("done")
    export = staff.get_by_role("link", name="导出 CSV")
    expect(export).to_have_attribute("href", re.compile("state=fixed"))
    expect(ticket.get_by_role("button", name="重新打开")).to_be_visible()
    with staff.expect_download() as download:
        export.click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [(r["问题 question"], r["原因 reason"], r["状态 state"]) for r in rows] == [
        ("那人才基地呢？", REASON, "fixed")
    ]
    assert no_sideways_scroll(staff)

    student.reload()
    expect(student.locator(".zt-reply:visible")).to_have_text("老师回复：兼职的不算。<b>")
    staff.get_by_role("button", name="退出").click()
    expect(staff.get_by_label("密码")).to_be_visible()
    staff.go_back()
    expect(staff.get_by_role("article")).to_have_count(0)


def test_an_unanswered_question_goes_to_staff_once_though_it_failed_at_first(browser: Browser, address: str) -> None:
    # Unwatched: a refused request is an error on the browser's console.
    page = browser.new_page(viewport=SIZES["phone"])
    page.goto(address)
    _answered(page, EXAMPLE)
    expect(page.get_by_role("button", name="没有答上，交给老师")).to_have_count(0)
    _answered(page, UNANSWERABLE)
    last = page.locator(".zt-exchange.zt-last")
    said = last.locator(".zt-rated")
    send = last.get_by_role("button", name="没有答上，交给老师")

    def refuse(route: Route) -> None:
        route.fulfill(status=429, json={"error": {"code": "too_many", "message": "请约 3 分钟后再试。"}})

    page.route("**/api/feedback", refuse)
    send.click()
    expect(said).to_have_text("没有发出去：请约 3 分钟后再试。")
    expect(send).to_have_attribute("aria-pressed", "false")
    page.unroute("**/api/feedback")
    page.context.set_offline(True)
    last.get_by_role("button", name="再试一次").click()
    expect(said).to_have_text("没有发出去：请检查网络连接。")
    page.context.set_offline(False)
    last.get_by_role("button", name="再试一次").click()
    expect(said).to_contain_text("已交给老师")
    send.click()
    page.close()
    with httpx.Client(base_url=address) as staff:
        staff.post("/api/desk/session", json={"password": PASSWORD})
        records = staff.get("/api/desk/feedback").json()["records"]
    assert [(r["question"], r["rating"], r["status"]) for r in records] == [(UNANSWERABLE, "unanswered", "abstained")]


def test_the_desk_on_a_phone_in_english(browser: Browser, address: str) -> None:
    for _ in range(21):
        send_feedback(address, rating="unanswered")
    with Watched(browser.new_context(viewport=SIZES["phone"], has_touch=True), address) as page:
        sign_in(page, address, "/en/desk")
        expect(page.get_by_role("article")).to_have_count(20)
        page.get_by_role("button", name="Show more").click()
        expect(page.get_by_role("article")).to_have_count(21)
        overview = page.locator("#zt-overview")
        expect(overview).to_contain_text("The index holds the documents as they are now.")
        expect(overview).to_contain_text("make eval")
        overview.get_by_text(re.compile("List of documents")).click()
        expect(overview).to_contain_text("专业教学标准")
        first = page.get_by_role("article").first
        removed = first.get_attribute("data-id")
        page.once("dialog", lambda dialog: dialog.dismiss())
        first.get_by_role("button", name="Delete").click()
        expect(first).to_have_attribute("data-id", str(removed))
        page.once("dialog", lambda dialog: dialog.accept())
        first.get_by_role("button", name="Delete").click()
        expect(page.get_by_role("article")).to_have_count(20)
        expect(page.locator(f'[data-id="{removed}"]')).to_have_count(0)
        page.get_by_label("Kind").select_option("up")
        expect(page.locator("#zt-queue")).to_contain_text("Nothing to do.")
        page.get_by_label("Kind").select_option("queue")
        assert no_sideways_scroll(page)


def test_a_reply_survives_the_end_of_the_session(browser: Browser, address: str) -> None:
    send_feedback(address)
    page = browser.new_page(viewport=SIZES["desktop"])
    sign_in(page, address)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    ticket = page.get_by_role("article")
    ticket.get_by_label("回复学生").fill("写了一半")
    ticket.get_by_role("button", name="回复", exact=True).click()
    expect(ticket.get_by_role("status")).to_contain_text("登录已过期")
    expect(ticket.get_by_label("回复学生")).to_have_value("写了一半")
    page.context.add_cookies(cookies)
    ticket.get_by_role("button", name="回复", exact=True).click()
    expect(ticket.get_by_role("status")).to_have_text("已保存。")
    expect(ticket.locator(".zt-tags")).to_contain_text("已回复")
    page.close()
