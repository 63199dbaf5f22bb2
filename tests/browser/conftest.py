"""What the browser tests share: a browser for each module, and the project's own corpus served to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.web.mount import mount_web
from tests.api.serving import loaded
from tests.browser.harness import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # A busy machine is slow to draw a page anew.
        expect.set_options(timeout=10_000)
        yield browser
        browser.close()


@pytest.fixture
def size(request: pytest.FixtureRequest) -> str:
    """The window's, by its name in ``SIZES``."""
    return str(getattr(request, "param", "phone"))


@pytest.fixture(scope="module")
def address(assistant: Assistant, serve_app: Callable[[FastAPI], str]) -> str:
    """The pages over our corpus; a module with its own ``address`` has another one."""
    loader = loaded(assistant)
    return serve_app(mount_web(create_app(loader), loader))


@pytest.fixture
def loading(assistant: Assistant, serve_app: Callable[[FastAPI], str]) -> tuple[str, threading.Event]:
    """The address of a server that is loading, at 3 of 8, until the event is set."""
    go_on = threading.Event()

    def open_slowly(progress: Callable[[int, int], None]) -> Assistant:
        progress(3, 8)
        # Longer than a starved machine takes to open the page.
        go_on.wait(600)
        return assistant

    loader = AssistantLoader(open_slowly)
    loader.start()
    return serve_app(mount_web(create_app(loader), loader)), go_on
