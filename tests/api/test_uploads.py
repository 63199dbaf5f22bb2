"""Documents in through the desk over real HTTP, and what is the staff's alone kept from every other door."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.corpus.loaders import documents_folder
from assistant.corpus.originals.reading import MAX_FILE_BYTES
from assistant.corpus.reading import read_corpus
from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from tests.originals import office

Serve = Callable[[FastAPI], str]
PASSWORD = "correct horse battery"
SECRET = "阅卷组暗号青龙七号"
WITHIN_S = 120


@pytest.fixture
def settings(tmp_path: Path, tiny_corpus: Path) -> Settings:
    shutil.copytree(tiny_corpus, tmp_path / "pack")
    hashed = str(hash_password(PASSWORD))
    return Settings(corpus=tmp_path / "pack", data=tmp_path / "data", desk_password_hash=hashed)


@pytest.fixture
def student(settings: Settings, serve_app: Serve, tiny_assistant: Assistant) -> Iterator[httpx.Client]:
    loader = AssistantLoader(lambda _: tiny_assistant)
    loader.start()
    loader.wait(5)
    with httpx.Client(base_url=serve_app(create_app(loader, Desk(settings))), timeout=120) as client:
        yield client


@pytest.fixture
def staff(student: httpx.Client) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=student.base_url, timeout=120) as client:
        assert client.post("/api/desk/session", json={"password": PASSWORD}).status_code == 204
        yield client


def send(client: httpx.Client, name: str, data: bytes, piece: int = 200_000) -> httpx.Response:
    """Send a file in pieces and have it read."""
    begun = client.post("/api/desk/uploads", json={"name": name, "size": len(data)})
    assert begun.status_code == 201, begun.text
    id_ = begun.json()["id"]
    for offset in range(0, len(data), piece):
        sent = client.put(
            "/api/desk/uploads/piece", params={"upload": id_, "offset": offset}, content=data[offset : offset + piece]
        )
        assert sent.status_code == 200, sent.text
    read = client.post(f"/api/desk/uploads/{id_}/reading")
    read.extensions["upload"] = id_
    return read


def confirm(client: httpx.Client, read: httpx.Response, audience: str = "public", **values: str) -> httpx.Response:
    id_ = read.extensions["upload"]
    return client.post(f"/api/desk/uploads/{id_}/document", json={"values": values, "audience": audience})


def indexed(client: httpx.Client) -> dict[str, object]:
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline:
        state = client.get("/api/desk/indexing").json()
        if state["state"] != "building":
            return dict(state)
        time.sleep(0.2)
    raise AssertionError("the index is never ready")


def opened(settings: Settings) -> Assistant:
    return Assistant.open(settings.unhurried())


def test_a_file_becomes_a_document_as_staff_corrected_it(
    staff: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    office.write_docx(tmp_path / "办法.docx")
    read = send(staff, "../../办法.docx", (tmp_path / "办法.docx").read_bytes())
    assert read.json()["name"] == "办法.docx"
    assert read.json()["proposal"]["effective"] == "2024-09-01"
    wrong = confirm(staff, read, effective="下个月")
    assert wrong.status_code == 422
    kept = confirm(staff, read, effective="2024-10-01", publisher="中部物流鉴定中心（东区）").json()
    assert indexed(staff)["state"] == "idle"
    document = opened(settings).generation.documents[kept["id"]]
    assert (document.effective, document.publisher) == ("2024-10-01", "中部物流鉴定中心（东区）")
    assert not list((settings.data / "uploads").iterdir())


def test_what_is_the_staffs_reaches_no_other_door(
    staff: httpx.Client, settings: Settings, serve_app: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"# 阅卷内部规定\n\n## 暗号\n\n阅卷组暗号是{SECRET}，产业学院不得外传。\n".encode()
    read = send(staff, "阅卷.md", text)
    kept = confirm(staff, read, audience="staff").json()
    public = confirm(staff, send(staff, "公开.md", "# 公开规定\n\n阅卷时间为三天。\n".encode())).json()
    assert indexed(staff)["state"] == "idle"
    listed = staff.get("/api/desk/staff-documents").json()
    assert [d["title"] for d in listed] == ["阅卷内部规定"]
    assert SECRET in staff.get(f"/api/desk/staff-documents/{kept['id']}").json()["text"]

    assistant = opened(settings)
    assert public["id"] in assistant.generation.documents
    loader = AssistantLoader(lambda _: assistant)
    loader.start()
    loader.wait(60)
    with httpx.Client(base_url=serve_app(create_app(loader, Desk(settings))), timeout=120) as visitor:
        question = {"question": "阅卷组的暗号是什么？"}
        answers = [
            visitor.post("/api/ask", json=question),
            visitor.post("/api/ask/stream", json=question),
            visitor.get("/api/search", params={"q": "「青龙七号」"}),
            visitor.get("/api/search", params={"q": "暗号"}),
            visitor.get("/api/documents"),
            visitor.get(f"/api/documents/{kept['id']}"),
            visitor.get("/api/certificates"),
            visitor.get("/api/desk/staff-documents"),
            visitor.get(f"/api/desk/staff-documents/{kept['id']}"),
            visitor.get("/api/health"),
        ]
    assert [a.status_code for a in answers[-3:-1]] == [401, 401]
    # What exports are made from.
    exported = read_corpus(documents_folder(settings.corpus)).documents.values()
    told = [a.text for a in answers] + [d.text for d in exported]
    assert not [t for t in told if "外传" in t or "阅卷内部" in t]
    # A model is shown passages and documents of the index, and nothing else.
    for file in filter(Path.is_file, settings.index.rglob("*")):
        assert "青龙".encode() not in file.read_bytes(), file
        assert rb"\u9752\u9f99" not in file.read_bytes(), file
    assert "青龙" not in caplog.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/desk/uploads"),
        ("PUT", f"/api/desk/uploads/piece?upload={'0' * 32}&offset=0"),
        ("POST", f"/api/desk/uploads/{'0' * 32}/reading"),
        ("POST", f"/api/desk/uploads/{'0' * 32}/document"),
        ("DELETE", f"/api/desk/uploads/{'0' * 32}"),
        ("GET", "/api/desk/indexing"),
    ],
)
def test_nothing_of_uploads_without_a_session(
    student: httpx.Client, settings: Settings, method: str, path: str
) -> None:
    body = {"name": "a.md", "size": 3}
    assert student.request(method, path, json=body if method == "POST" else None).status_code in (401, 422)
    assert not (settings.data / "uploads").exists()


def test_another_sites_page_uploads_nothing(staff: httpx.Client) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    sent = staff.post("/api/desk/uploads", json={"name": "a.md", "size": 3}, headers=headers)
    assert sent.status_code == 401


def test_what_is_too_large_or_bad_is_said_and_leaves_nothing(staff: httpx.Client, settings: Settings) -> None:
    big = staff.post("/api/desk/uploads", json={"name": "大.pdf", "size": 2 * MAX_FILE_BYTES})
    assert big.status_code == 422
    assert "100 MB" in big.json()["error"]["message"]
    begun = staff.post("/api/desk/uploads", json={"name": "小.pdf", "size": 10}).json()
    place = {"upload": begun["id"], "offset": 5}
    assert staff.put("/api/desk/uploads/piece", params=place, content=b"x").status_code == 422
    assert (
        staff.put("/api/desk/uploads/piece", params={**place, "offset": 0}, content=bytes(3_000_000)).status_code == 413
    )
    bad = send(staff, "坏.pdf", b"%PDF-1.4\n1 0 obj\n<<").json()
    assert bad["proposal"] is None
    assert "坏.pdf" in bad["reason"]
    left = [p for p in (settings.data / "uploads").iterdir() if p.name != begun["id"]]
    assert not left


def test_fifty_uploads_at_once_all_arrive(staff: httpx.Client, settings: Settings) -> None:
    def one(number: int) -> int:
        with httpx.Client(base_url=staff.base_url, cookies=staff.cookies, timeout=300) as client:
            text = f"# 第{number}号通知书内容\n\n第{number}号考场设在{number}楼。\n".encode()
            begun = client.post("/api/desk/uploads", json={"name": "通知.md", "size": len(text)}).json()
            place = {"upload": begun["id"], "offset": 0}
            return client.put("/api/desk/uploads/piece", params=place, content=text).status_code

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(one, range(50))) == {200}
    assert len(list((settings.data / "uploads").iterdir())) == 50
    assert staff.get("/api/health").status_code == 200
