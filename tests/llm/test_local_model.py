"""A real model on a real llama.cpp server: slow, small, and not of our making."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator

import pytest

from assistant.llm.chat import ChatMessage, Request, Role, Stage
from assistant.llm.langchain_model import LangChainModel, Timeouts
from evals.local_model import MODELS, LocalModelError, running

pytestmark = [pytest.mark.llm, pytest.mark.slow]
# Beside other work a processor may take seconds for each token.
PATIENT = Timeouts(connect_s=60, gap_s=300, total_s=900)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pytest.importorskip("xllamacpp", reason="the extra local-llm is not installed")
    try:
        with running(MODELS["0.5b"]) as address:
            yield address
    except LocalModelError as error:
        pytest.skip(f"no local model: {error}")


@pytest.fixture
def model(address: str, monkeypatch: pytest.MonkeyPatch) -> LangChainModel:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return LangChainModel("openai:local", PATIENT, base_url=address)


def busy(address: str) -> bool:
    """Whether the server works on a call."""
    with urllib.request.urlopen(address.removesuffix("/v1") + "/slots", timeout=60) as response:
        return any(slot["is_processing"] for slot in json.load(response))


def test_a_reply_streams_and_its_tokens_are_told(model: LangChainModel) -> None:
    reply = model.stream(Request(Stage.WRITER, [ChatMessage(Role.USER, "从1数到5，只写数字，用逗号隔开。")]))
    pieces = list(reply)
    assert len(pieces) > 2
    assert "3" in "".join(pieces)
    assert reply.usage is not None
    assert reply.usage.told
    assert reply.usage.reply_tokens > 2


def test_json_mode_gives_json(model: LangChainModel) -> None:
    asked = [
        ChatMessage(Role.SYSTEM, 'Reply with one JSON object: {"answer": "…"}.'),
        ChatMessage(Role.USER, "天空是什么颜色？一个词。"),
    ]
    said = "".join(model.stream(Request(Stage.PLANNER, asked, as_json=True)))
    assert isinstance(json.loads(said), dict)
    assert model.has_json_mode


def test_a_reader_who_leaves_ends_the_work_of_the_server(model: LangChainModel, address: str) -> None:
    reply = model.stream(Request(Stage.WRITER, [ChatMessage(Role.USER, "从1数到1000，每个数字写一行，不要省略。")]))
    assert next(reply)
    assert busy(address)
    reply.close()
    deadline = time.monotonic() + 120
    while busy(address):
        assert time.monotonic() < deadline, "the server went on for nobody"
        time.sleep(0.2)
