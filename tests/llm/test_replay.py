"""Recorded replies in place of a model, in this process and in others."""

import hashlib
import json
import subprocess
import sys
import threading
from datetime import date

import pytest

from assistant.errors import ReplayFileError, ReplyPendingError
from assistant.llm.chat import ChatMessage, Request, Role, Stage, message_key
from assistant.llm.replay import ReplayModel, replay_day
from assistant.settings import ROOT

MESSAGES = (ChatMessage(Role.SYSTEM, "计划"), ChatMessage(Role.USER, "产业学院“几名”讲师？\n\udc80"))
REPLY = '{"asks": ["产业学院的讲师人数"]}' * 3
# What another process does: it asks everything in turn, and prints what it gets.
ASKER = """
import sys
from pathlib import Path
from assistant.errors import ReplyPendingError
from assistant.llm.chat import ChatMessage, Request, Role, Stage
from assistant.llm.replay import ReplayModel
model = ReplayModel(Path(sys.argv[1]))
for n in range(50):
    try:
        print("".join(model.stream(Request(Stage.PLANNER, [ChatMessage(Role.USER, f"question {n}")]))))
    except ReplyPendingError as error:
        print(error.key)
"""


def pending(folder):
    return [json.loads(line) for line in (folder / "pending.jsonl").read_text(encoding="utf-8").splitlines()]


def record(folder, *lines):
    with (folder / "replies.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def ask(model, messages=MESSAGES, **options):
    return "".join(model.stream(Request(Stage.PLANNER, messages, **options)))


def test_a_call_goes_out_and_its_reply_comes_back(tmp_path):
    with pytest.raises(ReplyPendingError) as caught:
        ask(ReplayModel(tmp_path))
    [call] = pending(tmp_path)
    assert call == {
        "key": caught.value.key,
        "stage": "planner",
        "messages": [{"role": m.role.value, "content": m.content} for m in MESSAGES],
    }
    canonical = json.dumps(call["messages"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest() == call["key"]
    record(tmp_path, {"key": call["key"], "reply": REPLY, "model": "who recorded it"})
    model = ReplayModel(tmp_path)
    assert ask(model) == REPLY
    assert len(list(model.stream(Request(Stage.PLANNER, MESSAGES)))) > 1


def test_the_last_of_two_replies_counts(tmp_path):
    record(tmp_path, {"key": message_key(MESSAGES), "reply": "old"}, {"key": message_key(MESSAGES), "reply": "new"})
    assert ask(ReplayModel(tmp_path)) == "new"


def test_a_reader_who_leaves_gets_no_more(tmp_path):
    record(tmp_path, {"key": message_key(MESSAGES), "reply": REPLY})
    assert ask(ReplayModel(tmp_path), cancelled=lambda: True) == ""


def test_a_folder_that_is_not_there_yet_is_made_for_the_first_call(tmp_path):
    with pytest.raises(ReplyPendingError):
        ask(ReplayModel(tmp_path / "new" / "set"))
    assert len(pending(tmp_path / "new" / "set")) == 1


def test_calls_are_written_once_whichever_thread_or_process_makes_them(tmp_path):
    arguments = [sys.executable, "-c", ASKER, str(tmp_path)]
    others = [subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    model = ReplayModel(tmp_path)

    def here():
        for n in range(50):
            with pytest.raises(ReplyPendingError):
                ask(model, [ChatMessage(Role.USER, f"question {n}")])

    threads = [threading.Thread(target=here) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    printed = [process.communicate(timeout=120)[0].decode().split() for process in others]
    keys = [call["key"] for call in pending(tmp_path)]
    assert len(keys) == len(set(keys)) == 50
    assert all(sorted(p) == sorted(keys) for p in printed)
    record(
        tmp_path,
        *({"key": call["key"], "reply": f"answer {call['messages'][0]['content']}"} for call in pending(tmp_path)),
    )
    replayed = subprocess.run(arguments, cwd=ROOT, capture_output=True, timeout=120, check=True).stdout.decode()
    assert replayed.splitlines() == [f"answer question {n}" for n in range(50)]
    assert len(pending(tmp_path)) == 50


def test_a_line_that_a_killed_process_left_torn_is_ended_and_written_anew(tmp_path):
    (tmp_path / "pending.jsonl").write_text('{"key": "abc", "sta', encoding="utf-8")
    model = ReplayModel(tmp_path)
    with pytest.raises(ReplyPendingError) as caught:
        ask(model)
    torn, whole = (tmp_path / "pending.jsonl").read_text(encoding="utf-8").splitlines()
    assert torn == '{"key": "abc", "sta'
    assert json.loads(whole)["key"] == caught.value.key


def test_calls_that_were_taken_away_are_written_again(tmp_path):
    for _ in range(2):
        with pytest.raises(ReplyPendingError):
            ask(ReplayModel(tmp_path))
        assert len(pending(tmp_path)) == 1
        (tmp_path / "pending.jsonl").unlink()


@pytest.mark.parametrize("line", ["no json", "[]", '{"key": "a"}', '{"key": "a", "reply": {"asks": []}}', "\ufeff"])
def test_a_malformed_line_is_named(tmp_path, line):
    record(tmp_path, {"key": "a", "reply": "b"})
    with (tmp_path / "replies.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(ReplayFileError, match=r"replies\.jsonl.* 3 "):
        ReplayModel(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "pending.jsonl").mkdir()
    with pytest.raises(ReplayFileError, match=r"pending\.jsonl"):
        ask(ReplayModel(tmp_path))


def test_the_day_stands_for_today(tmp_path):
    assert replay_day(tmp_path) is None
    (tmp_path / "day").write_text("2026-03-01\n", encoding="utf-8")
    assert replay_day(tmp_path) == date(2026, 3, 1)
    (tmp_path / "day").write_text("March", encoding="utf-8")
    with pytest.raises(ReplayFileError, match="YYYY-MM-DD"):
        replay_day(tmp_path)
