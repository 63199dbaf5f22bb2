"""The pages and the API say which language model words the answers, and only where there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.desk.database import FILE_NAME
from assistant.desk.desk import Desk
from assistant.llm.chat import Stage
from assistant.settings import Settings
from assistant.web.desk import _View
from assistant.web.mount import mount_web
from assistant.web.strings import EN, ZH
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]


@pytest.fixture
def replayed(tiny_settings: Settings, tmp_path: Path) -> Settings:
    folder = tmp_path / "strong<b>model"
    folder.mkdir()
    return tiny_settings.model_copy(
        update={"llm": f"replay:{folder}", "data": tmp_path / "data", "llm_daily_tokens": 10_000}
    )


def test_a_configured_model_is_named_on_both_pages_and_by_the_api(replayed: Settings, serve_app: Serve) -> None:
    loader = loaded(Assistant.open(replayed))
    address = serve_app(mount_web(create_app(loader, Desk(replayed)), loader))
    with httpx.Client(base_url=address, timeout=30) as client:
        shown = {path: str(client.get(f"{path}/config").json()) for path in ("", "/en")}
        assert client.get("/api/ready").json()["language_model"] == "replay:strong<b>model"
    assert "语言模型 strong&lt;b&gt;model 依据" in shown[""]
    assert "language model strong&lt;b&gt;model words" in shown["/en"]


def test_without_a_model_nothing_is_said_of_one(
    tiny_assistant: Assistant, tiny_settings: Settings, tmp_path: Path, serve_app: Serve
) -> None:
    loader = loaded(tiny_assistant)
    desk = Desk(tiny_settings.model_copy(update={"data": tmp_path}))
    with httpx.Client(base_url=serve_app(mount_web(create_app(loader, desk), loader)), timeout=30) as client:
        shown = str(client.get("/config").json()) + str(client.get("/en/config").json())
        assert client.get("/api/ready").json()["language_model"] is None
    assert ZH.own.said["caution"] in shown
    assert EN.own.said["caution"] in shown
    assert "语言模型" not in shown
    assert "language model" not in shown
    assert "没有配置语言模型" in _View(loader, desk, ZH).overview()


def test_the_desk_shows_what_the_model_took_today(tiny_assistant: Assistant, replayed: Settings) -> None:
    desk = Desk(replayed)
    desk.model_use.begin(Stage.PLANNER, 1000, None)
    for _ in range(2):
        desk.model_use.begin(Stage.WRITER, 500, None)
    loader = loaded(tiny_assistant)
    shown = _View(loader, desk, EN).overview()
    assert "strong&lt;b&gt;model" in shown
    assert "2,000 / 10,000" in shown
    assert "1 to understand questions · 2 to write answers" in shown
    assert "撰写回答 2" in _View(loader, desk, ZH).overview()


def test_the_desk_says_when_the_record_cannot_be_read(tiny_assistant: Assistant, replayed: Settings) -> None:
    (replayed.data / FILE_NAME).mkdir(parents=True)
    assert "数据目录" in _View(loaded(tiny_assistant), Desk(replayed), ZH).overview()
