"""What many tests share: a small corpus of real Markdown, and one assistant over it with the real model."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from filelock import FileLock
from hypothesis import settings

from assistant.assistant import Assistant
from assistant.index.bundled import BundledEmbedder
from assistant.index.generations import build
from assistant.settings import ROOT, Settings

# How long a busy machine takes tells nothing of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# No test is timed: on a busy machine an answer may take long.
_UNHURRIED_S = 600
RULES = """---
id: rules
title: 合作办法
short_title: 合作办法
publisher: 测试发布方
authority: organisation
issued: "2021"
language: zh
original: 测试用
aliases: [办法]
---
# 合作办法

## 师资 〔第1节〕

产业学院的师资要求是至少4名1+X认证讲师。

人才基地的师资要求是至少2名1+X认证讲师。

## 教材 〔第2节〕

教材清单

| 定位 | 等级 | 教材 | 学时 |
|---|---|---|---|
| 第2节 第1行 | 初级 | 《跨境电商B2B店铺运营实战》 | 32 |
| 第2节 第2行 | 中级 | 《跨境电商B2B店铺数据运营》 | 48 |
"""
STANDARD = """---
id: standard
title: 专业教学标准
short_title: 教学标准
publisher: 测试发布方
authority: national_standard
issued: "2025-02"
language: zh
original: 测试用
---
# 专业教学标准

## 修业年限 〔第4条〕

中职跨境电子商务专业的基本修业年限是三年。

## 学时 〔第8.2条〕

中职跨境电子商务专业三年总学时不少于3000学时。中职跨境电子商务专业的实践性教学学时原则上占总学时50%以上。
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files go first, so that no core waits for one at the end; browsers may try twice.

    A browser on a busy machine misses a moment now and then; a fault of ours fails twice, and is then one.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two documents, as a user would have it."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "documents").mkdir()
    (folder / "documents" / "rules.md").write_text(RULES, encoding="utf-8")
    (folder / "documents" / "standard.md").write_text(STANDARD, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def embedder() -> BundledEmbedder:
    """The real bundled model, loaded once."""
    return BundledEmbedder()


@pytest.fixture(scope="session")
def tiny_settings(tiny_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings over the small corpus with an index of its own."""
    return Settings(corpus=tiny_corpus, index=tmp_path_factory.mktemp("index"), answer_limit_s=_UNHURRIED_S)


@pytest.fixture(scope="session")
def tiny_assistant(tiny_settings: Settings) -> Assistant:
    """An assistant over the small corpus."""
    return Assistant.open(tiny_settings)


@pytest.fixture(scope="session")
def shipped_index(of_the_run: Path, embedder: BundledEmbedder) -> Path:
    """The index of the project's own corpus, built by whichever worker comes first; never written to after that."""
    index = of_the_run / "shipped-index"
    with FileLock(of_the_run / "shipped-index.lock"):
        if not (index / "CURRENT").exists():
            build(ROOT / "corpus", index, embedder)
    return index


@pytest.fixture(scope="session")
def assistant(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the project's own corpus."""
    index = tmp_path_factory.mktemp("full-index")
    shutil.copytree(shipped_index, index, dirs_exist_ok=True)
    return Assistant.open(Settings(corpus=ROOT / "corpus", index=index, answer_limit_s=_UNHURRIED_S))


@pytest.fixture(scope="module")
def serve_app() -> Iterator[Callable[[FastAPI], str]]:
    """Start an application under uvicorn on a free port, until the module's tests are over; returns its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> str:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, _ in running:
        server.should_exit = server.force_exit = True
    for _, thread in running:
        thread.join(10)
