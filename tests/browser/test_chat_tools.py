"""Around the conversation, in a real browser: history, sharing, files, the day, and a server that goes away."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pytest
import uvicorn
from fastapi import FastAPI
from gradio.context import Context
from playwright.sync_api import Browser, Page, expect

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web.mount import mount_web
from tests.browser.harness import BOTH_SIZES, BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, ask, no_sideways_scroll
from tests.browser.test_chat_page import EXAMPLE, address, page

__all__ = ["address", "page"]
pytestmark = BROWSER_TESTS
SECOND = "中级教材《跨境电商B2B店铺数据运营》多少学时？"


def _answered(page: Page, question: str, text: str) -> None:
    before = page.locator(".zt-exchange").count()
    ask(page, question)
    expect(page.locator(".zt-exchange")).to_have_count(before + 1)
    expect(page.locator(".zt-answer").last).to_contain_text(text)
    expect(page.locator(".zt-exchange.zt-last .zt-menu")).to_be_visible()
    # The stream has ended; Gradio complains in the console of one that a reload cuts off.
    page.wait_for_function(
        "() => JSON.parse(localStorage.getItem('zhengtu-history') ?? '[{}]')[0].exchanges?.at(-1).answer"
    )


def _history(page: Page) -> list[dict[str, object]]:
    return list(page.evaluate("JSON.parse(localStorage.getItem('zhengtu-history') ?? '[]')"))


@BOTH_SIZES
def test_history_is_listed_opened_and_deleted(page: Page) -> None:
    _answered(page, EXAMPLE, "4名")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".zt-welcome")).to_be_visible()
    _answered(page, SECOND, "48")
    page.reload()
    drawer = page.get_by_role("dialog", name="历史")
    page.get_by_role("button", name="历史").click()
    expect(drawer.locator("b")).to_have_text([SECOND, EXAMPLE])
    expect(drawer.locator("[aria-current]")).to_contain_text(SECOND)
    assert no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("button", name="历史")).to_be_focused()
    page.keyboard.press("Enter")
    drawer.get_by_role("button", name=EXAMPLE).first.click()
    expect(drawer).to_be_hidden()
    expect(page.locator(".zt-question p")).to_have_text([EXAMPLE])
    page.locator(".zt-text .zt-cite").first.click()
    expect(page.locator(".zt-panel mark").first).to_be_visible()
    page.keyboard.press("Escape")
    # What is opened goes on in its own place of the history.
    _answered(page, "那人才基地呢？", "2名")
    page.get_by_role("button", name="历史").click()
    expect(drawer.locator("small")).to_contain_text(["2 个问题", "1 个问题"])
    drawer.get_by_role("button", name=f"删除: {EXAMPLE}").click()
    expect(page.locator(".zt-welcome")).to_be_visible()
    expect(drawer.locator("b")).to_have_text([SECOND])
    drawer.get_by_role("button", name="全部删除").click()
    expect(drawer.locator("b")).to_have_count(1)
    drawer.get_by_role("button", name="再点一次，全部删除").click()
    expect(drawer).to_contain_text("还没有对话")
    page.reload()
    expect(page.locator(".zt-welcome")).to_be_visible()
    assert _history(page) == []


def test_history_keeps_within_its_bounds_and_bears_foreign_contents(page: Page) -> None:
    page.evaluate("localStorage.setItem('zhengtu-history', '{broken')")
    _answered(page, EXAMPLE, "4名")
    assert [len(e["exchanges"]) for e in _history(page)] == [1]
    page.evaluate(
        """() => {
            const [entry] = JSON.parse(localStorage.getItem('zhengtu-history'));
            const many = [...Array(30).keys()].map(n => ({...entry, id: `old-${n}`}));
            for (const e of many.slice(5)) e.exchanges = [{question: 'x'.repeat(200_000)}];
            localStorage.setItem('zhengtu-history', JSON.stringify(many));
        }"""
    )
    _answered(page, SECOND, "48")
    kept = _history(page)
    assert 2 < len(kept) < 20
    assert len(json.dumps(kept, ensure_ascii=False)) <= 1_500_000
    assert [e["id"] for e in kept[1:4]] == ["old-0", "old-1", "old-2"]


@ON_DESKTOP
def test_a_link_asks_its_questions_again_elsewhere(page: Page, browser: Browser, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _answered(page, EXAMPLE, "4名")
    page.locator("#zt-day summary").click()
    page.locator("#zt-day-input").fill("2024-06-01")
    _answered(page, "那人才基地呢？", "2名")
    page.locator(".zt-menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("链接里只有问题")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".zt-menu [role=status]")).to_have_text("链接已复制。")
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(page.locator(".zt-menu-list")).to_be_hidden()
    expect(page.locator(".zt-menu summary")).to_be_focused()
    with Watched(browser.new_context(), address) as other:
        other.goto(address)
        _answered(other, SECOND, "48")
        other.goto(link)
        expect(other.locator(".zt-answer")).to_have_count(2)
        expect(other.locator(".zt-question p")).to_have_text([EXAMPLE, "那人才基地呢？"])
        expect(other.locator(".zt-answer").last).to_contain_text("2名")
        expect(other.locator(".zt-day-tag")).to_have_text("按 2024-06-01 的情况回答")
        expect(other).to_have_url(f"{address}/")
        assert len(_history(other)) == 2, "what this person had asked before is still in the history"


@pytest.mark.parametrize("fragment", ["%%%", "bm90IGpzb24", "W10", "eyJhIjoxfQ", "WzEsMl0"])
def test_a_broken_link_says_so(browser: Browser, address: str, fragment: str) -> None:
    with Watched(browser.new_context(), address) as page:
        page.goto(f"{address}/#ask={fragment}")
        expect(page.locator("#zt-banner")).to_contain_text("这个链接不完整")
        page.get_by_role("button", name="知道了").click()
        expect(page.locator("#zt-banner")).to_be_hidden()
        expect(page.locator(".zt-welcome")).to_be_visible()


def test_a_conversation_too_long_for_a_link_is_said_and_downloads(page: Page) -> None:
    _answered(page, EXAMPLE, "4名")
    _answered(page, "人才基地至少要几名1+X认证讲师？" + "1+X认证讲师。" * 180, "2名")
    page.locator(".zt-menu summary").click()
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".zt-menu [role=status]")).to_contain_text("对话太长")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Markdown").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith(".md")
    assert f"## {EXAMPLE}" in text
    assert "- [1] 合作办法 · 测试发布方 · 2021 · 第1节: “产业学院的师资要求是至少4名1+X认证讲师。”" in text


@ON_DESKTOP
def test_a_conversation_is_saved_as_a_pdf_with_its_sources(page: Page) -> None:
    _answered(page, EXAMPLE, "4名")
    page.locator(".zt-menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    with pdfplumber.open(download.value.path()) as sheet:
        text = "".join(page_.extract_text() for page_ in sheet.pages)
    assert EXAMPLE in text
    assert "产业学院的师资要求是至少4名1+X认证讲师。" in text


def test_the_chosen_day_goes_with_the_question_and_a_day_that_does_not_exist_is_refused(page: Page) -> None:
    page.locator("#zt-day summary").click()
    page.get_by_label("按哪一天的情况回答").fill("2024-06-01")
    expect(page.locator("#zt-day-used")).to_have_text("按 2024-06-01 的情况回答")
    _answered(page, EXAMPLE, "4名")
    expect(page.locator(".zt-day-tag")).to_have_text("按 2024-06-01 的情况回答")
    assert no_sideways_scroll(page)
    page.locator("#zt-day summary").click()
    page.get_by_role("button", name="回到今天").click()
    expect(page.locator("#zt-day-used")).to_be_hidden()
    page.get_by_label("按哪一天的情况回答").click()
    page.keyboard.type("02302024")
    ask(page, SECOND)
    expect(page.locator(".zt-problem").last).to_contain_text("没有这一天")
    page.locator("#zt-day summary").click()
    page.get_by_role("button", name="回到今天").click()
    page.get_by_role("button", name="重新回答").click()
    expect(page.locator(".zt-answer").last).to_contain_text("48")
    expect(page.locator(".zt-day-tag")).to_have_count(1)


class _Away:
    """A server that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self, open_assistant: Callable[[Callable[[int, int], None]], Assistant]) -> None:
        # A new process counts its components from the beginning.
        Context.id = 0
        loader = AssistantLoader(open_assistant)
        loader.start()
        app: FastAPI = mount_web(create_app(loader), loader)
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self._port, log_level="critical"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)

    def stop(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(20)


@pytest.fixture
def away() -> Iterator[_Away]:
    away = _Away()
    yield away
    away.stop()


def test_a_lost_connection_is_said_and_the_question_answered_when_it_is_back(
    browser: Browser, away: _Away, tiny_assistant: Assistant
) -> None:
    never = threading.Event()

    def open_never(progress: Callable[[int, int], None]) -> Assistant:
        progress(1, 8)
        never.wait(60)
        return tiny_assistant

    away.start(open_never)
    with browser.new_context(viewport=SIZES["phone"]) as context:
        page = context.new_page()
        page.goto(away.address)
        expect(page.locator("#zt-banner")).to_contain_text("1/8")
        ask(page, EXAMPLE)
        expect(page.locator(".zt-waiting")).to_contain_text("1/8")
        away.stop()
        expect(page.locator("#zt-banner")).to_contain_text("连接断开", timeout=10_000)
        away.start(lambda _: tiny_assistant)
        # Cut off in the middle, and asked again without anybody's doing.
        expect(page.locator(".zt-answer")).to_contain_text("4名", timeout=20_000)
        expect(page.locator(".zt-exchange")).to_have_count(1)
        away.stop()
        expect(page.locator("#zt-banner")).to_contain_text("连接断开", timeout=10_000)
        ask(page, SECOND)
        away.start(lambda _: tiny_assistant)
        # Asked while nobody was there.
        expect(page.locator(".zt-answer").last).to_contain_text("48", timeout=20_000)
        expect(page.locator("#zt-banner")).to_be_hidden()
    never.set()


def test_documents_rebuilt_while_someone_reads(
    browser: Browser, away: _Away, tiny_assistant: Assistant, tiny_corpus: Path, tmp_path: Path
) -> None:
    away.start(lambda _: tiny_assistant)
    changed = tmp_path / "corpus"
    shutil.copytree(tiny_corpus, changed)
    rules = changed / "documents" / "rules.md"
    rules.write_text(
        rules.read_text(encoding="utf-8")
        .replace("产业学院的师资", "本办法2026年修订。\n\n产业学院的师资")
        .replace("4名", "5名"),
        encoding="utf-8",
    )
    newer = Assistant.open(Settings(corpus=changed, index=tmp_path / "index"))
    with browser.new_context(viewport=SIZES["desktop"]) as context:
        page = context.new_page()
        page.goto(away.address)
        _answered(page, EXAMPLE, "4名")
        away.stop()
        away.start(lambda _: newer)
        expect(page.locator("#zt-banner")).to_contain_text("资料刚刚更新过", timeout=15_000)
        page.locator(".zt-text .zt-cite").first.click()
        expect(page.locator("#zt-panel-body")).to_contain_text("引用的那句话已不在原处")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="知道了").click()
        page.get_by_role("button", name="重新回答").click()
        expect(page.locator(".zt-answer")).to_contain_text("5名")
        page.locator(".zt-text .zt-cite").first.click()
        expect(page.locator(".zt-panel mark").first).to_contain_text("5名")
