"""Sign-in sessions: a random token in the browser, its hash in the file, so that signing out ends it for good."""

from __future__ import annotations

import hashlib
import secrets
import time

from assistant.desk.database import Database
from assistant.desk.password import PasswordHash

LIFETIME_S = 8 * 3600
_TOKEN_BYTES = 32
_MAX_TOKEN_CHARS = 200


class Sessions:
    """The sessions that were opened with one password; a changed password ends them all."""

    def __init__(self, database: Database, password: PasswordHash) -> None:
        self._database = database
        self._password = _digest(str(password))

    def open(self) -> str:
        """A new session's token; sessions that ended are cleared away."""
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), time.time()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE expires_at <= ?", (now,))
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?)", (_digest(token), self._password, now + LIFETIME_S)
            )
        return token

    def valid(self, token: str) -> bool:
        """Whether the token belongs to a session that goes on."""
        if not token or len(token) > _MAX_TOKEN_CHARS:
            return False
        with self._database.reading() as connection:
            # Looked up by its hash: how long that takes tells nothing of the token.
            return connection is not None and (
                connection.execute(
                    "SELECT 1 FROM sessions WHERE token = ? AND password = ? AND expires_at > ?",
                    (_digest(token), self._password, time.time()),
                ).fetchone()
                is not None
            )

    def close(self, token: str) -> None:
        """End a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
