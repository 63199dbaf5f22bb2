"""Questions stand in a bounded line; who cannot be taken is told politely, over HTTP and on the page."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.admission import Admission, Allowance, Visitor
from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.errors import AskingTooOftenError, BusyError
from assistant.llm.chat import Cancelled
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Step, Turn
from assistant.web.mount import mount_web
from assistant.web.strings import EN, ZH
from tests.api.serving import loaded

QUESTION = "产业学院至少要几名1+X认证讲师？"
HERE = Visitor("192.0.2.1", "tab")
Serve = Callable[[FastAPI], str]


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_an_allowance_is_a_burst_and_then_a_rate() -> None:
    clock = Clock()
    allowance = Allowance(6, 60.0, clock)
    for _ in range(6):
        assert allowance.wait_s("a") == 0
        allowance.take("a")
    assert allowance.wait_s("a") == pytest.approx(10)
    assert allowance.wait_s("b") == 0
    clock.now += 10
    assert allowance.wait_s("a") == 0
    allowance.take("a")
    assert allowance.wait_s("a") > 0
    allowance.give_back("a")
    assert allowance.wait_s("a") == 0


def test_a_session_is_limited_first_and_an_address_generously() -> None:
    async def ask(admission: Admission, visitor: Visitor) -> bool:
        try:
            return await admission.run(lambda: True, visitor)
        except AskingTooOftenError as error:
            return error.retry_after_s < 1

    async def all_of_it() -> None:
        admission = Admission(per_session=2, per_address=5)
        assert [await ask(admission, HERE) for _ in range(3)] == [True, True, False]
        # The same school, another room; then everybody together has had five.
        assert [await ask(admission, Visitor(HERE.address, f"tab {n}")) for n in range(4)] == [True] * 3 + [False]
        assert not await ask(admission, Visitor(HERE.address))
        # A session of that name elsewhere is another one.
        assert await ask(admission, Visitor("192.0.2.2", HERE.session))

    asyncio.run(all_of_it())


def test_the_line_is_first_come_first_served_bounded_and_impatient() -> None:
    async def all_of_it() -> None:
        admission = Admission(99, 99, at_once=1, places=2, patience_s=30)
        go_on, order = threading.Event(), []

        def work(name: str) -> None:
            order.append(name)
            go_on.wait(20)

        tasks = [asyncio.create_task(admission.run(partial(work, n), HERE)) for n in "abc"]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError) as told:
            await admission.run(lambda: work("d"), HERE)
        assert told.value.retry_after_s >= 1
        go_on.set()
        await asyncio.gather(*tasks)
        assert order == ["a", "b", "c"]

    asyncio.run(all_of_it())


def test_whoever_waits_too_long_or_leaves_gives_the_place_up() -> None:
    async def all_of_it() -> None:
        admission = Admission(99, 99, at_once=1, places=9, patience_s=0.2)
        go_on = threading.Event()
        first = asyncio.create_task(admission.run(lambda: go_on.wait(20), HERE))
        await asyncio.sleep(0.05)
        gone = asyncio.create_task(admission.run(lambda: pytest.fail("nobody waits for this"), HERE))
        await asyncio.sleep(0.05)
        gone.cancel()
        with pytest.raises(BusyError):
            await admission.run(lambda: pytest.fail("too late"), HERE)
        # Who hangs up does not free the thread that still works on the question.
        first.cancel()
        with pytest.raises(BusyError):
            await admission.run(lambda: pytest.fail("too early"), HERE)
        go_on.set()
        for _ in range(50):
            try:
                assert await admission.run(lambda: "taken", HERE) == "taken"
                return
            except BusyError:
                continue
        pytest.fail("the place was lost")

    asyncio.run(all_of_it())


def test_a_refusal_for_want_of_a_turn_costs_no_allowance() -> None:
    async def all_of_it() -> None:
        admission = Admission(per_session=3, per_address=99, at_once=1, places=0)
        go_on = threading.Event()
        first = asyncio.create_task(admission.run(lambda: go_on.wait(20), HERE))
        await asyncio.sleep(0.05)
        for _ in range(5):
            with pytest.raises(BusyError):
                await admission.run(lambda: None, HERE)
        go_on.set()
        await first
        await admission.run(lambda: None, HERE)

    asyncio.run(all_of_it())


def test_an_error_in_the_work_is_its_own_and_frees_the_place() -> None:
    async def all_of_it() -> None:
        admission = Admission(99, 99, at_once=1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await admission.run(lambda: 1 // 0, HERE)

    asyncio.run(all_of_it())


class Slow:
    """The small assistant, whose answers wait until they are let go."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.go_on = threading.Event()
        self.asked = threading.Event()

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    def answer(self, turn: Turn) -> Answer:
        return next(step for step in self.stream(turn) if isinstance(step, Answer))

    def stream(self, turn: Turn, cancelled: Cancelled | None = None) -> Iterator[Step]:
        self.asked.set()
        assert self.go_on.wait(300)
        yield from self._assistant.stream(turn, cancelled)


@pytest.fixture
def slow(tiny_assistant: Assistant) -> Iterator[Slow]:
    assistant = Slow(tiny_assistant)
    yield assistant
    assistant.go_on.set()


def _served(assistant: object, serve_app: Serve, settings: Settings, admission: Admission | None = None) -> str:
    loader = loaded(assistant)
    app = create_app(loader, Desk(settings))
    if admission is not None:
        # Smaller than anybody would run it, so that it fills up with a handful of questions.
        for name in ("_places", "_patience_s", "_free"):
            setattr(app.state.admission, name, getattr(admission, name))
    return serve_app(mount_web(app, loader))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def _refusal(response: httpx.Response) -> str:
    assert response.status_code == 429, response.text
    assert int(response.headers["retry-after"]) >= 1
    assert set(response.json()) == {"error"}
    assert response.json()["error"]["message"]
    return str(response.json()["error"]["code"])


def test_over_http_everything_that_answers_stands_in_the_line(slow: Slow, serve_app: Serve, settings: Settings) -> None:
    address = _served(slow, serve_app, settings, Admission(99, 99, at_once=1, places=0))
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(1) as pool:
        taken = pool.submit(client.post, "/api/ask", json={"question": QUESTION})
        assert slow.asked.wait(30)
        assert _refusal(client.get("/api/search", params={"q": "讲师"})) == "busy"
        assert _refusal(client.post("/api/ask", json={"question": QUESTION})) == "busy"
        assert _refusal(client.post("/api/ask/stream", json={"question": QUESTION})) == "busy"
        judged = {"question": QUESTION, "rating": "up"}
        assert _refusal(client.post("/api/feedback", json=judged)) == "busy"
        # Nothing else waits.
        assert client.get("/api/health").status_code == 200
        assert client.get("/api/documents/rules").status_code == 200
        slow.go_on.set()
        assert taken.result().status_code == 200
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200


def _ask_on_page(client: httpx.Client, page: str, session: str, question: str = QUESTION, stored: object = None) -> str:
    """What the chat page shows after a question, asked as its script asks it."""
    config = client.get(f"{page}/config").json()
    fn = next(d["id"] for d in config["dependencies"] if len(d["inputs"]) == 3)
    body = {"data": [question, stored or {}, ""], "fn_index": fn, "session_hash": session, "trigger_id": None}
    # Written by json itself, which spells what is no whole character.
    joined = client.post(
        f"{page}/gradio_api/queue/join", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert joined.status_code == 200, joined.text
    shown = ""
    with client.stream("GET", f"{page}/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line else {}
            shown += json.dumps(message.get("output", ""), ensure_ascii=False)
            if message.get("msg") == "process_completed":
                assert message["success"], message
                return shown
    raise AssertionError("the stream ended early")


def test_the_page_says_in_its_language_that_many_are_asking(slow: Slow, serve_app: Serve, settings: Settings) -> None:
    address = _served(slow, serve_app, settings, Admission(99, 99, at_once=1, places=0))
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(1) as pool:
        taken = pool.submit(client.post, "/api/ask", json={"question": QUESTION})
        assert slow.asked.wait(20)
        for page, texts in (("", ZH.of("chat")), ("/en", EN.of("chat"))):
            assert texts.busy.partition("{")[0] in _ask_on_page(client, page, f"s{page}")
        slow.go_on.set()
        assert taken.result().status_code == 200
        assert "4" in _ask_on_page(client, "", "again")


def test_settings_change_how_often_a_session_and_an_address_may_ask(
    tiny_assistant: Assistant, serve_app: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_ASKS_PER_SESSION", "1")
    monkeypatch.setenv("ZHENGTU_ASKS_PER_ADDRESS", "4")
    address = _served(tiny_assistant, serve_app, load_settings(data=tmp_path / "data"))
    with httpx.Client(base_url=address, timeout=60) as client:
        assert "4名" in _ask_on_page(client, "", "one")
        assert ZH.of("chat").too_often.partition("{")[0] in _ask_on_page(client, "", "one")
        assert "4名" in _ask_on_page(client, "", "two")
        codes = [client.post("/api/ask", json={"question": QUESTION}).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        assert _refusal(client.post("/api/ask", json={"question": QUESTION})) == "too_many"
        assert EN.of("chat").too_often.partition("{")[0] in _ask_on_page(client, "/en", "three")


def test_fifty_pages_at_once_are_all_answered_or_refused(slow: Slow, serve_app: Serve, settings: Settings) -> None:
    """More than the forty events that Gradio runs by itself: none of them waits where nobody counts."""
    address = _served(slow, serve_app, settings, Admission(99, 99, at_once=1, places=3, patience_s=600))
    busy = ZH.of("chat").busy.partition("{")[0]
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=address, timeout=300, limits=limits) as client, ThreadPoolExecutor(50) as pool:
        shown = [pool.submit(_ask_on_page, client, "", f"tab {n}") for n in range(50)]
        # All but the one at work and the three in line.
        refused = [s.result() for _, s in zip(range(46), as_completed(shown), strict=False)]
        assert all(busy in said for said in refused)
        slow.go_on.set()
        assert sum("4名" in s.result() for s in shown) == 4
