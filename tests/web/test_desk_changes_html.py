"""The desk's list of what a new edition changes: nothing of a document is markup, what is done stays done."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from assistant.changes.comparison import compare_texts
from assistant.changes.impact import Item, ItemKind, Standing
from assistant.corpus.editions import Edition
from assistant.corpus.freshness import CHECK_EVERY, overdue
from assistant.corpus.loaders import load_document
from assistant.desk.database import Database
from assistant.desk.worked import Worked
from assistant.types import Document
from assistant.web.desk_changes import render_changes, render_overdue
from assistant.web.strings import EN, ZH

HOSTILE = "<script>alert(1)</script>"


def _document(tmp_path: Path, name: str) -> Document:
    path = tmp_path / f"{name}.md"
    path.write_text(f"# 规定\n\n{HOSTILE}\n", encoding="utf-8")
    return load_document(path)


def test_texts_of_documents_are_shown_as_they_are_and_done_items_are_ticked(tmp_path: Path) -> None:
    edition = Edition(HOSTILE, (_document(tmp_path, "a"),), None)
    changes = compare_texts(f"第一条 有效期为3年{HOSTILE}。", f"第一条 有效期为5年{HOSTILE}。")
    items = [
        Item(ItemKind.RECORD, HOSTILE, "3年", HOSTILE, 0, Standing.STALE),
        Item(ItemKind.TICKET, "7", "有效期几年", "", 0),
    ]
    html = render_changes(edition, edition, changes, items, {items[1].key}, ZH)
    assert HOSTILE not in html
    assert "<mark>5</mark>" in html
    assert html.count(" checked>") == 1


def test_ticks_are_kept_for_each_document(tmp_path: Path) -> None:
    worked = Worked(Database(tmp_path))
    assert worked.done("fees@2023") == frozenset()
    worked.tick("fees@2023", "a", done=True)
    worked.tick("fees@2023", "b", done=True)
    worked.tick("fees@2023", "a", done=False)
    assert Worked(Database(tmp_path)).done("fees@2023") == {"b"}
    assert worked.done("fees@2019") == frozenset()


def test_what_was_never_or_long_ago_checked_is_due_but_not_what_was_superseded(tmp_path: Path) -> None:
    today = date(2026, 11, 1)
    never = _document(tmp_path, "never")
    fresh = replace(never, id="fresh", checked_on=(today - CHECK_EVERY).isoformat())
    stale = replace(never, id="stale", checked_on=(today - CHECK_EVERY - timedelta(days=1)).isoformat())
    old, new = replace(never, id="fees@2019", issued="2019"), replace(fresh, id="fees@2023", issued="2023")
    assert [d.id for d in overdue([fresh, stale, never, old, new], today)] == ["never", "stale"]
    assert HOSTILE not in render_overdue([replace(never, title=HOSTILE)], EN)
