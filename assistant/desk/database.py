"""The desk's one file: SQLite in WAL mode, made at the first write, shared by several processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import DataFolderError

FILE_NAME = "desk.sqlite3"
_BUSY_TIMEOUT_S = 5.0
_FEEDBACK = """
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    rating TEXT NOT NULL CHECK (rating IN ('up', 'down', 'unanswered')),
    reason TEXT NOT NULL,
    language TEXT NOT NULL,
    judged TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'fixed', 'dismissed')),
    reply TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_queue ON feedback (state, rating, id);
CREATE TABLE sessions (token TEXT PRIMARY KEY, password TEXT NOT NULL, expires_at REAL NOT NULL) STRICT;
CREATE TABLE attempts (kind TEXT NOT NULL, client TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX attempts_of ON attempts (kind, client, at);
"""
_MODEL_USE = """
CREATE TABLE model_use (
    day TEXT NOT NULL,
    stage TEXT NOT NULL,
    calls INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (day, stage)
) STRICT;
"""
_WORKED = """
CREATE TABLE worked (
    document TEXT NOT NULL,
    item TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document, item)
) STRICT;
"""
# A file at version n has had the first n steps. Steps are only ever added.
_STEPS = (_FEEDBACK, _MODEL_USE, _WORKED)
SCHEMA = len(_STEPS)


class Database:
    """Connections to the file, one for each use, so that threads and processes share nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read with; None while nothing was ever written.

        Raises:
            DataFolderError: the file cannot be read, is no database of ours or stays busy.
        """
        if not self._path.exists():
            yield None
            return
        with self._errors(), closing(self._connect()) as connection:
            self._bring_up(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a write transaction: all of it happens or, after an error, nothing.

        Raises:
            DataFolderError: the folder cannot be written, or as for ``reading``.
        """
        with self._errors():
            if not self._path.exists():
                self._create()
            with closing(self._connect()) as connection:
                self._bring_up(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        # Transactions are begun by hand: the module's own begin as readers and fail when they become writers.
        return sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)

    def _create(self) -> None:
        # Others than the server's user have no business with what people wrote.
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._folder / f"{FILE_NAME}.lock", timeout=_BUSY_TIMEOUT_S):
            self._path.touch(mode=0o600)
            with closing(self._connect()) as connection:
                version = self._version(connection)
                if version == 0:
                    connection.execute("PRAGMA journal_mode = WAL")
                if version < SCHEMA:
                    steps = " ".join(_STEPS[version:])
                    connection.executescript(f"BEGIN; {steps} PRAGMA user_version = {SCHEMA}; COMMIT;")

    @staticmethod
    def _version(connection: sqlite3.Connection) -> int:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        """Add what an older version's file lacks; or another process is making it, or was killed while it did."""
        version = self._version(connection)
        if version < SCHEMA:
            self._create()
        if version > SCHEMA:
            raise DataFolderError(
                f"{self._path} 由更新版本的证途写成（格式 {version}），请升级。"
                "A newer version of Zhengtu wrote this file; please upgrade."
            )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, Timeout) as error:
            raise DataFolderError(
                f"数据目录 {self._folder} 读写失败：{error or type(error).__name__}。"
                "请检查权限和空间，或用 ZHENGTU_DATA 换一个目录。"
                "The data folder cannot be used; check its permissions and space, or set ZHENGTU_DATA to another one."
            ) from error
