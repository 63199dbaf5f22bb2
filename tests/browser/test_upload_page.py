"""Staff drop files on the desk, see what is proposed of each, and keep them, on a phone and a desktop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from assistant.web.mount import mount_web
from tests.browser.harness import BROWSER_TESTS, SIZES, no_sideways_scroll
from tests.originals import office

pytestmark = BROWSER_TESTS
PASSWORD = "correct horse battery"


@pytest.mark.parametrize("size", SIZES)
def test_several_files_are_dropped_confirmed_and_kept(
    browser: Browser,
    size: str,
    tmp_path: Path,
    tiny_corpus: Path,
    tiny_assistant: Assistant,
    serve_app: Callable[[FastAPI], str],
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(tiny_corpus, pack)
    office.write_docx(tmp_path / "办法.docx")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    (tmp_path / "内部.md").write_text("# 阅卷内部规定\n\n## 安排\n\n阅卷在东楼。\n", encoding="utf-8")
    loader = AssistantLoader(lambda _: tiny_assistant)
    loader.start()
    loader.wait(5)
    settings = Settings(corpus=pack, data=tmp_path / "data", desk_password_hash=str(hash_password(PASSWORD)))
    address = serve_app(mount_web(create_app(loader, Desk(settings)), loader))
    page = browser.new_page(viewport=SIZES[size])
    page.goto(f"{address}/desk")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#zt-overview dl")).to_be_visible(timeout=60_000)
    files = [str(tmp_path / name) for name in ("办法.docx", "坏.pdf", "内部.md")]
    page.locator("#zt-files").set_input_files(files)
    uploads = page.locator("#zt-uploads > li")
    expect(uploads).to_have_count(3)
    good, bad, inner = (uploads.filter(has_text=name) for name in ("办法.docx", "坏.pdf", "内部.md"))
    expect(good.get_by_label("生效日期")).to_have_value("2024-09-01", timeout=60_000)
    expect(bad.get_by_role("status")).to_contain_text("损坏", timeout=60_000)
    expect(inner.get_by_label("标题")).to_have_value("阅卷内部规定", timeout=60_000)
    assert no_sideways_scroll(page)
    inner.get_by_label("谁可以看").select_option("staff")
    good.get_by_label("发布方").fill("东区鉴定中心")
    page.get_by_role("button", name="全部收入").click()
    expect(good.get_by_role("status")).to_contain_text("已收入", timeout=60_000)
    expect(inner.get_by_role("status")).to_contain_text("仅工作人员", timeout=60_000)
    expect(page.locator("#zt-indexing")).to_contain_text("索引已更新", timeout=120_000)
    expect(page.locator("#zt-staff-documents")).to_contain_text("阅卷内部规定")
    page.close()
    assert "publisher: 东区鉴定中心" in next((pack / "documents").glob("办法*.md")).read_text(encoding="utf-8")
    assert not (pack / "documents" / "内部.md").exists()
