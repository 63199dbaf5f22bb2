"""An answer ends at its deadline, between two stages, and says so wherever it was asked."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import time
from dataclasses import replace
from html import escape

import httpx
import pytest

from assistant.api.admission import Admission, Visitor
from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.commands import ask
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.errors import SettingsError, TooSlowError
from assistant.settings import Settings, load_settings
from assistant.types import Message, Turn
from assistant.web.chat import _Chat
from assistant.web.chat_requests import Asked
from assistant.web.conversation import Kept
from assistant.web.strings import EN, ZH
from tests.api.serving import loaded

QUESTION = "产业学院至少要几名1+X认证讲师？"


@pytest.fixture(scope="module")
def hurried(tiny_assistant: Assistant) -> Assistant:
    """The assistant with no time at all."""
    held = tiny_assistant
    return Assistant(held.generation, held.embedder, held.catalogue, limit_s=-1.0)


def test_a_deadline_that_passed_ends_what_asks() -> None:
    NO_DEADLINE.check()
    Deadline.after(60).check()
    with pytest.raises(TooSlowError, match=r"太久.*too long"):
        Deadline(time.monotonic() - 1).check()


def test_every_stage_that_takes_time_looks_at_the_deadline(tiny_assistant: Assistant) -> None:
    reader, turn = tiny_assistant.reader, Turn(QUESTION, (Message("user", "教材有哪些？"),))
    late = Deadline(time.monotonic() - 1)
    with pytest.raises(TooSlowError):
        reader.understand(turn, late)
    query = reader.understand(turn)
    slow = replace(query, deadline=late)
    assert slow == query
    for stage in (reader.vector, reader.find, lambda q: reader.best(turn, q)):
        with pytest.raises(TooSlowError):
            stage(slow)


def test_over_http_it_is_a_503_with_its_own_code(hurried: Assistant, serve_app) -> None:
    loader = loaded(hurried)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        for path in ("/api/ask", "/api/ask/stream"):
            response = client.post(path, json={"question": QUESTION})
            assert response.status_code == 503
            assert response.json()["error"]["code"] == "too_slow"
            assert response.headers["retry-after"]


def test_in_a_batch_it_is_an_error_line_and_the_next_is_asked(hurried: Assistant, monkeypatch, capsys) -> None:
    lines = "".join(json.dumps({"id": str(n), "question": QUESTION}) + "\n" for n in range(2)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    ask.ask_lines(hurried.answer, None, None)
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["id"], r["error"]["code"], r["status"]) for r in results] == [
        ("0", "too_slow", "declined"),
        ("1", "too_slow", "declined"),
    ]


@pytest.mark.parametrize("strings", [ZH, EN])
def test_the_page_says_so_in_its_language(hurried: Assistant, strings) -> None:
    loader = loaded(hurried)
    chat = _Chat(loader, strings, Admission(per_session=9, per_address=9))

    async def shown() -> tuple[str, Kept | None]:
        answered = [step async for step in chat._answer(Asked(QUESTION), Kept(), Visitor("192.0.2.1"))]
        (transcript, _, kept) = answered[-1]
        return transcript[-1], kept

    written, kept = asyncio.run(shown())
    assert escape(strings.of("chat").too_slow) in written
    assert [(e.question, e.answer) for e in kept.exchanges] == [(QUESTION, None)]


def test_the_limit_is_a_setting(tiny_settings: Settings, monkeypatch) -> None:
    monkeypatch.setenv("ZHENGTU_ANSWER_LIMIT_S", "0.000001")
    settings = load_settings(corpus=tiny_settings.corpus, index=tiny_settings.index)
    with pytest.raises(TooSlowError):
        Assistant.open(settings).answer(Turn(QUESTION))
    monkeypatch.setenv("ZHENGTU_ANSWER_LIMIT_S", "0")
    with pytest.raises(SettingsError):
        load_settings()
