"""The original of a citation over real HTTP: the file as it came, and its page with the cited words marked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.corpus.originals.adding import add_files
from assistant.corpus.originals.shelf import Audience
from assistant.desk.desk import Desk
from assistant.settings import Settings
from assistant.web.citations import render_source
from assistant.web.strings import ZH
from tests.originals import office


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("originals")
    office.write_pdf(folder / "大纲.pdf", sections=3)
    office.write_html(folder / "公告.html")
    (folder / "内部.md").write_text("# 内部规定文件\n\n阅卷在东楼。\n", encoding="utf-8")
    (folder / "rest.md").write_text("# Plain notes\n\nThe office opens at nine.\n", encoding="utf-8")
    list(add_files([folder / "大纲.pdf", folder / "公告.html"], folder / "pack", lambda p, _: p))
    list(add_files([folder / "内部.md"], folder / "pack", lambda p, _: p, Audience.STAFF))
    return Settings(corpus=folder / "pack", data=folder / "data")


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return Assistant.open(settings)


@pytest.fixture
def client(settings: Settings, assistant: Assistant, serve_app: Callable[[FastAPI], str]) -> Iterator[httpx.Client]:
    loader = AssistantLoader(lambda _: assistant)
    loader.start()
    loader.wait(5)
    with httpx.Client(base_url=serve_app(create_app(loader, Desk(settings))), timeout=60) as made:
        yield made


def marked(picture: bytes) -> list[tuple[int, int]]:
    """Where the picture is yellow."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    width, _ = image.size
    pixels = enumerate(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())
    return [(i % width, i // width) for i, (r, g, b) in pixels if r > 240 and g > 200 and b < 120]


def test_a_cited_page_is_a_picture_with_the_words_marked(client: httpx.Client, assistant: Assistant) -> None:
    document = next(d for d in assistant.generation.documents.values() if d.kept == "大纲.pdf")
    start = document.text.index("第3模块的通过线为53分")
    sent = client.get(f"/api/documents/{document.id}/page.png", params={"start": start, "end": start + 12})
    assert sent.headers["content-type"] == "image/png"
    found = marked(sent.content)
    # One line of a column: no higher than a line, no wider than half the page.
    assert found
    assert max(y for _, y in found) - min(y for _, y in found) < 60
    assert max(x for x, _ in found) - min(x for x, _ in found) < 550
    row = next(p for p in assistant.generation.passages if ("模块", "运输") in p.cells)
    table = client.get(f"/api/documents/{document.id}/page.png", params={"start": row.start, "end": row.end})
    assert marked(table.content)
    shown = render_source(document, start, start + 12, ZH)
    assert f"page.png?start={start}" in shown
    assert "本库转述" not in shown


def test_the_original_is_saved_never_shown_as_a_page_of_ours(client: httpx.Client, assistant: Assistant) -> None:
    document = next(d for d in assistant.generation.documents.values() if d.kept == "公告.html")
    sent = client.get(f"/api/documents/{document.id}/original")
    assert "gb18030" in sent.content.decode("gb18030")
    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.headers["content-type"] == "application/octet-stream"
    assert client.get(f"/api/documents/{document.id}/page.png?start=0&end=5").status_code == 404


@pytest.mark.parametrize("id_", ["内部", "..%2F..%2Fetc%2Fpasswd", "nothing"])
def test_there_is_no_way_to_any_other_file(client: httpx.Client, id_: str) -> None:
    for what in ("original", "page.png"):
        sent = client.get(f"/api/documents/{id_}/{what}")
        assert sent.status_code == 404
        assert "东楼" not in sent.text


def test_a_restatement_is_called_one(tiny_assistant: Assistant) -> None:
    document = tiny_assistant.generation.documents["rules"]
    shown = render_source(document, 30, 40, ZH)
    assert "本库转述" in shown
    assert "原文" not in shown
