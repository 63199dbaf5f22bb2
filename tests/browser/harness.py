"""The browser, its sizes, and what every browser test watches for."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import BrowserContext, Page, Route, ViewportSize

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
# A test that asks for neither gets the phone, which most students hold; what widths do to every page is
# ``test_every_page``'s.
BOTH_SIZES = pytest.mark.parametrize("size", list(SIZES), indirect=True)
ON_DESKTOP = pytest.mark.parametrize("size", ["desktop"], indirect=True)
BROWSER_TESTS = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is missing; install Debian's package chromium"),
]


class Watched:
    """A page whose foreign requests and script errors are collected, and must be none at the end."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._context = context
        self._address = address
        self._wrong: list[str] = []

    def __enter__(self) -> Page:
        self._context.route("**/*", self._check)
        page = self._context.new_page()
        page.on("pageerror", lambda error: self._wrong.append(str(error)))
        page.on("console", lambda m: self._wrong.append(m.text) if m.type == "error" else None)
        page.set_default_timeout(10_000)
        return page

    def __exit__(self, *_: object) -> None:
        self._context.close()
        faults = [fault for fault in self._wrong if not self._is_a_page_left(fault)]
        assert not faults, faults

    def _is_a_page_left(self, fault: str) -> bool:
        """Leaving a page aborts its open streams; Gradio's client logs that as an error of the connection."""
        aborted = any("AbortError" in other for other in self._wrong)
        return aborted and ("AbortError" in fault or "Connection errored out" in fault)

    def _check(self, route: Route) -> None:
        if route.request.url.startswith((self._address, "data:", "blob:")):
            route.continue_()
        else:
            self._wrong.append(f"another host: {route.request.url}")
            route.abort()


def listens(page: Page) -> None:
    """Wait until the page has loaded what it kept: an Enter before Gradio is wired up goes nowhere."""
    page.wait_for_function("() => 'ztRestored' in window")


def ask(page: Page, question: str) -> None:
    """Type a question into the chat page and send it."""
    listens(page)
    composer = page.get_by_label("你的问题")
    composer.fill(question)
    composer.press("Enter")


def no_sideways_scroll(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
