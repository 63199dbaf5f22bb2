"""What the browser tests share: a browser for each module, and the project's own corpus served to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from assistant.web.mount import mount_web
from tests.api.serving import loaded
from tests.browser.desk_visits import PASSWORD, Start
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


@pytest.fixture(scope="module")
def hashed() -> str:
    return str(hash_password(PASSWORD))


@pytest.fixture
def start(
    tiny_assistant: Assistant, tiny_settings: Settings, serve_app: Callable[[FastAPI], str], tmp_path: Path
) -> Start:
    """Start a server with this password's hash; returns its address."""

    def started(desk_password_hash: str | None) -> str:
        loader = loaded(tiny_assistant)
        settings = tiny_settings.model_copy(
            update={"data": tmp_path / "data", "desk_password_hash": desk_password_hash}
        )
        return serve_app(mount_web(create_app(loader, Desk(settings, tmp_path / "results")), loader))

    return started
