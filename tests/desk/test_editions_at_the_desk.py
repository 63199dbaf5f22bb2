"""What the desk's page asks the server about editions; whatever a browser sends is answered in words."""

from pathlib import Path

import pytest

from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.settings import Settings
from assistant.web.desk import _View
from assistant.web.strings import ZH

EDITION = """---
id: belay
edition: "{year}"
title: 攀岩保护员证管理办法
short_title: 保护员证
publisher: 测试
authority: organisation
effective: "{year}-01-01"
language: zh
original: 测试
---
# 攀岩保护员证管理办法

第一条 攀岩保护员证有效期为{years}年。

第二条 攀岩保护员考试费为200元。
"""
QUESTION = '{"id": "Q1", "question": "攀岩保护员证的有效期是几年", "facts": [["2年"]]}\n'


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> _View:
    folder: Path = tmp_path_factory.mktemp("belay")
    for name in ("documents", "evals"):
        (folder / name).mkdir()
    for year, years in ((2019, 2), (2023, 3)):
        (folder / "documents" / f"belay@{year}.md").write_text(EDITION.format(year=year, years=years), encoding="utf-8")
    (folder / "evals" / "own.jsonl").write_text(QUESTION, encoding="utf-8")
    settings = Settings(corpus=folder, index=folder / ".index", data=folder / "data")
    assistant = Assistant.open(settings)
    loader = AssistantLoader(lambda _: assistant)
    loader.start()
    loader.wait(60)
    return _View(loader, Desk(settings, folder / "results"), ZH)


@pytest.mark.parametrize("sent", [{}, None, {"document": "nobody"}, {"document": ["belay"]}])
def test_without_a_document_the_page_shows_those_with_editions(view: _View, sent: object) -> None:
    assert '<option value="belay">' in view.changes(sent)


def test_changes_are_shown_with_what_they_touch_and_ticks_stay(view: _View) -> None:
    html = view.changes({"document": "belay"})
    assert "<mark>2</mark>" in html
    assert "<mark>3</mark>" in html
    assert "200元" not in html
    key = html.split('data-item="')[1].split('"')[0]
    assert view.tick({"document": "belay", "item": key, "done": True}) == {"problem": ""}
    assert " checked>" in view.changes({"document": "belay"})


@pytest.mark.parametrize("sent", [{}, None, {"document": "nobody", "item": "x", "done": True}])
def test_a_tick_of_nothing_is_refused_in_words(view: _View, sent: object) -> None:
    assert view.tick(sent)["problem"]


def test_sources_that_nobody_checked_are_due(view: _View) -> None:
    # The former edition is not: nobody needs to look again.
    assert "1 份资料该核对了" in view.overview()
