"""The whole path over recorded replies and over a server, as programs and people start it."""

import json
import os
import subprocess
import sys

from assistant.api.loading import LoadState
from assistant.api.serve import load_in_background
from assistant.settings import ROOT
from tests.llm.scripted_server import serving

QUESTION = {"id": "q", "question": "人才基地要几名讲师？"}
PLAN = {"intention": "question", "language": "zh", "searches": ["人才基地的讲师人数"], "asks": []}


def test_recorded_replies_lead_from_plan_to_answer(tiny_corpus, tmp_path):
    replies, places = tmp_path / "replies", ["--pack", str(tiny_corpus), "--index", str(tmp_path / "index")]
    replies.mkdir()
    (replies / "day").write_text("2026-03-01", encoding="utf-8")

    def ask():
        result = subprocess.run(
            [sys.executable, "-m", "assistant", "ask", "--jsonl", "--llm", f"replay:{replies}", *places],
            cwd=ROOT,
            input=f"{json.dumps(QUESTION)}\n".encode() * 2,
            capture_output=True,
            timeout=300,
            env={**os.environ, "ZHENGTU_DATA": str(tmp_path / "data")},
            check=True,
        )
        first, second = map(json.loads, result.stdout.splitlines())
        assert {**first, "latency_ms": 0} == {**second, "latency_ms": 0}
        return first

    def reply(stage, write):
        """Answer the last call, which must be of that stage."""
        *_, call = map(json.loads, (replies / "pending.jsonl").read_text(encoding="utf-8").splitlines())
        assert call["stage"] == stage
        with (replies / "replies.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": call["key"], "reply": write(call["messages"][-1]["content"])}) + "\n")
        return call

    pending = ask()
    assert pending["error"] == "pending"
    assert "2名" in pending["answer"]
    planned = reply("planner", lambda _: json.dumps(PLAN))
    assert "2026-03-01" in planned["messages"][0]["content"]
    assert ask()["error"] == "pending"

    def write(content):
        line = next(line for line in content.splitlines() if "人才基地" in line and "2名" in line and line[0] == "e")
        return f"status: answered\n人才基地至少要2名1+X认证讲师[{line.split(' ')[0]}]。"

    reply("writer", write)
    answer = ask()
    assert "error" not in answer
    assert answer["answer"] == "人才基地至少要2名1+X认证讲师。[1]"
    assert [c["document"] for c in answer["citations"]] == ["rules"]
    assert len((replies / "pending.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_server_is_ready_without_asking_its_model(tiny_settings, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(lambda c: c.wait_until_left()) as server:
        settings = tiny_settings.model_copy(
            update={"llm": "openai:small", "llm_base_url": server.address, "data": tmp_path}
        )
        assert load_in_background(settings).wait(120).state is LoadState.READY
        assert server.bodies == []
