"""Sessions, limits, and what the desk says of index and evals."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.desk.database import Database
from assistant.desk.desk import Desk
from assistant.desk.eval_figures import latest_figures
from assistant.desk.index_status import Freshness, index_status
from assistant.desk.limits import Throttle
from assistant.desk.password import hash_password
from assistant.desk.sessions import LIFETIME_S
from assistant.errors import ResultFileError, SignInError, TooManyError
from assistant.index.generations import build
from assistant.settings import Settings

PASSWORDS = ("the first password", "the second password")
SHARE = {"value": 0.9, "low": 0.8, "high": 1.0, "n": 10, "more": 1}


@pytest.fixture(scope="module")
def hashes() -> tuple[str, str]:
    return str(hash_password(PASSWORDS[0])), str(hash_password(PASSWORDS[1]))


def test_sessions_end_with_time_and_with_a_new_password(
    tmp_path: Path, hashes: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(Settings(data=tmp_path, desk_password_hash=hashes[0]))
    token = desk.sign_in(PASSWORDS[0], "10.0.0.1")
    desk.check(token)
    # Another process with the same settings takes it, one with a new password does not.
    Desk(Settings(data=tmp_path, desk_password_hash=hashes[0])).check(token)
    with pytest.raises(SignInError):
        Desk(Settings(data=tmp_path, desk_password_hash=hashes[1])).check(token)
    later = time.time() + LIFETIME_S + 1
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(SignInError):
        desk.check(token)


def test_a_window_slides_and_clients_do_not_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    throttle = Throttle(Database(tmp_path), "kind", 2, 60)
    for _ in range(2):
        throttle.take("2001:db8::1")
    # The same network of 64 bits is the same household.
    with pytest.raises(TooManyError) as error:
        throttle.take("2001:db8::2")
    assert error.value.retry_after_s == 60
    throttle.take("2001:db8:0:1::1")
    throttle.take("not an address")
    now += 61
    throttle.take("2001:db8::1")


def test_the_index_s_state_follows_the_documents(tmp_path: Path, tiny_corpus: Path, tiny_assistant: Assistant) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(tiny_corpus, corpus)
    settings = Settings(corpus=corpus, index=index)

    def freshness() -> Freshness:
        return index_status(tiny_assistant.generation, settings).freshness

    assert freshness() is Freshness.CURRENT
    (corpus / "documents" / "new.md").write_text("# 新文档\n\n新增的一句话。\n", encoding="utf-8")
    assert freshness() is Freshness.CHANGED
    build(corpus, index, tiny_assistant.embedder)
    assert freshness() is Freshness.RENEWING
    shutil.rmtree(corpus)
    assert freshness() is Freshness.MISSING


def test_the_newest_eval_counts_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert latest_figures(tmp_path / "none", "c") is None

    def write(name: str, correct: float) -> None:
        total = {"correct": {**SHARE, "value": correct}, "wrong_refusals": None, "right_refusals": SHARE}
        data = {
            "run": {
                "commit": "abc",
                "changed": False,
                "embedding_model": "m",
                "corpus": "c",
                "started_at": "2026-11-21",
            },
            "sets": [{"name": "dev", "questions": 10, "total": {**total, "citation_support": SHARE, "p95_ms": 5.0}}],
        }
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")

    write("20261120T000000-a.json", 0.1)
    write("20261121T000000-b.json", 0.9)
    figures = latest_figures(tmp_path, "c")
    assert figures is not None
    assert figures.sets[0].total.correct is not None
    assert (figures.sets[0].total.correct.value, figures.same_corpus) == (0.9, True)
    other = latest_figures(tmp_path, "other")
    assert other is not None
    assert not other.same_corpus
    (tmp_path / "20261122T000000-c.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultFileError, match="make eval"):
        latest_figures(tmp_path, "c")
