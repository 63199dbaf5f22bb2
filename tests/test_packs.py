"""Packs of other trades: a folder of texts speaks neutrally, a pack file gives it a name; nothing leaks between packs."""

import json
from pathlib import Path

import httpx
import pytest

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.errors import PackError
from assistant.pack.pack import load_pack
from assistant.settings import Settings
from assistant.types import Language, Status, Turn
from assistant.web.mount import mount_web

TRADE = ("电商", "commerce", "1+X", "B2B")
TEXT = """# 烘焙师考核办法

## 报名要什么材料？

报名交身份证复印件和两寸照片一张。

## 补考

补考在三个月内进行，费用50元。
"""
PACK = """name: 麦香
tagline: {zh: 烘焙师考核问答, en: "Bakers' exams"}
scope: 烘焙师考核
contact: 前台电话 12345
languages: [zh]
personas:
  - name: 学员
    questions: [补考多少钱？]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "考核办法.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "pack"


def served(folder: Path, serve_app) -> tuple[str, Assistant]:
    settings = Settings(corpus=folder, data=folder.parent / "data", answer_limit_s=600)
    assistant = Assistant.open(settings)
    loader = AssistantLoader(lambda progress: assistant)
    loader.start()
    loader.wait(60)
    return serve_app(mount_web(create_app(loader, Desk(settings)), loader)), assistant


def test_a_folder_of_texts_speaks_of_no_trade(folder: Path, serve_app) -> None:
    address, assistant = served(folder, serve_app)
    assert (folder / ".index" / "CURRENT").exists()
    said = [
        assistant.answer(Turn(q)).answer for q in ("你好", "你是谁", "推荐几只会涨的股票给我", "Hello", "who are you")
    ]
    with httpx.Client(base_url=address, timeout=30) as client:
        pages = [client.get(path).text for path in ("/", "/en/", "/sources/", "/desk/", "/en/certificates/")]
        config = [json.dumps(client.get(f"{path}/config").json(), ensure_ascii=False) for path in ("", "/en")]
    for text in (*said, *pages, *config):
        assert not [word for word in TRADE if word in text]
    # What to ask is taken from the documents' own headings, and answered.
    assert "报名要什么材料？" in config[0]
    examples = assistant.pack.texts[Language.ZH].start
    assert [assistant.answer(Turn(q)).status for q in examples] == [Status.ANSWERED] * len(examples)


def test_a_pack_file_gives_name_and_field(folder: Path, serve_app) -> None:
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    address, assistant = served(folder, serve_app)
    with httpx.Client(base_url=address, timeout=30) as client:
        config = json.dumps(client.get("/config").json(), ensure_ascii=False)
        assert client.get("/openapi.json").status_code == 404
    assert "麦香 · 烘焙师考核问答" in config
    assert "补考多少钱？" in config
    assert "前台电话 12345" in config
    # One language: no way to a page that nobody wrote.
    assert "hreflang" not in config
    assert "烘焙师考核" in assistant.answer(Turn("推荐几只会涨的股票给我")).answer
    assert "麦香" in assistant.answer(Turn("你是谁")).answer


def test_a_wrong_pack_file_says_which_field(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("name: 麦香\nslogan: 好\n", encoding="utf-8")
    with pytest.raises(PackError, match="slogan"):
        load_pack(tmp_path)
