"""The practice page in a real browser, on a desktop and a phone, over the project's own records."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answering.practice import practice_of
from assistant.assistant import Assistant
from assistant.catalogue.practice import Item
from assistant.types import Language
from assistant.web.strings import ZH
from tests.browser.harness import BOTH_SIZES, BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, no_sideways_scroll

pytestmark = BROWSER_TESTS


@pytest.fixture
def page(size: str, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone")
    with Watched(context, address) as page:
        page.goto(f"{address}/practice")
        expect(page.get_by_role("button", name="提交答案")).to_be_visible()
        yield page


def _filter(page: Page, name: str, value: str) -> None:
    """Choose, and wait until the page was drawn anew: until then the filters are disabled."""
    filter_ = page.get_by_label(name, exact=True)
    filter_.select_option(value)
    expect(filter_).to_be_enabled()
    expect(filter_).to_have_value(value)


def _choose_kind(page: Page, kind: str) -> None:
    _filter(page, "题型", next(k for k, name in ZH.of("practice").kinds.items() if name == kind))
    expect(page.locator(".zt-badge")).to_have_text(kind)


def _item(page: Page, assistant: Assistant, language: Language = Language.ZH) -> Item:
    id_ = page.locator("form[data-item]").get_attribute("data-item")
    item = practice_of(assistant).generator.item(id_ or "", language)
    assert item is not None
    return item


def _submit(page: Page) -> None:
    page.get_by_role("button", name="提交答案").click()


@BOTH_SIZES
def test_single_choice_right_answer_is_explained_cited_and_remembered(page: Page, assistant: Assistant) -> None:
    _filter(page, "证书", "cert-b2b-data")
    _filter(page, "等级", "中级")
    _filter(page, "工作领域", "跨境交易履约")
    _choose_kind(page, "单选题")
    item = _item(page, assistant)
    assert (item.certificate, item.level, item.area) == ("cert-b2b-data", "中级", "跨境交易履约")
    assert no_sideways_scroll(page)
    page.locator(f"input[value={item.key[0]}]").check()
    _submit(page)
    verdict = page.get_by_role("heading", name="答对了")
    expect(verdict).to_be_focused()
    expect(page.locator(".zt-progress")).to_contain_text("答对 1 题")
    expect(page.locator(".zt-review li").first).to_be_visible()
    assert no_sideways_scroll(page)
    page.locator(".zt-explained .zt-cite").first.click()
    panel = page.get_by_role("dialog", name="出处", exact=True)
    expect(panel.locator("mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="答对了")).to_be_visible()
    expect(page.get_by_label("工作领域", exact=True)).to_have_value("跨境交易履约")
    page.get_by_role("button", name="下一题").click()
    expect(page.locator("#zt-stem")).to_be_focused()
    assert _item(page, assistant).id != item.id


def test_wrong_and_missing_choices_are_named_and_the_item_waits_to_be_repeated(
    page: Page, assistant: Assistant
) -> None:
    _choose_kind(page, "多选题")
    item = _item(page, assistant)
    texts = {o.id: o.text for o in item.options}
    wrong = next(o.id for o in item.options if o.id not in item.key)
    for id_ in (wrong, *item.key[1:]):
        page.locator(f"input[value={id_}]").check()
    _submit(page)
    feedback = page.locator(".zt-feedback")
    expect(feedback).to_contain_text("还不对")
    expect(feedback).to_contain_text(texts[wrong])
    expect(feedback).to_contain_text(texts[item.key[0]])
    expect(page.locator(".zt-answered li", has_text="正确答案")).to_have_count(len(item.key))
    expect(page.locator(".zt-progress")).to_contain_text("待重做 1 题")


def test_matching_is_answered_by_selects(page: Page, assistant: Assistant) -> None:
    _choose_kind(page, "配对题")
    item = _item(page, assistant)
    for prompt, key in zip(item.prompts, item.key, strict=True):
        page.get_by_label(prompt, exact=True).select_option(key)
    assert no_sideways_scroll(page)
    _submit(page)
    expect(page.get_by_role("heading", name="答对了")).to_be_visible()
    assert no_sideways_scroll(page)


def test_ordering_incomplete_is_handed_back_and_then_graded(page: Page, assistant: Assistant) -> None:
    _choose_kind(page, "排序题")
    item = _item(page, assistant)
    _submit(page)
    expect(page.get_by_role("alert")).to_have_text("请先把答案选完整。")
    for place, key in enumerate(item.key, start=1):
        page.locator(f"#zt-c-{key}").select_option(str(place))
    _submit(page)
    expect(page.get_by_role("heading", name="答对了")).to_be_visible()


@ON_DESKTOP
def test_a_question_is_answered_with_the_keyboard_alone(page: Page, assistant: Assistant) -> None:
    _choose_kind(page, "单选题")
    expect(page.get_by_label("题型", exact=True)).to_be_focused()
    item = _item(page, assistant)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range([o.id for o in item.options].index(item.key[0])):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="答对了")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="下一题")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#zt-stem")).to_be_focused()


def test_a_scope_comes_to_its_end_and_starts_over(page: Page, assistant: Assistant) -> None:
    _filter(page, "证书", "cert-live-operation")
    for n in range(1, 4):
        expect(page.locator(".zt-progress")).to_contain_text(f"答对 {n - 1} 题")
        for key in _item(page, assistant).key:
            page.locator(f"input[value={key}]").check()
        _submit(page)
        expect(page.locator(".zt-progress")).to_contain_text(f"这个范围 3 题，答对 {n} 题")
        page.get_by_role("button", name="下一题").click()
        expect(page.locator("[data-focus]")).to_be_focused()
    expect(page.get_by_role("heading", name="这个范围的题都答对了")).to_be_visible()
    page.get_by_role("button", name="从头练这个范围").click()
    expect(page.locator(".zt-progress")).to_contain_text("答对 0 题")


@ON_DESKTOP
def test_pages_are_linked_in_both_languages_and_share_progress(page: Page, assistant: Assistant, address: str) -> None:
    _filter(page, "证书", "cert-b2c-data")
    _choose_kind(page, "单选题")
    id_ = _item(page, assistant).id
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Check answer")).to_be_visible()
    expect(page).to_have_url(f"{address}/en/practice/")
    item = _item(page, assistant, Language.EN)
    assert item.id == id_
    expect(page.locator("#zt-stem")).to_have_text(item.stem)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert no_sideways_scroll(page)
    expect(page.get_by_role("link", name="Practice")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Chat").click()
    expect(page).to_have_url(f"{address}/en/")
    expect(page.get_by_role("button", name="New chat")).to_be_visible()
    assert no_sideways_scroll(page)
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{address}/")
    page.get_by_role("link", name="练习").click()
    expect(page).to_have_url(f"{address}/practice/")
    expect(page.get_by_label("证书", exact=True)).to_have_value("cert-b2c-data")


def test_page_shows_while_loading(browser: Browser, loading: tuple[str, threading.Event]) -> None:
    address, go_on = loading
    with Watched(browser.new_context(viewport=SIZES["phone"]), address) as page:
        page.goto(f"{address}/practice/")
        expect(page.locator(".zt-practice")).to_contain_text(re.compile("3/8"))
        go_on.set()
        expect(page.get_by_role("button", name="提交答案")).to_be_visible()
