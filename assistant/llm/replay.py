"""A model whose replies were recorded: calls go out as a file, replies come back as one, and a run repeats exactly.

``replies.jsonl`` holds ``{"key", "reply"}`` a line; of several lines with one key the last counts. A call without a
reply is appended to ``pending.jsonl`` as ``{"key", "stage", "messages"}``, once, whichever thread or process makes it.
``day`` (an ISO date) stands for today.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ReplayFileError, ReplyPendingError
from assistant.errors.fields import wrong_fields
from assistant.llm.chat import Request, message_key, to_json

REPLIES, PENDING, DAY = "replies.jsonl", "pending.jsonl", "day"
# Replies come in pieces as from a provider, so that what reads them while they come is put to work.
_PIECE_CHARS = 24
_LOCK_TIMEOUT_S = 30.0


class _ReplyLine(BaseModel):
    """A recorded reply; who records may note more beside it, such as the model."""

    model_config = ConfigDict(extra="ignore", strict=True)

    key: str
    reply: str


class ReplayModel:
    """Answers from a folder's recorded replies; safe to share between threads, and the folder between processes."""

    def __init__(self, folder: Path) -> None:
        """Read the replies.

        Raises:
            ReplayFileError: a line is malformed or a file cannot be read; names file and line.
        """
        self.name = f"replay:{folder.name}"
        self._folder = folder
        self._replies = {line.key: line.reply for line in _replies(folder / REPLIES)}

    def stream(self, request: Request) -> Iterator[str]:
        """The recorded reply in short pieces.

        Raises:
            ReplyPendingError: there is none yet; the call stands in ``pending.jsonl``.
            ReplayFileError: the call cannot be written there.
        """
        key = message_key(request.messages)
        reply = self._replies.get(key)
        if reply is None:
            self._ask(key, request)
            raise ReplyPendingError(key)
        return _pieces(reply, request)

    def _ask(self, key: str, request: Request) -> None:
        call = {"key": key, "stage": request.stage.value, "messages": to_json(request.messages)}
        # Half a character of UTF-16, which UTF-8 cannot hold, becomes its escape in JSON.
        line = json.dumps(call, ensure_ascii=False).encode("utf-8", "backslashreplace")
        path = self._folder / PENDING
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / f"{PENDING}.lock", timeout=_LOCK_TIMEOUT_S), path.open("ab+") as file:
                file.seek(0)
                written = file.read()
                if b'"%s"' % key.encode() not in written:
                    # A line that a killed process left torn is ended first.
                    file.write(b"\n" * (written[-1:] not in (b"", b"\n")) + line + b"\n")
        except OSError as error:  # a lock that stays taken is one, too
            raise ReplayFileError(f"写不了 {path}：{error}。The file cannot be written.") from error


def replay_day(folder: Path) -> date | None:
    """The day that stands for today in a folder of replies; None where it names none.

    Raises:
        ReplayFileError: the file holds no ISO date.
    """
    path = folder / DAY
    try:
        return date.fromisoformat(path.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ReplayFileError(
            f"{path} 应只有一个日期 YYYY-MM-DD：{error}。The file must hold one date, YYYY-MM-DD."
        ) from error


def _pieces(reply: str, request: Request) -> Iterator[str]:
    for start in range(0, len(reply), _PIECE_CHARS):
        if request.is_cancelled:
            return
        yield reply[start : start + _PIECE_CHARS]


def _replies(path: Path) -> Iterator[_ReplyLine]:
    """The lines of a file of replies; none where there is no file."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _reply_line(line, f"{path} 第 {number} 行 line {number}")
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReplayFileError(f"读不了 {path}：{error}。The file cannot be read.") from error


def _reply_line(line: bytes, place: str) -> _ReplyLine:
    try:
        return _ReplyLine.model_validate_json(line)
    except ValidationError as error:
        reasons = wrong_fields(error, whole="JSON")
        raise ReplayFileError(f'{place} 应为 {{"key", "reply"}}：{reasons}。It must be that object.') from error
