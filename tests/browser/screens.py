"""Screenshots of the page for README and docs: ``make screens`` (needs a running ``make run``)."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.test_chat_page import CHROMIUM, FLAGS, SIZES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
PAGES = {
    "zh": ("", "产业学院要求增开几门线下课？每门多少学时？"),
    "en": ("en/", "Which two textbooks are for the elementary level?"),
}


def main(address: str) -> None:
    """Write first screen, cited answer, certificates and a comparison in both languages and sizes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language, (path, question) in PAGES.items():
            for size, viewport in SIZES.items():
                page = browser.new_page(viewport=viewport)
                page.goto(address + path)
                expect(page.locator(".zt-chip").first).to_be_visible()
                page.wait_for_timeout(500)
                page.screenshot(path=FOLDER / f"first-{language}-{size}.png")
                box = page.locator("textarea").first
                box.fill(question)
                box.press("Enter")
                expect(page.locator("[data-action=copy]").first).to_be_visible()
                page.locator(".zt-cite").first.click()
                expect(page.locator("mark").first).to_be_visible()
                page.wait_for_timeout(600)
                page.screenshot(path=FOLDER / f"chat-{language}-{size}.png")
                page.goto(f"{address}{path}certificates/")
                _certificates(page, f"{language}-{size}")
                page.close()
        browser.close()


def _certificates(page: Page, name: str) -> None:
    expect(page.locator(".zt-card").first).to_be_visible()
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"certificates-{name}.png")
    for id_ in ("cert-b2b-data", "cert-b2c-data", "centre-operator"):
        page.locator(f"[data-compare={id_}]").check()
    expect(page.locator("#zt-compare thead th")).to_have_count(3)
    page.evaluate("document.getElementById('zt-compare').scrollIntoView()")
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"comparison-{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860/")
