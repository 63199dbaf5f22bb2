"""The certificates page in a real browser, on a desktop and a phone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import BOTH_SIZES, BROWSER_TESTS, ON_DESKTOP, SIZES, Watched, no_sideways_scroll

pytestmark = BROWSER_TESTS
B2B, B2C, OPERATOR, SERVICE = "cert-b2b-data", "cert-b2c-data", "centre-operator", "cert-customer-service"


@pytest.fixture
def page(size: str, browser: Browser, address: str) -> Iterator[Page]:
    """The page with its cards, in a browser that fails the test for any foreign request or script error."""
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone")
    with Watched(context, address) as page:
        page.goto(f"{address}/certificates/")
        expect(page.locator(".zt-card").first).to_be_visible()
        yield page


def _ids(page: Page) -> list[str]:
    return [str(c.get_attribute("id")).removeprefix("zt-card-") for c in page.locator(".zt-card").all()]


def _pick(page: Page, id_: str) -> None:
    page.locator(f"[data-compare={id_}]").check()


def test_filters_by_role_level_issuer_and_status(page: Page) -> None:
    expect(page.locator(".zt-count")).to_contain_text("16")
    assert no_sideways_scroll(page)
    page.get_by_label("岗位或想做的事").fill("亚马逊")
    expect(page.locator(".zt-count")).to_have_text("共 1 张")
    assert _ids(page) == ["cert-multi-platform"]
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".zt-count")).to_contain_text("16")
    page.get_by_label("等级", exact=True).select_option(label="初级")
    expect(page.locator(".zt-count")).to_have_text("共 1 张")
    assert _ids(page) == [B2B]
    page.get_by_label("等级", exact=True).select_option("")
    page.get_by_label("评价组织").select_option(label="阿里巴巴国际站认证中心")
    page.get_by_label("状态", exact=True).select_option(label="筹建中")
    expect(page.locator(".zt-count")).to_have_text("共 2 张")
    page.get_by_label("岗位或想做的事").fill("会计")
    expect(page.locator(".zt-empty")).to_contain_text("没有符合条件的证书")


def test_the_day_decides_the_status_and_the_address_keeps_the_filters(page: Page) -> None:
    card = page.locator(f"#zt-card-{B2B}")
    page.get_by_label("按这一天的状态").fill("2024-06-01")
    expect(card.locator(".zt-state")).to_have_text("开展中")
    page.get_by_label("岗位或想做的事").fill("客服")
    expect(page.locator(".zt-count")).not_to_contain_text("16")
    page.reload()
    expect(page.get_by_label("岗位或想做的事")).to_have_value("客服")
    expect(page.get_by_label("按这一天的状态")).to_have_value("2024-06-01")
    expect(page.locator(f"#zt-card-{SERVICE} .zt-state")).to_have_text("开展中")
    expect(card).to_have_count(0)


def test_an_opened_card_holds_everything_with_its_sources(page: Page) -> None:
    card = page.locator(f"#zt-card-{B2B}")
    card.locator(".zt-more > summary").click()
    detail = card.locator(".zt-detail")
    expect(detail.locator(".zt-timeline li")).to_have_count(2)
    expect(detail.locator(".zt-timeline [aria-current]")).to_contain_text("2025-12-31")
    expect(detail).to_contain_text("跨境交易履约")
    books = detail.locator("table").filter(has_text="《国际搜索引擎优化与营销》")
    expect(books.locator("tr").filter(has_text="《国际搜索引擎优化与营销》")).to_contain_text("资料未说明")
    detail.get_by_text("1.2 店铺营销 (4)").click()
    expect(detail.get_by_text("制定并执行平台内搜索引擎推广计划")).to_be_visible()
    expect(detail).to_contain_text("第三批职业教育培训评价组织")
    assert no_sideways_scroll(page)
    detail.get_by_text("制定并执行平台内搜索引擎推广计划").locator(".zt-cite").click()
    panel = page.get_by_role("dialog", name="出处", exact=True)
    expect(panel.locator("mark").first).to_be_in_viewport()
    expect(panel.locator("tr.zt-quoted")).to_contain_text("1.2.4")
    assert no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@ON_DESKTOP
def test_the_numbers_of_a_card_open_the_places_that_state_its_values(page: Page) -> None:
    card = page.locator(f"#zt-card-{B2B}")
    level = card.locator("dl > div").first
    expect(level).to_contain_text("初级")
    # 初级 is stated by the slides, 中级 by the table of the paper.
    level.locator(".zt-cite").first.click()
    panel = page.get_by_role("dialog", name="出处", exact=True)
    expect(panel.locator("mark").first).to_contain_text("初级")
    expect(panel.get_by_role("heading", name="阿里巴巴国际站 跨境电商高校人才计划")).to_be_focused()


@BOTH_SIZES
def test_three_side_by_side_with_differences_marked(page: Page) -> None:
    _pick(page, B2B)
    expect(page.locator("#zt-compare")).to_contain_text("再选一张")
    _pick(page, B2C)
    table = page.locator("#zt-compare table")
    expect(table.locator("thead th")).to_have_text(["跨境电商B2B数据运营", "跨境电商B2C数据运营"])
    issuer = table.locator("tr.zt-field").filter(has_text="评价组织")
    expect(issuer.locator(".zt-differs")).to_have_text("不同")
    status = table.locator("tr.zt-field").filter(has_text=re.compile(r"^\s*状态"))
    expect(status.locator(".zt-differs")).to_have_count(0)
    posts = table.locator("tr.zt-field", has_text="面向岗位").locator("xpath=following-sibling::tr[1]/td")
    # Both name 跨境电商运营; only what one of them names is marked.
    expect(posts.nth(0).locator(".zt-only")).to_have_text(["跨境电商营销和销售"])
    _pick(page, OPERATOR)
    expect(table.locator("thead th")).to_have_count(3)
    expect(status.locator(".zt-differs")).to_have_text("不同")
    expect(page.locator(f"[data-compare={SERVICE}]")).to_be_disabled()
    assert no_sideways_scroll(page)
    page.reload()
    expect(table.locator("thead th")).to_have_count(3)
    page.get_by_role("button", name="清空比较").click()
    expect(page.locator("#zt-compare")).to_be_hidden()
    expect(page.locator(f"[data-compare={SERVICE}]")).to_be_enabled()
    assert "compare" not in page.url


@ON_DESKTOP
def test_the_keyboard_reaches_and_works_everything(page: Page) -> None:
    page.get_by_label("岗位或想做的事").focus()
    page.keyboard.type("京东")
    expect(page.locator(".zt-count")).to_have_text("共 1 张")
    names = []
    for _ in range(14):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.dataset.compare || document.activeElement.tagName"))
        if names[-1] == SERVICE:
            break
    assert names[-1] == SERVICE
    page.keyboard.press("Space")
    expect(page.locator("#zt-compare")).to_contain_text("再选一张")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".zt-timeline")).to_be_visible()


def test_english_page_and_the_way_between_pages(page: Page, address: str) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Cross-border e-commerce B2B data operation")).to_be_visible()
    assert page.url.startswith(f"{address}/en/certificates/")
    assert page.evaluate("document.documentElement.lang") == "en"
    card = page.locator(f"#zt-card-{B2B}")
    expect(card).to_contain_text("Alibaba (China) Education Technology Co., Ltd.")
    expect(card).to_contain_text("elementary")
    page.get_by_label("Issuer").select_option(label="Jiangsu Jingdong (JD) Information Technology Co., Ltd.")
    expect(page.locator(".zt-count")).to_have_text("1 found")
    assert no_sideways_scroll(page)
    page.get_by_role("link", name="Chat").click()
    expect(page.locator(".zt-welcome")).to_be_visible()
    page.get_by_role("link", name="Certificates").click()
    expect(page.locator(".zt-card").first).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("link", name="证书")).to_have_attribute("aria-current", "page")


def test_an_address_without_its_slash_and_with_nonsense_still_opens(page: Page, address: str) -> None:
    page.goto(f"{address}/certificates?status=gone&level=x&compare=nobody,%3Cb%3E&as_of=2025-02-30")
    expect(page.locator(".zt-card").first).to_be_visible()
    assert page.locator("#zt-compare b").count() == 0
    for name in ("状态", "等级"):
        expect(page.get_by_label(name, exact=True)).to_have_value("")


def test_it_waits_while_the_catalogue_loads(browser: Browser, loading: tuple[str, threading.Event]) -> None:
    address, go_on = loading
    with Watched(browser.new_context(viewport=SIZES["phone"]), address) as page:
        page.goto(f"{address}/certificates/")
        expect(page.locator("#zt-banner")).to_contain_text("3/8")
        expect(page.locator("#zt-filters")).to_contain_text("正在载入证书目录")
        go_on.set()
        expect(page.locator(".zt-card").first).to_be_visible()
        expect(page.locator("#zt-banner")).to_be_hidden()
