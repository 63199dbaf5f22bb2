"""The index made anew in the background, after documents came in; questions are answered from the old one meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import IndexLockedError, ZhengtuError
from assistant.index.reuse import Progress

log = logging.getLogger(__name__)
_AGAIN_S = 3.0


class IndexingState(StrEnum):
    """Where indexing stands."""

    IDLE = "idle"
    BUILDING = "building"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IndexingStatus:
    """State with its counts; ``problem`` says why it failed."""

    state: IndexingState = IndexingState.IDLE
    done: int = 0
    total: int = 0
    problem: str = ""


class Indexing:
    """One build at a time; what is asked for during one makes it run once more."""

    def __init__(self, build: Callable[[Progress], object]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._wanted = False
        self._running = False
        self._status = IndexingStatus()

    @property
    def status(self) -> IndexingStatus:
        """Where it stands now."""
        return self._status

    def request(self) -> None:
        """Have the index built; returns at once."""
        with self._lock:
            self._wanted = True
            if self._running:
                return
            self._running = True
        self._status = IndexingStatus(IndexingState.BUILDING)
        threading.Thread(target=self._run, name="indexing", daemon=True).start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._running = False
                    return
                self._wanted = False
            self._status = self._once()

    def _once(self) -> IndexingStatus:
        while True:
            try:
                self._build(self._progress)
                return IndexingStatus()
            except IndexLockedError:
                # Another process builds; ours has to follow, since it may have begun before the file came.
                threading.Event().wait(_AGAIN_S)
            except ZhengtuError as error:
                log.error("%s: %s", error.code, error)
                return IndexingStatus(IndexingState.FAILED, problem=error.public)
            except Exception as error:  # a dead thread would say "building" forever
                log.exception("indexing failed")
                return IndexingStatus(IndexingState.FAILED, problem=type(error).__name__)

    def _progress(self, done: int, total: int) -> None:
        self._status = IndexingStatus(IndexingState.BUILDING, done, total)
