"""A server of OpenAI's kind on loopback that does what a test tells it to, over real HTTP."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Connection(BaseHTTPRequestHandler):
    """One request: a script answers it with these words."""

    protocol_version = "HTTP/1.1"
    server: ScriptedServer
    body: dict[str, Any]

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.body = json.loads(raw)
        self.close_connection = True
        with self.server.lock:
            self.server.bodies.append(self.body)
            self.server.keys.append(self.headers.get("Authorization", ""))
            self.server.paths.append(self.path)
            script = self.server.scripts.pop(0) if len(self.server.scripts) > 1 else self.server.scripts[0]
        try:
            script(self)
        except OSError:
            self.server.left.set()

    def refuse(self, status: int, **error: object) -> None:
        """An error as such servers send it."""
        body = json.dumps({"error": error}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def begin(self) -> None:
        """The head of a stream, which ends with the connection."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()

    def chunk(self, text: str, finish: str | None = None) -> None:
        """A piece of the reply."""
        delta = {"role": "assistant", "content": text}
        self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def usage(self, prompt: int, reply: int) -> None:
        """The tokens, as told at the end when asked for."""
        counted = {"prompt_tokens": prompt, "completion_tokens": reply, "total_tokens": prompt + reply}
        self._event({"choices": [], "usage": counted})

    def done(self) -> None:
        """The end of a reply."""
        self.chunk("", finish="stop")
        if "stream_options" in self.body:
            self.usage(100, 20)
        self.raw(b"data: [DONE]\n\n")

    def wait_until_left(self, timeout_s: float = 20) -> None:
        """Say nothing until the client closes the connection; notes that it did."""
        readable, _, _ = select.select([self.connection], [], [], timeout_s)
        if readable and self.connection.recv(1, socket.MSG_PEEK) == b"":
            self.server.left.set()

    def _event(self, data: dict[str, Any]) -> None:
        common = {"id": "x", "object": "chat.completion.chunk", "created": int(time.time()), "model": "m"}
        self.raw(f"data: {json.dumps({**common, **data})}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Tests read what the client logs, not this."""


Script = Callable[[Connection], None]


class ScriptedServer(ThreadingHTTPServer):
    """Answers each request with the next script; the last one goes on."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *scripts: Script) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.lock = threading.Lock()
        self.scripts = list(scripts)
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        # Set once a client has closed its connection before the end.
        self.left = threading.Event()

    @property
    def address(self) -> str:
        """What goes into ZHENGTU_LLM_BASE_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


def say(*pieces: str) -> Script:
    """A script that answers with these pieces."""

    def script(connection: Connection) -> None:
        connection.begin()
        for piece in pieces:
            connection.chunk(piece)
        connection.done()

    return script


@contextmanager
def serving(*scripts: Script) -> Iterator[ScriptedServer]:
    """A server that runs while the test does."""
    with ScriptedServer(*scripts) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)
