"""Screenshots of every page for README and docs: ``make screens``.

Every view of the tour, in both languages, on a desktop and a phone; files are named view-language-size.png.
"""

from __future__ import annotations

import io
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.settings import load_settings
from assistant.types import Language
from assistant.web.mount import mount_web
from assistant.web.navigation import PAGES
from tests.browser.harness import CHROMIUM, FLAGS, SIZES
from tests.browser.tour import open_page, send_feedback, settle, tour_desk, views

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
# The pages are flat: this many colours look the same, in a third of the bytes.
_COLOURS = 128
_DRAWN_MS = 300


@contextmanager
def _served() -> Iterator[str]:
    """Our corpus under a server of its own, with a desk that has something to show."""
    settings = load_settings()
    loader = AssistantLoader(lambda _: Assistant.open(settings))
    loader.start()
    loader.wait(300)
    with tempfile.TemporaryDirectory() as folder:
        app = mount_web(create_app(loader, tour_desk(settings, Path(folder))), loader)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        send_feedback(address)
        yield address
        server.should_exit = True
        server.force_exit = True
        thread.join(10)


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
    with _served() as served:
        main(served)
