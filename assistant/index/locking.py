"""One writer at a time; whoever else would write is told who it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexLockedError

LOCK_NAME, HOLDER_NAME = "build.lock", "build.holder"


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the index for writing; a holder that is killed lets go of it.

    Raises:
        IndexLockedError: another process writes; the message names it.
    """
    holder = index / HOLDER_NAME
    lock = FileLock(index / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        zh, en = _described(holder)
        raise IndexLockedError(
            f"另一个进程{zh}正在构建 {index}，请等它结束后再试。"
            f"Another process{en} is building this index; please wait until it has finished."
        ) from error
    try:
        # Beside the lock, which the next one who tries would empty.
        told = {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}
        holder.write_text(json.dumps(told), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _described(holder: Path) -> tuple[str, str]:
    """Who holds it, in both languages; nothing where it has only just begun to."""
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        pid, host, since = told["pid"], told["host"], told["since"]
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
    return f"（进程号 {pid}，主机 {host}，自 {since} 起）", f" (pid {pid} on {host}, since {since})"
