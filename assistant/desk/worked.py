"""What of a list to work through is done."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.desk.database import Database

_MAX_KEY_CHARS = 500


class Worked:
    """Ticks of the lists of what a new edition touches; safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def done(self, document: str) -> frozenset[str]:
        """The keys that are ticked off for a document's newest edition.

        Raises:
            DataFolderError: the file cannot be read.
        """
        with self._database.reading() as connection:
            if connection is None:
                return frozenset()
            rows = connection.execute("SELECT item FROM worked WHERE document = ?", (document,)).fetchall()
        return frozenset(row[0] for row in rows)

    def tick(self, document: str, item: str, *, done: bool) -> None:
        """Tick an item off, or on again.

        Raises:
            DataFolderError: the file cannot be written.
        """
        document, item = document[:_MAX_KEY_CHARS], item[:_MAX_KEY_CHARS]
        with self._database.writing() as connection:
            connection.execute("DELETE FROM worked WHERE document = ? AND item = ?", (document, item))
            if done:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute("INSERT INTO worked VALUES (?, ?, ?)", (document, item, now))
