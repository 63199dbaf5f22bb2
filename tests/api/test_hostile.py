"""Clients that are slow, come under another name or from another origin, or send what no text can hold."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.timeouts import TimedProtocol
from assistant.assistant import Assistant
from assistant.desk.desk import Desk
from assistant.settings import Settings, load_settings
from assistant.web.mount import mount_web
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
HEAD_S, REQUEST_S = 1.5, 3.0


class Hasty(TimedProtocol):
    """The same with clocks that a test can wait for."""

    head_timeout_s = HEAD_S
    request_timeout_s = REQUEST_S


@pytest.fixture(scope="module")
def address(tiny_assistant: Assistant, serve_app: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    loader = loaded(tiny_assistant)
    desk = Desk(Settings(data=tmp_path_factory.mktemp("data")))
    return serve_app(mount_web(create_app(loader, desk), loader))


@pytest.fixture(scope="module")
def hasty(tiny_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    app = create_app(loaded(tiny_assistant), Desk(Settings(data=tmp_path_factory.mktemp("data"))))
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=Hasty, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def _drip(port: int, begin: bytes, drops: bytes) -> bytes:
    """What the server says to a client that sends ``begin`` and then a byte at a time, until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(begin)
        client.settimeout(0.1)
        said = b""
        for drop in drops:
            try:
                got = client.recv(65536)
                if not got:
                    return said
                said += got
            except TimeoutError:
                pass
            except ConnectionResetError:
                return said
            try:
                client.sendall(bytes([drop]))
            except (BrokenPipeError, ConnectionResetError):
                return said
    raise AssertionError("the server never hung up")


ASK = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"


@pytest.mark.parametrize("begin", [b"GET /api/health HTTP/1.1\r\nX-Slow: ", ASK, ASK + b"{"])
def test_a_request_that_drips_is_ended_with_408(hasty: int, begin: bytes) -> None:
    head, _, body = _drip(hasty, begin, b"x" * 200).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["error"]["code"] == "timeout"


def test_a_connection_that_says_nothing_is_closed(hasty: int) -> None:
    with socket.create_connection(("127.0.0.1", hasty), timeout=20) as client:
        assert client.recv(1) == b""


def test_a_body_after_its_refusal_does_not_keep_the_connection(hasty: int) -> None:
    big = ASK.replace(b"5000", b"9000000")
    assert _drip(hasty, big, b"x" * 200).startswith(b"HTTP/1.1 413 ")


def test_a_second_slow_request_on_a_connection_is_ended_too(hasty: int) -> None:
    quick = b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    said = _drip(hasty, quick + b"GET / HTTP/1.1\r\nX-Slow: ", b"x" * 200)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in said


def test_quick_requests_and_slow_answers_are_left_alone(hasty: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{hasty}", timeout=30) as client:
        for _ in range(2):
            assert client.get("/api/health").status_code == 200
            time.sleep(HEAD_S + 0.2)
        body = json.dumps({"question": "产业学院至少要几名1+X认证讲师？"}).encode()
        pieces = iter([body[:20], body[20:]])
        assert client.post("/api/ask", content=pieces, headers={"content-type": "application/json"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/config", "/en/", "/sources/config", "/gradio_api/info", "/api/health"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000"])
def test_no_other_origin_is_allowed_to_read_anything(address: str, path: str, origin: str) -> None:
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for host in ("127.0.0.1", "localhost"):
        for response in (
            httpx.get(address + path, headers={"Origin": origin, "Host": host}),
            httpx.options(address + path, headers={"Origin": origin, "Host": host, **preflight}),
        ):
            assert not [name for name in response.headers if name.startswith("access-control-")]


def _statuses(address: str, hosts: list[str]) -> dict[str, int]:
    found = {}
    for host in hosts:
        response = httpx.get(f"{address}/api/health", headers={"Host": host})
        found[host] = response.status_code
        if response.status_code == 400:
            assert set(response.json()) == {"error"}
    return found


def test_a_name_that_is_not_the_servers_is_refused(address: str) -> None:
    ours = ["127.0.0.1", "127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"]
    others = ["evil.example", "127.0.0.1.evil.example", "192.0.2.1", "localhost.evil.example:80", "[::1", ""]
    assert _statuses(address, ours) == dict.fromkeys(ours, 200)
    assert _statuses(address, others) == dict.fromkeys(others, 400)


def test_a_setting_adds_names(
    tiny_assistant: Assistant, serve_app: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_HOSTS", "zhengtu.example, *.school.example")
    settings = load_settings(data=tmp_path / "data")
    address = serve_app(create_app(loaded(tiny_assistant), Desk(settings)))
    assert _statuses(address, ["zhengtu.example", "a.school.example:8443", "127.0.0.1"]) == {
        "zhengtu.example": 200,
        "a.school.example:8443": 200,
        "127.0.0.1": 200,
    }
    assert _statuses(address, ["school.example", "badschool.example"]) == {
        "school.example": 400,
        "badschool.example": 400,
    }


@pytest.mark.parametrize(
    ("served", "allowed", "refused"),
    [
        ("0.0.0.0", ["192.0.2.7:7860", "[2001:db8::1]", socket.gethostname()], ["evil.example"]),
        ("zhengtu.example", ["zhengtu.example:80", "127.0.0.1"], ["192.0.2.7", "evil.example"]),
    ],
)
def test_the_host_served_is_allowed(
    tiny_assistant: Assistant, serve_app: Serve, tmp_path: Path, served: str, allowed: list[str], refused: list[str]
) -> None:
    app = create_app(loaded(tiny_assistant), Desk(Settings(data=tmp_path / "data")), served)
    address = serve_app(app)
    assert _statuses(address, allowed) == dict.fromkeys(allowed, 200)
    assert _statuses(address, refused) == dict.fromkeys(refused, 400)


HALF = '"\\ud800"'
ASKED = '"question": "产业学院至少要几名1+X认证讲师？"'


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *((p, f'{{{ASKED}, "id": {HALF}}}') for p in ("/api/ask", "/api/ask/stream")),
        ("/api/ask", f'{{"question": {HALF}}}'),
        ("/api/ask", f'{{{ASKED}, "history": [{{"role": "user", "content": {HALF}}}]}}'),
        ("/api/ask", f'{{{ASKED}, "profile": {{{HALF}: [{HALF}]}}}}'),
        ("/api/ask", f"{{{ASKED}, {HALF}: 1}}"),
        ("/api/ask", f'{{{ASKED}, "language": {HALF}}}'),
        ("/api/feedback", f'{{{ASKED}, "rating": "down", "reason": {HALF}}}'),
        ("/api/feedback", f'{{{ASKED}, "rating": "down", "receipt": {HALF}}}'),
        ("/api/plan", f'{{"role": {HALF}}}'),
        ("/api/plan", f'{{"role": "外贸业务员", "courses": [{{"name": {HALF}}}]}}'),
        ("/api/plan/sheet.md", f'{{"role": {HALF}}}'),
        ("/api/conversation/sheet.md", f'{{"exchanges": [{{"question": {HALF}}}]}}'),
        ("/api/conversation/sheet.pdf", f'{{"exchanges": [{{"question": "x", "problem": {HALF}}}]}}'),
        ("/api/desk/session", f'{{"password": {HALF}}}'),
    ],
)
def test_half_a_character_is_refused_wherever_it_stands(address: str, path: str, body: str) -> None:
    response = httpx.post(
        address + path, content=body.encode(), headers={"content-type": "application/json"}, timeout=30
    )
    assert response.status_code == 422, response.text
    assert set(response.json()["error"]) == {"code", "message"}


def test_half_a_character_on_the_page_is_answered_like_any_unreadable_question(address: str) -> None:
    from tests.api.test_admission import _ask_on_page

    with httpx.Client(base_url=address, timeout=30) as client:
        assert "zt-exchange" in _ask_on_page(client, "", "half", question="讲师\ud800？")
        broken = {"id": "\ud800", "exchanges": [{"question": "\ud800"}]}
        assert "4名" in _ask_on_page(client, "", "kept", stored=broken)


def test_nested_json_is_no_way_to_bring_the_check_down(address: str) -> None:
    deep = f'{{{ASKED}, "profile": {{"a": {"[" * 20_000}{"]" * 20_000}}}}}'
    response = httpx.post(f"{address}/api/ask", content=deep.encode(), headers={"content-type": "application/json"})
    assert response.status_code in (200, 400, 422)
