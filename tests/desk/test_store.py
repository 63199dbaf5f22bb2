"""The feedback store on a real file: several processes, bounds, older and newer files."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from assistant.desk.database import FILE_NAME, Database
from assistant.desk.records import Judged, Rating, Selection, State, Trace
from assistant.desk.store import MAX_REASON_CHARS, FeedbackStore
from assistant.errors import DataFolderError, FeedbackError, FeedbackFullError
from assistant.types import Language, Status

JUDGED = Judged("问题", "回答", Status.ANSWERED, "passage", (), Trace("问题", 0.5, "2026-11-21T00:00:00+00:00", ()))
ZH = Language.ZH


def _add_some(folder: Path) -> None:
    store = FeedbackStore(Database(folder))
    for _ in range(10):
        store.add(JUDGED, Rating.DOWN, "", ZH)


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = FeedbackStore(Database(folder))
    assert (store.select(), store.count()) == ((), 0)
    assert not folder.exists()
    store.add(JUDGED, Rating.UP, "", ZH)
    assert store.select()[0].judged == JUDGED
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


def test_processes_that_begin_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_add_some, [folder] * 4))
    assert FeedbackStore(Database(folder)).count() == 40


def test_a_full_store_lets_go_of_what_nobody_waits_for_and_then_refuses(tmp_path: Path) -> None:
    store = FeedbackStore(Database(tmp_path), max_rows=3)
    for rating in (Rating.DOWN, Rating.UP, Rating.DOWN):
        store.add(JUDGED, rating, "", ZH)
    store.update(1, state=State.FIXED)
    store.add(JUDGED, Rating.DOWN, "", ZH)
    store.add(JUDGED, Rating.DOWN, "", ZH)
    assert [f.id for f in store.select()] == [5, 4, 3]
    with pytest.raises(FeedbackFullError):
        store.add(JUDGED, Rating.DOWN, "", ZH)
    assert store.count() == 3


def test_selections_and_pages(tmp_path: Path) -> None:
    store = FeedbackStore(Database(tmp_path))
    for rating in (Rating.UP, Rating.DOWN, Rating.UNANSWERED, Rating.DOWN):
        store.add(JUDGED, rating, "", ZH)
    store.update(4, state=State.DISMISSED)
    down = Selection((Rating.DOWN,), (State.OPEN,))
    assert [f.id for f in store.select(down)] == [2]
    assert store.count(down) == 1
    assert [f.id for f in store.select(limit=2, offset=1)] == [3, 2]


def test_a_reply_needs_words_and_a_refused_change_leaves_the_record(tmp_path: Path) -> None:
    store = FeedbackStore(Database(tmp_path))
    receipt = store.add(JUDGED, Rating.DOWN, "", ZH)
    with pytest.raises(FeedbackError):
        store.update(1, state=State.ANSWERED, reply="  ")
    with pytest.raises(FeedbackError):
        store.revise(receipt, Rating.UP, "长" * (MAX_REASON_CHARS + 1))
    assert (store.get(1).state, store.get(1).rating) == (State.OPEN, Rating.DOWN)
    assert store.update(1, state=State.ANSWERED, reply="见第4.2节").reply == "见第4.2节"


def test_a_file_of_a_newer_version_or_of_something_else_is_left_alone(tmp_path: Path) -> None:
    store = FeedbackStore(Database(tmp_path))
    store.add(JUDGED, Rating.DOWN, "", ZH)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    for use in (store.count, lambda: store.add(JUDGED, Rating.DOWN, "", ZH)):
        with pytest.raises(DataFolderError, match="99"):
            use()
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE_NAME).write_bytes(b"not a database" * 100)
    for use in (
        FeedbackStore(Database(other)).count,
        lambda: FeedbackStore(Database(other)).add(JUDGED, Rating.UP, "", ZH),
    ):
        with pytest.raises(DataFolderError, match="ZHENGTU_DATA"):
            use()
    assert (other / FILE_NAME).read_bytes() == b"not a database" * 100
