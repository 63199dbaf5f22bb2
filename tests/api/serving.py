"""A server as people start it: a process of its own, asked over real connections."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.settings import ROOT

# The model is loaded on cores that others use as well.
START_WITHIN_S = 120.0


@dataclass(frozen=True)
class Served:
    """A running server; its log is in a file."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, timeout_s: float = 60) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout_s)


def loaded(assistant: Assistant) -> AssistantLoader:
    """A loader that has the assistant at once."""
    loader = AssistantLoader(lambda _: assistant)
    loader.start()
    loader.wait(5)
    return loader


@contextmanager
def serving(folder: Path, corpus: Path, script: str | None = None, **environment: str) -> Iterator[Served]:
    """Serve a corpus with index and data below ``folder``, and wait until loading ended, well or badly.

    ``script`` replaces ``python -m assistant serve``; it finds the port in the environment.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings: Mapping[str, str] = {
        **os.environ,
        "ZHENGTU_CORPUS": str(corpus),
        "ZHENGTU_INDEX": str(folder / "index"),
        "ZHENGTU_DATA": str(folder / "data"),
        "OMP_NUM_THREADS": "1",
        "PORT": str(port),
        **environment,
    }
    command = ["-m", "assistant", "serve", "--port", str(port)] if script is None else ["-c", script]
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=settings, stdout=file, stderr=file)
    served = Served(process, port, log)
    try:
        _wait(served)
        yield served
    finally:
        process.kill()
        process.wait(10)


def _wait(served: Served) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        assert served.process.poll() is None, served.log.read_text(errors="replace")
        try:
            response = httpx.get(f"{served.address}/api/ready", timeout=10)
            if response.status_code == 200 or response.json()["error"]["code"] == "start_failed":
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(served.log.read_text(errors="replace"))
