"""Another model answers in batch: who runs it sees only ``ask --jsonl --llm replay:DIR --pack FOLDER`` and its files."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.settings import ROOT

PAGE = """# Baking certificates

## Fees

| Certificate | Fee | Validity |
|---|---|---|
| Bread Basics | $120 | 2 years |
| Pastry Plus | $180 | 3 years |

## Who may come

Anybody of 16 years or more may take Bread Basics. Pastry Plus needs Bread Basics first.
"""
QUESTIONS = [
    {"id": "fee", "question": "How much is Pastry Plus?"},
    {"id": "age", "question": "How old must I be for Bread Basics?"},
    {"id": "valid", "question": "And how long is it valid?", "history": [{"role": "user", "content": "Pastry Plus?"}]},
]
Reply = Callable[[str, str], str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "baking.md").write_text(PAGE, encoding="utf-8")
    return tmp_path / "pack"


def arguments(pack: Path, folder: Path, index: str = "index") -> list[str]:
    (folder / "day").parent.mkdir(exist_ok=True)
    (folder / "day").write_text("2026-03-01", encoding="utf-8")
    places = ["--pack", str(pack), "--index", str(pack.parent / index)]
    return ["ask", "--jsonl", "--llm", f"replay:{folder}", *places]


def asked(lines: Iterable[dict[str, Any]]) -> bytes:
    return "\n".join(map(json.dumps, lines)).encode()


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]) -> dict[str, Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(asked(QUESTIONS))))
    assert cli.main(command) == 0
    return {a["id"]: a for a in map(json.loads, capsys.readouterr().out.splitlines())}


def elsewhere(command: list[str], lines: list[dict[str, Any]], seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": "1"}
    argv = [sys.executable, "-m", "assistant", *command]
    subprocess.run(argv, input=asked(lines), cwd=ROOT, env=environment, capture_output=True, check=True, timeout=300)


def calls(folder: Path) -> list[dict[str, Any]]:
    path = folder / "pending.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def answer(folder: Path, reply: Reply) -> int:
    """What the one who runs it does: every call that waits gets the model's reply."""
    waiting = calls(folder)
    with (folder / "replies.jsonl").open("a", encoding="utf-8") as file:
        for call in waiting:
            told = reply(call["stage"], call["messages"][-1]["content"])
            file.write(json.dumps({"key": call["key"], "reply": told}) + "\n")
    (folder / "pending.jsonl").unlink(missing_ok=True)
    return len(waiting)


def plan(asked_last: str) -> str:
    return json.dumps({"intention": "question", "language": "en", "searches": [asked_last], "asks": []})


def always_one_more(stage: str, content: str) -> str:
    """A model that never has enough, and whose first plan is no JSON."""
    if stage == "planner":
        return plan("Fee of Pastry Plus") if "could not be read" in content else "Let me think."
    return "status: need\nneed: validity of Pastry Plus"


def sensible(stage: str, content: str) -> str:
    if stage == "planner":
        return plan(content.rsplit("New message:\n", 1)[1])
    lines = [li for li in content.splitlines() if li.startswith("e") and " | " in li]
    wanted = "$180" if "How much" in content else "3 years" if "how long" in content else "16 years"
    found = [li.split(" | ")[0] for li in lines if wanted in li and ("Pastry" in li or wanted == "16 years")]
    return f"status: answered\nIt is {wanted} [{found[0]}]." if found else "status: not_stated\nNot stated."


def test_two_rounds_answer_everything(pack, tmp_path, monkeypatch, capsys):
    command = arguments(pack, tmp_path / "replies")
    assert {a.get("error") for a in run(monkeypatch, capsys, command).values()} == {"pending"}
    assert answer(tmp_path / "replies", sensible) == len(QUESTIONS)
    assert {a.get("error") for a in run(monkeypatch, capsys, command).values()} == {"pending"}
    assert answer(tmp_path / "replies", sensible) == len(QUESTIONS)
    answers = run(monkeypatch, capsys, command)
    assert not [a for a in answers.values() if "error" in a]
    assert "$180" in answers["fee"]["answer"]
    assert "3 years" in answers["valid"]["answer"]
    assert calls(tmp_path / "replies") == []


def test_no_model_needs_more_than_three_rounds(pack, tmp_path, monkeypatch, capsys):
    command = arguments(pack, tmp_path / "replies")
    for _ in range(3):
        run(monkeypatch, capsys, command)
        assert answer(tmp_path / "replies", always_one_more)
    answers = run(monkeypatch, capsys, command)
    # Nothing waits any more; what such a model leaves is answered without it.
    assert not [a for a in answers.values() if "error" in a]
    assert calls(tmp_path / "replies") == []


def test_the_calls_are_the_same_in_any_order_process_and_index(pack, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for _ in range(2):
        elsewhere(arguments(pack, one), QUESTIONS, "1")
        # The other way round, over an index of its own.
        elsewhere(arguments(pack, other, "index-2"), QUESTIONS[::-1], "2")
        written = [sorted((c["stage"], c["key"]) for c in calls(folder)) for folder in (one, other)]
        assert len(written[0]) == len(QUESTIONS)
        assert written[0] == written[1]
        for folder in (one, other):
            answer(folder, sensible)
