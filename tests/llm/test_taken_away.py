"""The model goes away in the middle of many conversations: nobody loses an answer."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from assistant.assistant import Assistant
from assistant.types import Status, Turn
from tests.llm.scripted_server import serving

PEOPLE = 50
PLAN = {"intention": "question", "language": "zh", "searches": ["人才基地的讲师人数"], "asks": []}


def test_taking_the_model_away_in_the_middle_of_fifty_chats_loses_no_answer(tiny_settings, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    gone = threading.Event()
    written = threading.Semaphore(0)

    def script(connection):
        if gone.is_set():
            return
        asked = connection.body["messages"][-1]["content"]
        if "response_format" in connection.body:
            connection.begin()
            connection.chunk(json.dumps(PLAN))
            connection.done()
            return
        line = next(li for li in asked.splitlines() if "人才基地" in li and "2名" in li and li[0] == "e")
        connection.begin()
        for piece in ("status: answered\n", "人才基地至少要", f"2名1+X认证讲师[{line.split(' ')[0]}]。"):
            # Those who come late are cut off wherever their reply stands.
            if gone.is_set():
                return
            connection.chunk(piece)
            if piece.startswith("人才") and written.acquire(blocking=False) is False:
                gone.wait(60)
        connection.done()

    with serving(script) as server:
        settings = tiny_settings.model_copy(
            update={"llm": "openai:small", "llm_base_url": server.address, "data": tmp_path}
        )
        assistant = Assistant.open(settings)
        # Ten get their whole reply; the others stand in the middle of theirs, or before it, when the model goes.
        written.release(10)
        # Each asks differently, so that no reply is kept from another's.
        with ThreadPoolExecutor(PEOPLE) as pool:
            asked = [pool.submit(assistant.answer, Turn(f"{n}班：人才基地要几名讲师？")) for n in range(PEOPLE)]
            deadline = time.monotonic() + 120
            while len(server.bodies) < PEOPLE or not any(a.done() for a in asked):
                assert time.monotonic() < deadline, "the questions did not reach the model"
                time.sleep(0.05)
            gone.set()
            server.socket.close()
            answers = [a.result(120) for a in asked]
    assert [a.status for a in answers] == [Status.ANSWERED] * PEOPLE
    assert all("2名" in a.answer for a in answers)
    by_model = sum(bool(a.trace["model_used"]) for a in answers)
    assert 1 <= by_model <= 10
    assert all(a.trace["model_failed"] for a in answers if not a.trace["model_used"])
