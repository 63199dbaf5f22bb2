"""Files that wait in memory for the one who asked for them: for some minutes, and for one download."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

from assistant.api.problems import MissingError

_KEPT_S = 10 * 60
_MAX_FILES = 16
_MAX_BYTES = 192 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Download:
    """A file and its name."""

    name: str
    media_type: str
    content: bytes


class Downloads:
    """Holds files under ids that cannot be guessed; the oldest make room for new ones."""

    def __init__(self, kept_s: float = _KEPT_S, max_files: int = _MAX_FILES, max_bytes: int = _MAX_BYTES) -> None:
        self._kept_s, self._max_files, self._max_bytes = kept_s, max_files, max_bytes
        self._held: dict[str, Download] = {}
        self._lock = threading.Lock()

    def put(self, download: Download) -> str:
        """Keep a file; returns its id."""
        id_ = secrets.token_urlsafe(24)
        with self._lock:
            self._held[id_] = download
            while len(self._held) > 1 and (len(self._held) > self._max_files or self._bytes() > self._max_bytes):
                self._held.pop(next(iter(self._held)))
        timer = threading.Timer(self._kept_s, self._drop, (id_,))
        timer.daemon = True
        timer.start()
        return id_

    def take(self, id_: str) -> Download:
        """A file, which is gone afterwards.

        Raises:
            MissingError: it was taken, its time is over, or there never was one.
        """
        with self._lock:
            found = self._held.pop(id_, None)
        if found is None:
            raise MissingError(
                "这个文件已经下载过，或已过期（保留 10 分钟）。请重新生成。"
                "This file was downloaded already, or its ten minutes are over. Please make it again."
            )
        return found

    def _drop(self, id_: str) -> None:
        with self._lock:
            self._held.pop(id_, None)

    def _bytes(self) -> int:
        return sum(len(d.content) for d in self._held.values())
