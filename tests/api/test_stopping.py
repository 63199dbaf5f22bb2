"""SIGTERM ends the server within its bound, whatever is open, and what is being answered is finished first."""

from __future__ import annotations

import json
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from assistant.api.serve import END_WITHIN_S
from tests.api.serving import Served, serving

QUESTION = "产业学院至少要几名1+X认证讲师？"
# Python's own end of a process that imported much, on a machine that others use as well.
LEAVING_S = 5.0
# Answers that take two seconds, so that a signal comes in their middle; "永远" never ends.
SLOW = """
import os, time
from assistant.assistant import Assistant
from assistant.api.serve import serve
from assistant.settings import load_settings
stream = Assistant.stream
def slowly(self, turn, cancelled=None):
    if "永远" in turn.question:
        time.sleep(600)
    if "产业学院" in turn.question:
        time.sleep(2)
    yield from stream(self, turn, cancelled)
Assistant.stream = slowly
serve(load_settings(), port=int(os.environ["PORT"]))
"""


@pytest.fixture
def slow(tmp_path: Path, tiny_corpus: Path):
    with serving(tmp_path, tiny_corpus, SLOW) as served:
        yield served


def _ends(served: Served) -> float:
    began = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(END_WITHIN_S + LEAVING_S)
    return time.monotonic() - began


def _page_stream(served: Served, path: str, got: list[str]) -> threading.Thread:
    """A stream as an open page holds it; ``got`` takes its lines and at last how it ended."""

    def hold() -> None:
        try:
            with httpx.stream("GET", f"{served.address}{path}", timeout=60) as response:
                got.extend(line for line in response.iter_lines() if line)
            got.append("closed")
        except httpx.HTTPError as error:
            got.append(f"broken: {error}")

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    return thread


def _until(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_open_pages_are_told_and_answers_under_way_are_finished(slow: Served) -> None:
    held: dict[str, list[str]] = {p: [] for p in ("", "/en", "/sources")}
    waiting = [_page_stream(slow, f"{path}/gradio_api/heartbeat/session", got) for path, got in held.items()]
    _until(lambda: all(held.values()))
    answers: dict[str, httpx.Response] = {}

    def ask(path: str) -> None:
        answers[path] = httpx.post(f"{slow.address}{path}", json={"question": QUESTION}, timeout=60)

    page: list[str] = []
    config = httpx.get(f"{slow.address}/config", timeout=30).json()
    # The function whose inputs are question, conversation and day.
    fn = next(d["id"] for d in config["dependencies"] if len(d["inputs"]) == 3)
    joined = httpx.post(
        f"{slow.address}/gradio_api/queue/join",
        json={"data": [QUESTION, {}, ""], "fn_index": fn, "session_hash": "page", "trigger_id": None},
        timeout=30,
    )
    assert joined.status_code == 200, joined.text
    threads = [threading.Thread(target=ask, args=(p,)) for p in ("/api/ask", "/api/ask/stream")]
    for thread in threads:
        thread.start()
    threads += waiting
    threads.append(_page_stream(slow, "/gradio_api/queue/data?session_hash=page", page))
    time.sleep(0.7)
    assert not answers
    assert _ends(slow) < END_WITHIN_S
    for thread in threads:
        thread.join(5)
    assert [got[-1] for got in held.values()] == ["closed"] * 3
    assert "4名" in answers["/api/ask"].json()["answer"]
    events = [e.split("\n") for e in answers["/api/ask/stream"].text.split("\n\n") if e]
    assert events[-1][0] == "event: done"
    assert "4名" in json.loads(events[-1][1].removeprefix("data: "))["answer"]
    completed = [m for m in page if "process_completed" in m]
    assert len(completed) == 1
    assert "4" in completed[0]
    assert page[-1] == "closed"


def test_a_question_that_never_ends_does_not_keep_the_process(slow: Served) -> None:
    def ask() -> None:
        with suppress(httpx.HTTPError):
            httpx.post(f"{slow.address}/api/ask", json={"question": "永远"}, timeout=60)

    threading.Thread(target=ask, daemon=True).start()
    time.sleep(0.7)
    assert _ends(slow) < END_WITHIN_S + LEAVING_S
