"""The feedback store: bounded in texts and rows, personal data masked on the way in."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from assistant.desk.database import Database
from assistant.desk.records import Feedback, Judged, Rating, Reply, Selection, State
from assistant.errors import FeedbackError, FeedbackFullError, FeedbackMissingError
from assistant.text.masking import mask
from assistant.types import Language

MAX_REASON_CHARS = 1000
MAX_REPLY_CHARS = 4000
MAX_ROWS = 20_000
_MAX_QUESTION_CHARS = 2000
_MAX_ANSWER_CHARS = 20_000
_RECEIPT_BYTES = 16
_JUDGED = TypeAdapter(Judged)
_COLUMNS = "id, created_at, updated_at, rating, reason, language, judged, state, reply"


class FeedbackStore:
    """Records in the desk's file; safe to share between threads, and the file between processes."""

    def __init__(self, database: Database, max_rows: int = MAX_ROWS) -> None:
        self._database = database
        self._max_rows = max_rows

    def add(self, judged: Judged, rating: Rating, reason: str, language: Language) -> str:
        """Keep a new record; returns its receipt, with which alone its sender may change and follow it.

        When the store is full, the oldest record that nobody has to work on makes room.

        Raises:
            FeedbackError: the reason is too long.
            FeedbackFullError: every record waits for staff.
            DataFolderError: the file cannot be written.
        """
        _check(reason, "原因 reason", MAX_REASON_CHARS)
        receipt, now = secrets.token_urlsafe(_RECEIPT_BYTES), _now()
        with self._database.writing() as connection:
            self._make_room(connection)
            connection.execute(
                f"INSERT INTO feedback (receipt, {_COLUMNS}) VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, '')",
                (receipt, now, now, rating, mask(reason), language, _dump(judged), State.OPEN),
            )
        return receipt

    def revise(self, receipt: str, rating: Rating, reason: str) -> None:
        """Another rating or reason from the sender; the record is open again.

        Raises:
            FeedbackMissingError: no record has this receipt.
            FeedbackError, DataFolderError: as for ``add``.
        """
        _check(reason, "原因 reason", MAX_REASON_CHARS)
        with self._database.writing() as connection:
            found = connection.execute(
                "UPDATE feedback SET rating = ?, reason = ?, state = ?, updated_at = ? WHERE receipt = ?",
                (rating, mask(reason), State.OPEN, _now(), receipt),
            )
            if not found.rowcount:
                raise _missing()

    def reply(self, receipt: str) -> Reply:
        """What became of a record, for its sender.

        Raises:
            FeedbackMissingError: no record has this receipt.
        """
        with self._database.reading() as connection:
            row = (
                connection
                and connection.execute("SELECT state, reply FROM feedback WHERE receipt = ?", (receipt,)).fetchone()
            )
        if not row:
            raise _missing()
        return Reply(State(row[0]), row[1])

    def get(self, id_: int) -> Feedback:
        """One record.

        Raises:
            FeedbackMissingError: there is none of this id.
        """
        with self._database.reading() as connection:
            row = connection and _one(connection, id_)
        if not row:
            raise _missing()
        return _feedback(row)

    def update(self, id_: int, *, state: State | None = None, reply: str | None = None) -> Feedback:
        """Set state, reply or both; returns the record.

        Raises:
            FeedbackMissingError: there is none of this id.
            FeedbackError: nothing is to be set, a reply is too long, or ``answered`` has no reply.
            DataFolderError: the file cannot be written.
        """
        if state is None and reply is None:
            raise FeedbackError("请给出 state 或 reply。Give a state or a reply.")
        if reply is not None:
            _check(reply, "回复 reply", MAX_REPLY_CHARS)
        with self._database.writing() as connection:
            row = _one(connection, id_)
            if not row:
                raise _missing()
            held = _feedback(row)
            text = held.reply if reply is None else reply.strip()
            if state is State.ANSWERED and not text:
                raise FeedbackError("请先写回复。Write a reply first.")
            changed = replace(held, state=state or held.state, reply=text, updated_at=_now())
            connection.execute(
                "UPDATE feedback SET state = ?, reply = ?, updated_at = ? WHERE id = ?",
                (changed.state, changed.reply, changed.updated_at, id_),
            )
        return changed

    def delete(self, id_: int) -> None:
        """Remove a record: a name that somebody wrote cannot be masked.

        Raises:
            FeedbackMissingError: there is none of this id.
            DataFolderError: the file cannot be written.
        """
        with self._database.writing() as connection:
            # Otherwise the words would stay in the file until something else needs their place.
            connection.execute("PRAGMA secure_delete = ON")
            if not connection.execute("DELETE FROM feedback WHERE id = ?", (id_,)).rowcount:
                raise _missing()

    def select(
        self, selection: Selection = Selection(), limit: int = MAX_ROWS, offset: int = 0
    ) -> tuple[Feedback, ...]:
        """Records of a selection, newest first."""
        where, values = _where(selection)
        with self._database.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM feedback {where} ORDER BY id DESC LIMIT ? OFFSET ?", (*values, limit, offset)
            ).fetchall()
        return tuple(_feedback(r) for r in rows)

    def count(self, selection: Selection = Selection()) -> int:
        """How many records a selection has."""
        where, values = _where(selection)
        with self._database.reading() as connection:
            if connection is None:
                return 0
            return int(connection.execute(f"SELECT count(*) FROM feedback {where}", values).fetchone()[0])

    def _make_room(self, connection: sqlite3.Connection) -> None:
        count = connection.execute("SELECT count(*) FROM feedback").fetchone()[0]
        if count < self._max_rows:
            return
        gone = connection.execute(
            "DELETE FROM feedback WHERE id = (SELECT min(id) FROM feedback WHERE state != ? OR rating = ?)",
            (State.OPEN, Rating.UP),
        )
        if not gone.rowcount:
            raise FeedbackFullError(
                "反馈已满，请联系老师先处理已有的。The feedback store is full; please tell the staff."
            )


def _where(selection: Selection) -> tuple[str, tuple[str, ...]]:
    """The SQL condition with its values; names of columns and placeholders only, never a value in the text."""
    parts: list[str] = []
    values: list[str] = []
    for column, wanted in (("rating", selection.ratings), ("state", selection.states)):
        if wanted:
            parts.append(f"{column} IN ({', '.join('?' for _ in wanted)})")
            values += wanted
    return (f"WHERE {' AND '.join(parts)}" if parts else "", tuple(values))


def _one(connection: sqlite3.Connection, id_: int) -> Sequence[Any] | None:
    row: Sequence[Any] | None = connection.execute(f"SELECT {_COLUMNS} FROM feedback WHERE id = ?", (id_,)).fetchone()
    return row


def _feedback(row: Sequence[Any]) -> Feedback:
    id_, created_at, updated_at, rating, reason, language, judged, state, reply = row
    return Feedback(
        id=id_,
        created_at=created_at,
        updated_at=updated_at,
        rating=Rating(rating),
        reason=reason,
        language=Language(language),
        judged=_JUDGED.validate_json(judged),
        state=State(state),
        reply=reply,
    )


def _dump(judged: Judged) -> str:
    """The judged answer as JSON, masked. Quotes and passages are public text, and stay as they are."""
    masked = replace(
        judged,
        question=mask(judged.question)[:_MAX_QUESTION_CHARS],
        answer=mask(judged.answer)[:_MAX_ANSWER_CHARS],
        trace=replace(judged.trace, standalone=mask(judged.trace.standalone)[:_MAX_QUESTION_CHARS]),
    )
    return _JUDGED.dump_json(masked).decode()


def _check(text: str, name: str, max_chars: int) -> None:
    if len(text) > max_chars:
        raise FeedbackError(f"{name} 最多 {max_chars} 个字符。It has at most {max_chars} characters.")


def _missing() -> FeedbackMissingError:
    return FeedbackMissingError("没有这条反馈。There is no such feedback.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
