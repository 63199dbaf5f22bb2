"""A server that runs takes up what is built, or rolled back to, beside it; nobody's question fails meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.loading import LoadState
from assistant.api.serve import load_in_background
from assistant.desk.desk import Desk
from assistant.settings import ROOT, Settings

Serve = Callable[[FastAPI], str]
QUESTION = "产业学院至少要几名1+X认证讲师？"


@pytest.fixture
def settings(tiny_corpus: Path, tmp_path: Path) -> Settings:
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", data=tmp_path / "data", answer_limit_s=600)


@pytest.fixture
def client(settings: Settings, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = load_in_background(settings)
    assert loader.wait(120).state is LoadState.READY
    with httpx.Client(base_url=serve_app(create_app(loader, Desk(settings))), timeout=60) as client:
        yield client
    loader.stop()


def _index(settings: Settings, *options: str) -> None:
    """What staff type, as a process of its own."""
    places = ("--corpus", str(settings.corpus), "--index", str(settings.index))
    subprocess.run([sys.executable, "-m", "assistant", "index", *places, *options], cwd=ROOT, check=True)


def _answer(client: httpx.Client) -> str:
    response = client.post("/api/ask", json={"question": QUESTION})
    assert response.status_code == 200, response.text
    return str(response.json()["answer"])


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_deleted_document_stops_answering_and_comes_back(client: httpx.Client, settings: Settings) -> None:
    failed: list[BaseException] = []
    over = threading.Event()

    def ask_on() -> None:
        try:
            with httpx.Client(base_url=client.base_url, timeout=60) as other:
                while not over.wait(0.2):
                    _answer(other)
        except BaseException as error:
            failed.append(error)

    asking = threading.Thread(target=ask_on)
    asking.start()
    assert "4名" in _answer(client)
    (settings.corpus / "documents" / "rules.md").unlink()
    _index(settings)
    _until(lambda: "4名" not in _answer(client))
    assert client.get("/api/documents/rules").status_code == 404
    assert client.get("/api/health").json()["status"] == "ok"

    _index(settings, "--rollback")
    _until(lambda: "4名" in _answer(client))
    problem = client.get("/api/health").json()["problem"]
    assert problem["code"] == "index_held"
    over.set()
    asking.join()
    assert not failed


def test_a_broken_generation_is_not_taken_up_and_is_told(client: httpx.Client, settings: Settings) -> None:
    whole = settings.index / (settings.index / "CURRENT").read_text(encoding="utf-8")
    broken = settings.index / f"{whole.name}-broken"
    shutil.copytree(whole, broken)
    (broken / "passages.jsonl").write_text("{", encoding="utf-8")
    (settings.index / "CURRENT").write_text(broken.name, encoding="utf-8")
    _until(lambda: client.get("/api/health").json()["status"] == "degraded")
    assert client.get("/api/health").json()["problem"]["code"] == "index_damaged"
    assert "4名" in _answer(client)
    _index(settings)
    _until(lambda: client.get("/api/health").json()["status"] == "ok")
