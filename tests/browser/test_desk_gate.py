"""The desk's gate: nobody without a session gets anything of the page, whatever way they come."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.api.desk_access import COOKIE
from assistant.desk.desk import SIGN_IN_LIMIT
from tests.browser.desk_visits import PASSWORD, Start, send_feedback, sign_in
from tests.browser.harness import BROWSER_TESTS, SIZES, Watched, no_sideways_scroll

pytestmark = BROWSER_TESTS


@pytest.fixture
def address(start: Start, hashed: str) -> str:
    return start(hashed)


@pytest.mark.parametrize(("path", "gate"), [("/desk/", "密码"), ("/en/desk/", "Password")])
def test_nobody_without_a_session_gets_anything_of_the_page(address: str, path: str, gate: str) -> None:
    send_feedback(address, reason="秘密的说明")
    guessed = {"Cookie": f"{COOKIE}=guessed"}
    with httpx.Client(base_url=address, timeout=30) as client:
        page = client.get(path)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert gate in page.text
        assert "gradio_config" not in page.text
        for cookie in ({}, guessed):
            for inner in (
                "config",
                "gradio_api/info",
                "gradio_api/config",
                "theme.css",
                "gradio_api/queue/data?session_hash=x",
            ):
                assert client.get(path + inner, headers=cookie).status_code == 401, inner
            for name in ("queue", "change", "overview", "source"):
                for id_ in range(1, 12):
                    call = {
                        "component_id": id_,
                        "session_hash": "x",
                        "fn_name": name,
                        "data": {"id": 1, "state": "fixed"},
                    }
                    for prefix in ("gradio_api/", ""):
                        response = client.post(f"{path}{prefix}component_server", json=call, headers=cookie)
                        assert response.status_code in (401, 404, 405)
                        assert "秘密的说明" not in response.text
            joined = client.post(
                f"{path}gradio_api/queue/join", json={"fn_index": 0, "data": [], "session_hash": "x"}, headers=cookie
            )
            assert joined.status_code == 401
        # Ways around: other spellings of the path, and the other pages' Gradio.
        for spelling in (f"/{path}gradio_api/info", path.replace("desk", "%64esk") + "config", f"{path}../desk/config"):
            assert "zt-queue" not in client.get(spelling, follow_redirects=True).text
        client.post("/api/desk/session", json={"password": PASSWORD})
        config = client.get(path + "config").json()
        assert "zt-queue" in client.get(path).text
        shown = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "zt-desk")
        call = {"component_id": shown, "session_hash": "x", "fn_name": "queue", "data": {}}
        # With a session the same call answers, so what was refused above was the right address.
        assert "秘密的说明" in client.post(f"{path}gradio_api/component_server", json=call).text
        elsewhere = {**call, "fn_name": "change", "data": {"id": 1, "state": "dismissed"}}
        crossed = client.post(
            f"{path}gradio_api/component_server", json=elsewhere, headers={"Origin": "http://evil.example"}
        )
        assert crossed.status_code == 401
        assert client.get("/api/desk/feedback").json()["records"][0]["state"] == "open"
        # The functions are this page's alone.
        assert "秘密的说明" not in client.post("/gradio_api/component_server", json=call).text


def test_a_wrong_password_is_told_and_the_right_one_opens(browser: Browser, address: str, size: str) -> None:
    # Unwatched: a refused request is an error on the browser's console.
    page = browser.new_page(viewport=SIZES[size])
    page.goto(f"{address}/desk")
    page.get_by_label("密码").fill("guess")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("密码不对。")
    assert no_sideways_scroll(page)
    sign_in(page, address)
    page.close()


def test_too_many_wrong_passwords_are_stopped(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=SIZES["phone"])
    page.goto(f"{address}/en/desk")
    expect(page.get_by_label("Password")).to_be_focused()
    for _ in range(SIGN_IN_LIMIT):
        page.get_by_label("Password").fill("guess")
        with page.expect_response("**/api/desk/session"):
            page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("The password is wrong.")
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("try again in about 15 min")
    assert no_sideways_scroll(page)
    page.close()


def test_without_a_password_the_page_says_how_to_set_one(browser: Browser, start: Start) -> None:
    address = start(None)
    for size in SIZES.values():
        with Watched(browser.new_context(viewport=size), address) as page:
            page.goto(f"{address}/desk")
            expect(page.get_by_role("main")).to_contain_text("desk-password")
            expect(page.get_by_role("main")).to_contain_text("ZHENGTU_DESK_PASSWORD_HASH")
            assert page.get_by_role("textbox").count() == 0
            assert no_sideways_scroll(page)
    with httpx.Client(base_url=address) as client:
        assert client.get("/desk/config").status_code == 503
        assert client.post("/en/desk/gradio_api/component_server", json={}).status_code == 503
