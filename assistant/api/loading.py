"""Loading the assistant beside the server, so that pages show before the model is warm, and anew when it changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.errors import NotReadyError, StartFailedError, ZhengtuError

if TYPE_CHECKING:  # the real import takes seconds, and belongs into the loading thread
    from assistant.assistant import Assistant

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


class LoadState(StrEnum):
    """Where loading stands."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LoadStatus:
    """State with its counts; ``total`` is 0 until an index is being built.

    Of a failure: ``code`` and ``reason`` are for anybody, ``detail`` may name files and is for whoever runs the server.
    """

    state: LoadState
    done: int = 0
    total: int = 0
    reason: str = ""
    code: str = ""
    detail: str = ""

    @property
    def message(self) -> str:
        """What to tell a person who asks while it is not ready."""
        if self.state is LoadState.FAILED:
            return f"启动失败：{self.reason} (start-up failed)"
        if self.total:
            return f"正在建立索引 {self.done}/{self.total}，请稍候 (building the index)"
        return "正在载入模型和索引，请稍候 (loading the model and the index)"


# Of the five seconds in which what was built is to answer, opening it takes some.
_LOOK_EVERY_S = 0.5
# Given the assistant that answers (None where the start failed), one that is to take its place, if any.
Renew = Callable[["Assistant | None"], "Assistant | None"]


class AssistantLoader:
    """Opens an assistant in a background thread, hands it out once it is there, and then another where one is newer."""

    def __init__(self, open_assistant: Callable[[Progress], Assistant], renew: Renew | None = None) -> None:
        self._open = open_assistant
        self._renew = renew
        self._stopped = threading.Event()
        self._status = LoadStatus(LoadState.LOADING)
        self._assistant: Assistant | None = None
        self._finished = threading.Event()
        self._thread = threading.Thread(target=self._work, name="assistant-loader", daemon=True)

    def start(self) -> None:
        """Begin loading; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Take up nothing newer from now on."""
        self._stopped.set()

    @property
    def status(self) -> LoadStatus:
        """Where loading stands now."""
        return self._status

    def assistant(self) -> Assistant:
        """The loaded assistant.

        Raises:
            NotReadyError: it is still loading; the message says how far.
            StartFailedError: loading failed; the message says why.
        """
        status = self._status
        if status.state is LoadState.FAILED:
            raise StartFailedError(status.message)
        if self._assistant is None:
            raise NotReadyError(status.message)
        return self._assistant

    def wait(self, timeout_s: float | None = None) -> LoadStatus:
        """Wait until loading ended, well or badly, or the time is over."""
        self._finished.wait(timeout_s)
        return self._status

    def _work(self) -> None:
        try:
            self._assistant = self._open(self._progress)
            self._status = LoadStatus(LoadState.READY)
        except ZhengtuError as error:
            self._status = LoadStatus(LoadState.FAILED, reason=error.public, code=error.code, detail=str(error))
            log.error("start-up failed: %s", error)
        except Exception as error:  # a dead thread would leave "loading" forever
            name = type(error).__name__
            self._status = LoadStatus(LoadState.FAILED, reason=name, code="internal", detail=f"{name}: {error}")
            log.exception("start-up failed")
        finally:
            self._finished.set()
        while self._renew is not None and not self._stopped.wait(_LOOK_EVERY_S):
            try:
                newer = self._renew(self._assistant)
            except Exception:  # what answers goes on answering
                log.exception("the newer index is not taken up")
                continue
            if newer is not None:
                # Questions under way keep the one that they began with.
                self._assistant = newer
                self._status = LoadStatus(LoadState.READY)

    def _progress(self, done: int, total: int) -> None:
        self._status = LoadStatus(LoadState.LOADING, done, total)
