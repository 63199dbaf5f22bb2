"""Faults that people reported of other programs of this kind, each with the right outcome."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.loading import LoadState
from assistant.api.serve import load_in_background
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.index.bundled import BundledEmbedder
from assistant.index.generations import build
from assistant.settings import ROOT, Settings
from assistant.types import Answer, Language, Message, Turn
from tests.conftest import _UNHURRIED_S

FOLDERS = Path(__file__).parent / "folders"
ENGLISH_FEE = "商务英语技能证书中级的考试费用是多少？"


def ask(folder: Path, question: str, embedder: BundledEmbedder, index: Path) -> tuple[Answer, Assistant]:
    """The answer of a folder as it comes, with the assistant that gave it."""
    settings = Settings(corpus=folder, index=index, answer_limit_s=_UNHURRIED_S)
    build(folder, index, embedder)
    assistant = Assistant.open(settings)
    return assistant.answer(Turn(question)), assistant


@pytest.mark.parametrize(
    ("folder", "question", "said"),
    [
        ("empty-file", ENGLISH_FEE, "260元"),
        ("same-name", "物流员证书初级的考试费用是多少？", "180元"),
        ("foreign-front-matter", ENGLISH_FEE, "260元"),
        ("utf16", "物流员证书初级的考试费用是多少？", "180元"),
        ("big5", ENGLISH_FEE, "260元"),
        ("code-fence", "导入完成后多久发送准考证？", "系统在30分钟内发送准考证"),
        ("html-table", "证书29号技能等级证书什么时候考？", "每年6月"),
        ("html-table", "证书17号技能等级证书的费用是多少？", "219"),
        ("bare-pipe-table", "证书29号技能等级证书什么时候考？", "每年6月"),
        ("html-comment", ENGLISH_FEE, "260元"),
        ("data-uri", "报名费多少？", "报名费为每人260元"),
        ("duration", "商务英语技能证书中级考试时间多长？", "90分钟"),
        ("hidden-folder", "插件的许可费用是多少？", None),
    ],
)
def test_a_folder_as_it_comes(
    folder: str, question: str, said: str | None, embedder: BundledEmbedder, tmp_path: Path
) -> None:
    answer, assistant = ask(FOLDERS / folder, question, embedder, tmp_path / "index")
    assert answer.refused is (said is None), answer.answer
    assert (said or "") in answer.answer
    shown = answer.answer + "".join(d.text for d in assistant.generation.documents.values())
    for kept_out in ("base64", "iVBORw0KGgo", "<td>", "<!--", "tags:", "138000", "锁文件", "许可费用为每人999"):
        assert kept_out not in shown


def test_a_comment_of_a_listing_heads_nothing(embedder: BundledEmbedder, tmp_path: Path) -> None:
    answer, assistant = ask(FOLDERS / "code-fence", "导入完成后多久发送准考证？", embedder, tmp_path / "index")
    assert answer.citations[0].locator == "命令行导入考生名单"
    titles = [s.title for d in assistant.generation.documents.values() for s in d.sections]
    assert not any("第一步" in t or "999" in t for t in titles)


def test_the_language_that_is_asked_for_answers(assistant: Assistant) -> None:
    english = assistant.answer(Turn("请用英文回答：产业学院至少要几名1+X认证讲师？"))
    chinese = assistant.answer(Turn("Please answer in Chinese: how many 1+X lecturers does an industry college need?"))
    assert (english.language, chinese.language) == (Language.EN, Language.ZH)
    assert "at least 4" in english.answer
    assert "至少4名" in chinese.answer


def test_a_follow_up_is_not_answered_with_what_the_answer_before_was_about(assistant: Assistant) -> None:
    before = "职业技能等级证书和职业资格证书有什么区别？"
    said = assistant.answer(Turn(before)).answer
    history = (Message("user", before), Message("assistant", said))
    answer = assistant.answer(Turn("在校生能考吗？", history=history))
    assert answer.refused or "在校" in answer.answer or "学生" in answer.answer, answer.answer


Serve = Callable[[Path], httpx.Client]


@pytest.fixture
def serve(tmp_path: Path, serve_app: Callable[[FastAPI], str]) -> Iterator[Serve]:
    """Serves a folder and gives a client of the server."""
    loaders, clients = [], []

    def start(folder: Path) -> httpx.Client:
        index, data = tmp_path / "index", tmp_path / "data"
        settings = Settings(corpus=folder, index=index, data=data, answer_limit_s=_UNHURRIED_S)
        loaders.append(load_in_background(settings))
        assert loaders[-1].wait(120).state is LoadState.READY
        clients.append(httpx.Client(base_url=serve_app(create_app(loaders[-1], Desk(settings))), timeout=60))
        return clients[-1]

    yield start
    for client in clients:
        client.close()
    for loader in loaders:
        loader.stop()


def test_a_running_server_forgets_what_was_replaced_or_deleted(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "fees"
    folder.mkdir()
    shutil.copy(FOLDERS / "stale-server" / "fees-before.md", folder / "fees.md")
    (folder / "second.md").write_text("# 物流证书\n\n物流员证书初级的考试费用为每人180元。\n", encoding="utf-8")
    client = serve(folder)

    def said(question: str) -> str:
        return str(client.post("/api/ask", json={"question": question}).json()["answer"])

    assert "260元" in said(ENGLISH_FEE)
    assert "180元" in said("物流员证书初级的考试费用是多少？")
    shutil.copy(FOLDERS / "stale-server" / "fees-after.md", folder / "fees.md")
    (folder / "second.md").unlink()
    places = ("--corpus", str(folder), "--index", str(tmp_path / "index"))
    subprocess.run([sys.executable, "-m", "assistant", "index", *places], cwd=ROOT, check=True)
    deadline = time.monotonic() + 60
    while "320元" not in said(ENGLISH_FEE):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert "180元" not in said("物流员证书初级的考试费用是多少？")


def test_what_is_hidden_in_a_word_does_not_hide_it_from_search(serve: Serve) -> None:
    client = serve(FOLDERS / "zero-width")
    found = client.get("/api/search", params={"q": "「商务英语技能证书」"}).json()
    assert found["total"] == 1


def test_a_monitor_and_a_proxy_that_buffers_are_served(serve: Serve) -> None:
    client = serve(FOLDERS / "duration")
    assert client.head("/api/health").status_code == 200
    with client.stream("POST", "/api/ask/stream", json={"question": ENGLISH_FEE}) as stream:
        assert stream.headers["x-accel-buffering"] == "no"
