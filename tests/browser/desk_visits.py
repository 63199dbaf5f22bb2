"""What tests of the desk share: its password, signing in, and a piece of feedback that waits there."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

Start = Callable[[str | None], str]
PASSWORD = "correct horse battery"
_QUESTION = "产业学院至少要几名1+X认证讲师？"


def sign_in(page: Page, address: str, path: str = "/desk") -> None:
    page.goto(address + path)
    page.get_by_label("密码" if path == "/desk" else "Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    # The page loads anew; on a busy machine that takes seconds.
    expect(page.locator("#zt-overview dl")).to_be_visible(timeout=20_000)


def send_feedback(address: str, **fields: object) -> str:
    response = httpx.post(f"{address}/api/feedback", json={"question": _QUESTION, "rating": "down", **fields})
    assert response.status_code == 201
    return str(response.json()["receipt"])
