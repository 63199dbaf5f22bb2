"""Many clients at once: ``python -m evals.load --clients 200 --seconds 120`` starts a server of its own and asks it.

Two arms in one run, since others may use the machine: first few clients (``--few``), then many, each asking the first
screen's questions one after the other over ``POST /api/ask``. A client that gets 429 waits as long as ``Retry-After``
says, or not at all with ``--rude``. The last line on standard output is one JSON object; the exit status is 1 where a
response was neither an answer nor a 429, came after ``LATEST_S``, or many clients together got too few answers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from assistant.pack.pack import load_pack
from assistant.settings import ROOT, SHIPPED_PACK

LATEST_S = 5.0
LEAST_SHARE = 0.8
_START_WITHIN_S = 180.0
_MAX_CLIENTS, _MAX_SECONDS = 500, 600


@dataclass(slots=True)
class Arm:
    """What the clients of one arm saw; times in seconds."""

    clients: int
    answers_s: list[float] = field(default_factory=list)
    refusals_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self, seconds: float) -> dict[str, float | int]:
        """Counts, and percentiles in milliseconds."""
        return {
            "clients": self.clients,
            "answers": len(self.answers_s),
            "answers_per_s": round(len(self.answers_s) / seconds, 1),
            "refusals": len(self.refusals_s),
            "errors": len(self.errors),
            "answer_p50_ms": _percentile_ms(self.answers_s, 0.5),
            "answer_p95_ms": _percentile_ms(self.answers_s, 0.95),
            "slowest_ms": _percentile_ms([*self.answers_s, *self.refusals_s], 1.0),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both arms and print the figures; 1 when the server did not keep to what it promises."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--few", type=int, default=10, help="clients of the arm that is compared with")
    parser.add_argument("--seconds", type=float, default=120.0, help="of each arm")
    parser.add_argument("--rude", action="store_true", help="ask again at once after a 429")
    options = parser.parse_args(arguments)
    if not (0 < options.few <= _MAX_CLIENTS and 0 < options.clients <= _MAX_CLIENTS):
        parser.error(f"clients must be between 1 and {_MAX_CLIENTS}")
    if not 0 < options.seconds <= _MAX_SECONDS:
        parser.error(f"seconds must be at most {_MAX_SECONDS}")
    figures = run_load(options.clients, options.few, options.seconds, rude=options.rude)
    print(json.dumps(figures))
    return 0 if figures["kept"] else 1


def run_load(clients: int, few: int, seconds: float, *, rude: bool = False) -> dict[str, object]:
    """Start a server on a free port of this machine, ask it in both arms, and end it.

    Args:
        clients: of the arm that is measured.
        few: clients of the arm that it is compared with, which runs first.
        seconds: length of each arm.
        rude: whether clients come back at once after a 429.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "ZHENGTU_DATA": data},
            stdout=subprocess.DEVNULL,
        )
        try:
            asyncio.run(_ready(port))
            compared = asyncio.run(_arm(port, few, seconds, rude=rude))
            measured = asyncio.run(_arm(port, clients, seconds, rude=rude))
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
    for error in (*compared.errors[:5], *measured.errors[:5]):
        print(error, file=sys.stderr)
    share = len(measured.answers_s) / max(1, len(compared.answers_s))
    slowest_s = max([*measured.answers_s, *measured.refusals_s], default=0.0)
    kept = not measured.errors and not compared.errors and slowest_s <= LATEST_S and share >= LEAST_SHARE
    return {
        "seconds": seconds,
        "few": compared.figures(seconds),
        "many": measured.figures(seconds),
        "share_of_few": round(share, 3),
        "kept": kept,
    }


async def _arm(port: int, clients: int, seconds: float, *, rude: bool) -> Arm:
    arm = Arm(clients)
    questions = [q for texts in load_pack(SHIPPED_PACK).texts.values() for p in texts.personas for q in p.questions]
    bodies = [json.dumps({"question": q}).encode() for q in questions]
    until = time.monotonic() + seconds
    await asyncio.gather(*(_client(port, n, bodies, until, arm, rude=rude) for n in range(clients)))
    return arm


async def _client(port: int, number: int, bodies: Sequence[bytes], until: float, arm: Arm, *, rude: bool) -> None:
    """One connection kept open, as a browser or a program keeps it; plain streams, so that asking costs little."""
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    turn = number
    used = False
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                used = False
            status, headers = await asyncio.wait_for(_ask(reader, writer, bodies[turn % len(bodies)]), 60)
        except (OSError, TimeoutError, EOFError, ValueError) as error:
            reader = writer = None
            if not used:
                arm.errors.append(f"{type(error).__name__}: {error}")
                await asyncio.sleep(0.5)
            # Else it was closed for being idle while the question was on its way; every client opens a new one.
            continue
        took = time.monotonic() - began
        turn, used = turn + 1, True
        if status == 200:
            arm.answers_s.append(took)
        elif status == 429 and "retry-after" in headers:
            arm.refusals_s.append(took)
            wait_s = 0.0 if rude else float(headers["retry-after"])
            await asyncio.sleep(min(wait_s, max(0.0, until - time.monotonic())))
        else:
            arm.errors.append(f"status {status}")
        if headers.get("connection") == "close":
            writer.close()
            reader = writer = None
    if writer is not None:
        writer.close()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes, path: str = "/api/ask"
) -> tuple[int, dict[str, str]]:
    method = "POST" if body else "GET"
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    await reader.readexactly(int(headers["content-length"]))
    return int(first.split()[1]), headers


async def _ready(port: int) -> None:
    deadline = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < deadline:
        with suppress(OSError, EOFError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            status, _ = await _ask(reader, writer, b"", "/api/ready")
            writer.close()
            if status == 200:
                return
        await asyncio.sleep(0.5)
    raise TimeoutError("the server did not start")


def _percentile_ms(values: Sequence[float], share: float) -> int:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000) if ordered else 0


if __name__ == "__main__":
    sys.exit(main())
