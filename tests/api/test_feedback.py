"""Feedback and the desk over real HTTP: what students send, and what only staff may see."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from assistant.api.app import create_app
from assistant.api.desk_access import COOKIE
from assistant.assistant import Assistant
from assistant.desk import desk as desk_module
from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
PASSWORD = "correct horse battery"
QUESTION = "产业学院至少要几名1+X认证讲师？"
HISTORY = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "产业学院的师资要求是至少4名。"}]
STAFF_ONLY = [
    ("GET", "/api/desk/feedback"),
    ("PATCH", "/api/desk/feedback/1"),
    ("DELETE", "/api/desk/feedback/1"),
    ("GET", "/api/desk/feedback.csv"),
    ("GET", "/api/desk/feedback.xlsx"),
]


@cache
def _hashed(password: str) -> str:
    return str(hash_password(password))


def _app(assistant: Assistant, data: Path, password: str | None = PASSWORD) -> FastAPI:
    loader = loaded(assistant)
    hashed = _hashed(password) if password else None
    return create_app(loader, Desk(Settings(data=data, desk_password_hash=hashed)))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def student(tiny_assistant: Assistant, serve_app: Serve, data: Path) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=serve_app(_app(tiny_assistant, data)), timeout=30) as client:
        yield client


@pytest.fixture
def staff(student: httpx.Client) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=student.base_url, timeout=30) as client:
        assert client.post("/api/desk/session", json={"password": PASSWORD}).status_code == 204
        yield client


def _send(client: httpx.Client, **fields: object) -> httpx.Response:
    return client.post("/api/feedback", json={"question": QUESTION, "rating": "down", **fields})


def _code(response: httpx.Response) -> str:
    return str(response.json()["error"]["code"])


def test_feedback_is_kept_with_the_server_s_own_answer_and_trace(student: httpx.Client, staff: httpx.Client) -> None:
    sent = _send(student, question="那人才基地呢？", history=HISTORY, reason="太短", language="en")
    assert sent.status_code == 201
    listed = staff.get("/api/desk/feedback").json()
    assert listed["total"] == 1
    record = listed["records"][0]
    assert (record["question"], record["reason"], record["language"]) == ("那人才基地呢？", "太短", "en")
    assert (record["rating"], record["state"], record["status"]) == ("down", "open", "answered")
    assert "2名" in record["answer"]
    assert "基地" in record["trace"]["standalone"]
    assert "讲师" in record["trace"]["standalone"]
    citation = record["citations"][0]
    text = student.get(f"/api/documents/{citation['document']}").json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    quoted = next(p for p in record["trace"]["passages"] if citation["quote"] in p["text"])
    assert quoted["chosen"]
    assert quoted["lexical"] > 0
    assert 0 < quoted["dense"] <= 1


def test_an_answer_that_the_browser_makes_up_is_refused(student: httpx.Client, staff: httpx.Client) -> None:
    assert _send(student, answer="made up").status_code == 422
    assert staff.get("/api/desk/feedback").json()["total"] == 0


def test_personal_data_reaches_neither_the_file_nor_the_desk(
    student: httpx.Client, staff: httpx.Client, data: Path
) -> None:
    secrets = ("13812345678", "zhang.san@example.com", "11010519491231002X", "987654321", "zhangsan_88")
    question = f"{QUESTION}我的电话{secrets[0]}，邮箱{secrets[1]}"
    _send(student, question=question, reason=f"身份证{secrets[2]}，QQ {secrets[3]}，微信号：{secrets[4]}")
    assert "讲师" in staff.get("/api/desk/feedback").json()["records"][0]["question"]
    # One connection's close brings the write-ahead log into the file; both are read anyway.
    held = b"".join(p.read_bytes() for p in data.iterdir())
    assert "讲师".encode() in held
    for secret in secrets:
        assert secret.encode() not in held


def test_the_sender_changes_and_follows_the_record_and_nobody_else_does(
    student: httpx.Client, staff: httpx.Client
) -> None:
    receipt = _send(student, rating="up").json()["receipt"]
    assert _send(student, receipt=receipt, rating="unanswered", reason="没说学时").json() == {"receipt": receipt}
    listed = staff.get("/api/desk/feedback").json()
    assert [(r["rating"], r["reason"]) for r in listed["records"]] == [("unanswered", "没说学时")]
    assert receipt not in staff.get("/api/desk/feedback").text
    id_ = listed["records"][0]["id"]
    assert student.get(f"/api/feedback/{receipt}").json() == {"state": "open", "reply": ""}
    staff.patch(f"/api/desk/feedback/{id_}", json={"state": "answered", "reply": "每门 16 学时。"})
    assert student.get(f"/api/feedback/{receipt}").json() == {"state": "answered", "reply": "每门 16 学时。"}
    assert student.get("/api/feedback/1").status_code == 404
    assert _code(_send(student, receipt="guessed")) == "not_found"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"question": " "}, "bad_question"),
        ({"question": "问" * 10_000}, "bad_question"),
        ({"rating": "sideways"}, "invalid"),
        ({"reason": "长" * 1001}, "invalid"),
    ],
)
def test_bad_feedback_is_refused_and_nothing_is_kept(
    student: httpx.Client, staff: httpx.Client, fields: dict[str, object], code: str
) -> None:
    response = _send(student, **fields)
    assert response.status_code == 422
    assert _code(response) == code
    assert staff.get("/api/desk/feedback").json()["total"] == 0


def test_staff_filter_reply_and_mark(student: httpx.Client, staff: httpx.Client) -> None:
    for rating in ("up", "down", "unanswered"):
        _send(student, rating=rating)
    queue = {"rating": ["down", "unanswered"], "state": "open"}
    listed = staff.get("/api/desk/feedback", params=queue).json()
    assert [r["rating"] for r in listed["records"]] == ["unanswered", "down"]
    first, second = (r["id"] for r in listed["records"])
    assert staff.patch(f"/api/desk/feedback/{first}", json={"state": "answered"}).status_code == 422
    assert staff.patch(f"/api/desk/feedback/{first}", json={}).status_code == 422
    fixed = staff.patch(f"/api/desk/feedback/{first}", json={"state": "fixed", "reply": "已补充"}).json()
    assert (fixed["state"], fixed["reply"]) == ("fixed", "已补充")
    left = staff.get("/api/desk/feedback", params=queue).json()
    assert [r["id"] for r in left["records"]] == [second]
    assert staff.patch("/api/desk/feedback/999", json={"state": "fixed"}).status_code == 404


def test_what_staff_delete_is_gone_from_desk_sender_and_file(
    student: httpx.Client, staff: httpx.Client, data: Path
) -> None:
    receipt = _send(student, reason="王小明同学要的").json()["receipt"]
    _send(student, reason="另一条")
    written = b"".join(f.read_bytes() for f in data.iterdir())
    assert "王小明".encode() in written
    assert staff.delete("/api/desk/feedback/1").status_code == 204
    assert [r["reason"] for r in staff.get("/api/desk/feedback").json()["records"]] == ["另一条"]
    assert student.get(f"/api/feedback/{receipt}").status_code == 404
    assert staff.delete("/api/desk/feedback/1").status_code == 404
    assert staff.delete(f"/api/desk/feedback/{2**63}").status_code == 422
    assert not [f for f in data.iterdir() if "王小明".encode() in f.read_bytes()]


def test_no_cell_of_an_export_is_a_formula(student: httpx.Client, staff: httpx.Client) -> None:
    formula = '=HYPERLINK("http://example.com","x")'
    _send(student, question=f"={QUESTION}", reason=formula)
    response = staff.get("/api/desk/feedback.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="zhengtu-feedback.csv"'
    head, row = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    cells = dict(zip(head, row, strict=True))
    assert cells["原因 reason"] == f"'{formula}"
    assert cells["问题 question"].startswith("'=")
    assert not [c for c in row if c.startswith(("=", "+", "-", "@"))]
    sheet = load_workbook(io.BytesIO(staff.get("/api/desk/feedback.xlsx").content)).active
    assert formula in [c.value for c in sheet[2]]
    assert "f" not in {c.data_type for c in sheet[2]}


@pytest.mark.parametrize(("method", "path"), STAFF_ONLY)
def test_nothing_of_the_desk_without_a_session(student: httpx.Client, method: str, path: str) -> None:
    _send(student)
    for cookie in (None, f"{COOKIE}=guessed", f"{COOKIE}=", f"{COOKIE}={'x' * 5000}"):
        body = {"state": "fixed"} if method == "PATCH" else None
        response = student.request(method, path, json=body, headers={"Cookie": cookie} if cookie else None)
        assert (response.status_code, _code(response)) == (401, "sign_in")
        assert QUESTION not in response.text


@pytest.mark.parametrize(("method", "path"), [*STAFF_ONLY, ("POST", "/api/desk/session")])
def test_without_a_configured_password_the_desk_is_closed(
    tiny_assistant: Assistant, serve_app: Serve, data: Path, method: str, path: str
) -> None:
    with httpx.Client(base_url=serve_app(_app(tiny_assistant, data, password=None)), timeout=30) as client:
        body = {"password": ""} if method == "POST" else {"state": "fixed"} if method == "PATCH" else None
        response = client.request(method, path, json=body)
        assert (response.status_code, _code(response)) == (503, "desk_closed")
        assert "desk-password" in response.text
        assert client.get("/api/desk/session").json() == {"configured": False, "signed_in": False}
        assert _send(client).status_code == 201


def test_the_session_s_cookie_and_its_end(student: httpx.Client, staff: httpx.Client) -> None:
    response = student.post("/api/desk/session", json={"password": PASSWORD})
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age=28800" in cookie
    assert "secure" not in cookie
    over_https = httpx.post(
        f"{student.base_url}/api/desk/session", json={"password": PASSWORD}, headers={"X-Forwarded-Proto": "https"}
    )
    assert "secure" in over_https.headers["set-cookie"].lower()
    kept = staff.cookies[COOKIE]
    assert staff.delete("/api/desk/session").status_code == 204
    copied = httpx.get(f"{staff.base_url}/api/desk/feedback", headers={"Cookie": f"{COOKIE}={kept}"})
    assert copied.status_code == 401
    # Another session goes on.
    assert student.get("/api/desk/session").json()["signed_in"] is True


def test_guessing_passwords_is_slowed_down(student: httpx.Client) -> None:
    for _ in range(desk_module.SIGN_IN_LIMIT):
        wrong = student.post("/api/desk/session", json={"password": "guess"})
        assert (wrong.status_code, _code(wrong)) == (401, "sign_in")
    right = student.post("/api/desk/session", json={"password": PASSWORD})
    assert (right.status_code, _code(right)) == (429, "too_many")
    assert 0 < int(right.headers["retry-after"]) <= desk_module.SIGN_IN_WINDOW_S


def test_flooding_the_queue_is_stopped_and_keeps_no_address(student: httpx.Client, data: Path) -> None:
    receipt = _send(student).json()["receipt"]
    for _ in range(desk_module.FEEDBACK_LIMIT - 1):
        assert _send(student, receipt=receipt).status_code == 201
    assert _code(_send(student, receipt=receipt)) == "too_many"
    with sqlite3.connect(data / "desk.sqlite3") as connection:
        clients = {c for (c,) in connection.execute("SELECT client FROM attempts")}
    assert len(clients) == 1
    assert "127.0.0.1" not in clients


def test_another_site_changes_nothing(student: httpx.Client, staff: httpx.Client) -> None:
    _send(student)
    id_ = staff.get("/api/desk/feedback").json()["records"][0]["id"]
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}):
        changed = staff.patch(f"/api/desk/feedback/{id_}", json={"state": "dismissed"}, headers=headers)
        assert changed.status_code == 401
        signed_in = student.post("/api/desk/session", json={"password": PASSWORD}, headers=headers)
        assert signed_in.status_code == 401
        assert staff.delete("/api/desk/session", headers=headers).status_code == 401
    # What a form of another site can send without asking first.
    plain = staff.post(
        "/api/feedback", content=b'{"question":"x","rating":"up"}', headers={"Content-Type": "text/plain"}
    )
    assert plain.status_code == 422
    assert staff.get("/api/desk/feedback").json()["records"][0]["state"] == "open"


def test_a_data_folder_that_cannot_be_used_is_told_without_its_path(
    tiny_assistant: Assistant, serve_app: Serve, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with httpx.Client(base_url=serve_app(_app(tiny_assistant, blocked)), timeout=30) as client:
        response = _send(client)
        assert (response.status_code, _code(response)) == (503, "data_folder")
        assert str(tmp_path) not in response.text
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
    assert blocked.read_text() == "in the way"
