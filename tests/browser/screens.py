"""Screenshots of every page for README and docs: ``make screens`` (needs a running ``make run``).

Every view of the tour, in both languages, on a desktop and a phone; files are named view-language-size.png.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from assistant.types import Language
from assistant.web.navigation import PAGES
from tests.browser.test_chat_page import CHROMIUM, FLAGS, SIZES
from tests.browser.tour import open_page, settle, views

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
# The pages are flat: this many colours look the same, in a third of the bytes.
_COLOURS = 128
_DRAWN_MS = 300


def main(address: str) -> None:
    """Write all screenshots; those of views that are no more go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size, viewport in SIZES.items():
            for language in Language:
                for link in PAGES:
                    # A browser of its own for each: no page shows what was done on another.
                    context = browser.new_context(viewport=viewport, reduced_motion="reduce", has_touch=size == "phone")
                    page = context.new_page()
                    open_page(page, address, link, language)
                    for view in views(link):
                        view.show(page, language)
                        written.add(_write(page, FOLDER / f"{view.name}-{language}-{size}.png"))
                    context.close()
        browser.close()
    for old in set(FOLDER.glob("*.png")) - written:
        old.unlink()
    total = sum(path.stat().st_size for path in written)
    print(f"{len(written)} screenshots, {total / 1e6:.1f} MB, in {FOLDER}")


def _write(page: Page, path: Path) -> Path:
    settle(page)
    page.wait_for_timeout(_DRAWN_MS)
    with Image.open(io.BytesIO(page.screenshot())) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    main((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860").rstrip("/"))
