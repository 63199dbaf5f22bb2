"""What holds on every page of the bar, in both languages: nobody is kept out, nothing leaves, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Language
from assistant.web.mount import mount_web
from assistant.web.navigation import CHAT, PAGES, PageLink
from tests.api.serving import loaded
from tests.browser.harness import BROWSER_TESTS, Watched
from tests.browser.tour import open_page, send_feedback, settle, tour_desk, views

pytestmark = BROWSER_TESTS
Scheme = Literal["light", "dark"]
WIDTHS = (390, 768, 1280, 1920)
# Both languages look alike, so that each is looked through on one of the two.
_SCHEMES: dict[Language, dict[int, Scheme]] = {Language.ZH: {390: "dark"}, Language.EN: {1280: "light"}}
_GRAVE = ("serious", "critical")
_AXE = {"resultTypes": ["violations"]}
_EVERY_PAGE = [
    pytest.param(link, language, id=f"{link.slug or 'chat'}-{language}") for link in PAGES for language in Language
]


@pytest.fixture(scope="module")
def address(
    assistant: Assistant,
    tiny_settings: Settings,
    serve_app: Callable[[FastAPI], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    loader = loaded(assistant)
    desk = tour_desk(tiny_settings, tmp_path_factory.mktemp("desk"))
    address = serve_app(mount_web(create_app(loader, desk), loader))
    send_feedback(address)
    return address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Moving parts stand still: a page that fades in has colours of too little contrast for a moment."""
    with Watched(browser.new_context(reduced_motion="reduce"), address) as page:
        page.on("websocket", lambda socket: pytest.fail(f"a socket to {socket.url}"))
        yield page


@pytest.mark.parametrize(("link", "language"), _EVERY_PAGE)
def test_nobody_is_kept_out_and_nothing_is_cut_off(
    page: Page, address: str, link: PageLink, language: Language
) -> None:
    """In every view: axe-core on desktop and phone, light and dark; no sideways scroll from phone to wide screen.

    The page fixture fails on any request to another host, and on any error in the console.
    """
    page.set_viewport_size({"width": 1280, "height": 800})
    open_page(page, address, link, language)
    found: list[str] = []
    for view in views(link):
        view.show(page, language)
        settle(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                found.append(f"{view.name}: {wider} px wider than {width}")
            if scheme := _SCHEMES[language].get(width):
                found += [f"{view.name} at {width}: {v}" for v in _violations(page, scheme)]
        page.set_viewport_size({"width": 1280, "height": 800})
    assert not found, "\n".join(found)


def _violations(page: Page, scheme: Scheme) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
    grave = [v for v in Axe().run(page, options=_AXE).response["violations"] if v["impact"] in _GRAVE]
    return [f"{scheme}: {v['id']} at {[n['html'][:160] for n in v['nodes']]}: {v['help']}" for v in grave]


def test_the_browser_itself_refuses_other_hosts(browser: Browser, address: str) -> None:
    """Should a page ever be made to call another host (by text that it shows), its policy stops the browser."""
    policies = {
        httpx.get(f"{address}{root}{link.slug}", follow_redirects=True).headers["content-security-policy"]
        for link in PAGES
        for root in ("/", "/en/")
    }
    assert len(policies) == 1, "one page is as good as every other"
    with browser.new_context() as context:
        page = context.new_page()
        stopped: dict[str, str | None] = {}
        page.on("requestfailed", lambda request: stopped.update({request.url: request.failure}))
        page.on("requestfinished", lambda request: stopped.update({request.url: None}))
        open_page(page, address, CHAT, Language.ZH)
        stopped.clear()
        refused = page.evaluate(
            """async () => {
                const refused = [];
                document.addEventListener("securitypolicyviolation", e => refused.push(e.effectiveDirective));
                const add = (tag, key) => document.body.append(Object.assign(document.createElement(tag), {[key]: "https://example.com/x"}));
                add("img", "src"); add("script", "src"); add("iframe", "src");
                document.head.append(Object.assign(document.createElement("link"), {rel: "stylesheet", href: "https://example.com/x.css"}));
                await fetch("https://example.com/x").catch(() => {});
                navigator.sendBeacon("https://example.com/x", "x");
                await new Promise(done => setTimeout(done, 200));
                return refused;
            }"""
        )
        assert {"img-src", "script-src-elem", "frame-src", "style-src-elem", "connect-src"} <= set(refused)
        assert {why for url, why in stopped.items() if "example.com" in url} == {"csp"}
