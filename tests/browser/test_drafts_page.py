"""Staff decide on records proposed of a document; what they accept stands on the certificates page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, expect

from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.catalogue.loading import load_catalogue
from assistant.corpus.check import check_corpus
from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from assistant.web.mount import mount_web
from tests.api.serving import loaded
from tests.browser.harness import BROWSER_TESTS, SIZES, no_sideways_scroll
from tests.drafting.test_drafting import STANDARD

pytestmark = BROWSER_TESTS
PASSWORD = "correct horse battery"


@pytest.mark.parametrize("size", SIZES)
def test_one_is_accepted_one_edited_one_refused(
    browser: Browser, size: str, tmp_path: Path, serve_app: Callable[[FastAPI], str]
) -> None:
    pack = tmp_path / "pack"
    (pack / "documents").mkdir(parents=True)
    (pack / "documents" / "boiler.md").write_text(STANDARD, encoding="utf-8")
    settings = Settings(
        corpus=pack, index=tmp_path / "index", data=tmp_path / "data", desk_password_hash=str(hash_password(PASSWORD))
    )
    loader = loaded(Assistant.open(settings))
    page = browser.new_page(viewport=SIZES[size])
    page.goto(f"{serve_app(mount_web(create_app(loader, Desk(settings)), loader))}/desk")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#zt-drafted").select_option("boiler", timeout=60_000)
    drafts = page.locator(".zt-draft")

    def draft(name: str) -> Locator:
        return drafts.filter(has=page.get_by_role("heading", name=name))

    certificate = draft("锅炉操作员证书")
    expect(certificate.get_by_label("费用")).to_have_value("180元", timeout=20_000)
    assert no_sideways_scroll(page)
    certificate.locator(".zt-cite").last.click()
    expect(page.locator("#zt-panel mark").first).to_be_visible()
    page.keyboard.press("Escape")
    proposed = drafts.count()
    certificate.get_by_label("费用").fill("200元")
    certificate.get_by_role("button", name="收下").click()
    expect(certificate.get_by_role("status")).to_contain_text("200元")
    certificate.get_by_label("费用").fill("180元")
    certificate.get_by_role("button", name="收下").click()
    expect(drafts).to_have_count(proposed - 1)
    course = draft("锅炉原理")
    course.get_by_label("学期").fill("")
    course.get_by_role("button", name="收下").click()
    expect(drafts).to_have_count(proposed - 2)
    draft("水处理").get_by_role("button", name="不要").click()
    expect(drafts).to_have_count(proposed - 3)
    page.get_by_role("button", name="收下以上全部").click()
    expect(drafts).to_have_count(0)
    page.close()
    catalogue = load_catalogue(pack / "records")
    assert [c.text("fee") for c in catalogue.all("certificates")] == ["180元"]
    assert [(c.name, c.text("semester")) for c in catalogue.all("courses")] == [("锅炉原理", "")]
    assert len(catalogue.all("requirements")) == proposed - 3
    assert check_corpus(pack) == []
