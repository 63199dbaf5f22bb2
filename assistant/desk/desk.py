"""The desk as the server holds it: its file, what limits its use, and who may come in."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.desk.database import Database
from assistant.desk.limits import Throttle
from assistant.desk.password import PasswordHash
from assistant.desk.sessions import Sessions
from assistant.desk.store import FeedbackStore
from assistant.desk.worked import Worked
from assistant.errors import DeskClosedError, SignInError
from assistant.llm.budget import ModelUse
from assistant.settings import ROOT, Settings

# A class behind one address presses this many thumbs; a program that floods the queue is stopped.
FEEDBACK_LIMIT, FEEDBACK_WINDOW_S = 60, 600.0
# A forgotten password is tried a few times; guessing gets 20 an hour.
SIGN_IN_LIMIT, SIGN_IN_WINDOW_S = 5, 900.0


class Desk:
    """Feedback and sign-in over one data folder; safe to share between threads."""

    def __init__(self, settings: Settings, eval_results: Path = ROOT / "evals" / "results") -> None:
        database = Database(settings.data)
        self.settings = settings
        self.eval_results = eval_results
        self.store = FeedbackStore(database)
        self.model_use = ModelUse(database)
        self.worked = Worked(database)
        self.feedback_throttle = Throttle(database, "feedback", FEEDBACK_LIMIT, FEEDBACK_WINDOW_S)
        self._sign_ins = Throttle(database, "sign-in", SIGN_IN_LIMIT, SIGN_IN_WINDOW_S)
        self._password = PasswordHash.parse(settings.desk_password_hash) if settings.desk_password_hash else None
        # Each takes 32 MB: guesses from many addresses wait for each other.
        self._hashing = threading.Lock()
        self._sessions = Sessions(database, self._password) if self._password else None

    @property
    def open_to_staff(self) -> bool:
        """Whether a password is configured; without one nobody can sign in."""
        return self._password is not None

    def sign_in(self, password: str, address: str) -> str:
        """The token of a new session.

        Raises:
            DeskClosedError: no password is configured.
            TooManyError: this address tried too often.
            SignInError: the password is wrong.
            DataFolderError: the session cannot be kept.
        """
        if self._password is None or self._sessions is None:
            raise _closed()
        self._sign_ins.take(address)
        with self._hashing:
            right = self._password.matches(password)
        if not right:
            raise SignInError("密码不对。The password is wrong.")
        self._sign_ins.forget(address)
        return self._sessions.open()

    def check(self, token: str) -> None:
        """Let a session's token pass.

        Raises:
            DeskClosedError: no password is configured.
            SignInError: the token belongs to no session that goes on.
            DataFolderError: the sessions cannot be read.
        """
        if self._sessions is None:
            raise _closed()
        if not self._sessions.valid(token):
            raise SignInError("请先登录。Please sign in first.")

    def sign_out(self, token: str) -> None:
        """End a session; ending none is no error."""
        if self._sessions is not None:
            self._sessions.close(token)


def _closed() -> DeskClosedError:
    return DeskClosedError(
        "工作台没有设置密码，所以没有开放：运行 zhengtu desk-password，按提示设置 ZHENGTU_DESK_PASSWORD_HASH。"
        "The desk is closed, since no password is set: run zhengtu desk-password and follow what it says."
    )
