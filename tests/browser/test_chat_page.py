"""The chat page in a real browser, on a desktop and a phone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.web.mount import mount_web
from tests.api.serving import loaded
from tests.browser.harness import (
    BOTH_SIZES,
    BROWSER_TESTS,
    ON_DESKTOP,
    SIZES,
    Watched,
    ask,
    listens,
    no_sideways_scroll,
)

EXAMPLE = "产业学院至少要几名1+X认证讲师？"
pytestmark = BROWSER_TESTS


@pytest.fixture(scope="module")
def address(tiny_assistant: Assistant, serve_app: Callable[[FastAPI], str]) -> str:
    loader = loaded(tiny_assistant)
    return serve_app(mount_web(create_app(loader), loader))


@pytest.fixture
def page(size: str, browser: Browser, address: str) -> Iterator[Page]:
    """The page open and alive; whatever it asks of another host, or complains of, fails the test."""
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone")
    with Watched(context, address) as page:
        page.goto(address)
        expect(page.locator(".zt-chip").first).to_be_visible()
        listens(page)
        yield page


@BOTH_SIZES
def test_example_answer_citation_and_highlight(page: Page) -> None:
    assert no_sideways_scroll(page)
    page.get_by_role("button", name=EXAMPLE).click()
    expect(page.locator(".zt-question")).to_contain_text(EXAMPLE)
    expect(page.locator(".zt-answer")).to_contain_text("4名")
    expect(page.locator(".zt-answer")).to_have_attribute("aria-busy", "false")
    assert no_sideways_scroll(page)
    mark = page.locator(".zt-text .zt-cite").first
    mark.click()
    panel = page.get_by_role("dialog", name="出处", exact=True)
    expect(panel.locator("mark").first).to_contain_text("产业学院的师资要求是至少4名1+X认证讲师")
    expect(panel.locator("mark").first).to_be_in_viewport()
    expect(panel.get_by_role("heading", name="合作办法")).to_be_focused()
    assert no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_quoted_row_is_marked_in_its_table(page: Page) -> None:
    ask(page, "中级教材《跨境电商B2B店铺数据运营》多少学时？")
    page.locator(".zt-source").first.click()
    row = page.locator(".zt-panel tr.zt-quoted")
    expect(row).to_contain_text("48")
    expect(page.locator(".zt-panel th").first).to_have_text("等级")
    assert no_sideways_scroll(page)


def test_empty_and_html_questions(page: Page) -> None:
    ask(page, "   ")
    expect(page.get_by_placeholder("请先写下问题。")).to_be_visible()
    expect(page.locator(".zt-welcome")).to_be_visible()
    ask(page, "<img src=x onerror=document.title='broken'><b>产业学院</b>")
    expect(page.locator(".zt-question p")).to_have_text("<img src=x onerror=document.title='broken'><b>产业学院</b>")
    expect(page.locator(".zt-answer")).to_have_attribute("aria-busy", "false")
    assert page.locator(".zt-question img, .zt-question b, .zt-answer img").count() == 0
    assert page.title() != "broken"


def test_too_long_and_binary_questions_get_a_clear_reply(page: Page) -> None:
    ask(page, "问" * 100_000)
    expect(page.locator(".zt-problem")).to_contain_text("问题太长")
    ask(page, "\x01\x02\x03\x04\x05\x06")
    expect(page.locator(".zt-problem").last).to_contain_text("不是可读的文本")
    assert no_sideways_scroll(page)


@ON_DESKTOP
def test_conversation_survives_reload_and_language_and_ends_with_new_chat(page: Page) -> None:
    ask(page, EXAMPLE)
    expect(page.locator(".zt-actions [data-action=copy]")).to_be_visible()
    page.reload()
    expect(page.locator(".zt-question")).to_contain_text(EXAMPLE)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="New chat")).to_be_visible()
    expect(page.locator(".zt-question")).to_contain_text(EXAMPLE)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="New chat").click()
    expect(page.get_by_role("heading", name="Which certificate are you looking into?")).to_be_visible()
    page.reload()
    expect(page.locator(".zt-welcome")).to_be_visible()


@ON_DESKTOP
def test_retry_answers_again_in_place(page: Page) -> None:
    ask(page, EXAMPLE)
    retry = page.get_by_role("button", name="重新回答")
    expect(retry).to_be_visible()
    ask(page, "那人才基地呢？")
    expect(page.locator(".zt-answer").last).to_contain_text("2名")
    expect(page.locator(".zt-exchange")).to_have_count(2)
    expect(retry).to_have_count(1)
    with page.expect_response("**/queue/join*"):
        retry.click()
    expect(page.locator(".zt-answer").last).to_contain_text("2名")
    expect(page.locator(".zt-exchange")).to_have_count(2)


def test_page_shows_while_loading_and_then_answers(browser: Browser, loading: tuple[str, threading.Event]) -> None:
    address, go_on = loading
    with Watched(browser.new_context(viewport=SIZES["phone"]), address) as page:
        page.goto(address)
        expect(page.locator("#zt-banner")).to_contain_text("3/8")
        ask(page, EXAMPLE)
        expect(page.locator(".zt-waiting")).to_contain_text("3/8")
        page.get_by_role("button", name="停止").click()
        expect(page.locator(".zt-problem")).to_have_text("已停止。")
        page.get_by_role("button", name="重新回答").click()
        expect(page.locator(".zt-waiting")).to_be_visible()
        go_on.set()
        expect(page.locator(".zt-answer")).to_contain_text("4名")
        expect(page.locator("#zt-banner")).to_be_hidden()
