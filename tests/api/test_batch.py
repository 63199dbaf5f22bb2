"""A class list over real HTTP: progress as events, one download, nothing kept."""

from __future__ import annotations

import io
import json
import logging
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pdfplumber
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from assistant.api.app import create_app
from assistant.api.downloads import Download, Downloads
from assistant.api.problems import MissingError
from assistant.assistant import Assistant
from assistant.sheets.class_archive import ClassArchive
from assistant.sheets.class_list import Person
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
pytestmark = pytest.mark.slow
CSV = "姓名,岗位或证书,已修课程\n欧阳测试,外贸业务员,国际单证、国际物流\n李四,厨师,\n".encode()


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=60) as client:
        yield client


def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to 64 MB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (64 * 1024 * 1024))
    return held.getvalue()


def events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for part in response.text.strip().split("\n\n"):
        name, data = part.split("\n", 1)
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def upload(client: httpx.Client, content: bytes, name: str = "班级.csv", **query: str) -> httpx.Response:
    return client.post("/api/plan/batch", params=query, files={"file": (name, content)})


def test_progress_then_one_download(
    client: httpx.Client, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    response = upload(client, CSV, form="pdf", as_of="2026-11-21")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    *progress, (name, done) = events(response)
    assert [(n, d["done"], d["total"]) for n, d in progress] == [("progress", n, 2) for n in (0, 1, 2)]
    assert (name, done["made"], done["refused"]) == ("done", 1, 1)
    (reason,) = done["reasons"]
    assert (reason["row"], "没有证书对应岗位「厨师」" in reason["reason"]) == (3, True)
    fetched = client.get(f"/api/plan/batch/{done['id']}")
    assert (fetched.headers["content-type"], fetched.headers["cache-control"]) == ("application/zip", "no-store")
    archive = zipfile.ZipFile(io.BytesIO(fetched.content))
    assert archive.namelist() == ["001-欧阳测试.pdf", "汇总.xlsx"]
    with pdfplumber.open(io.BytesIO(archive.read("001-欧阳测试.pdf"))) as file:
        first = file.pages[0].extract_text()
    assert "欧阳测试" in first
    assert "2026-11-21" in first
    rows = list(load_workbook(io.BytesIO(archive.read("汇总.xlsx"))).worksheets[0].values)
    assert [r[1] for r in rows[1:]] == ["欧阳测试", "李四"]
    again = client.get(f"/api/plan/batch/{done['id']}")
    assert (again.status_code, again.json()["error"]["code"]) == (404, "not_found")
    assert "欧阳测试" not in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_the_template_comes_filled_back(client: httpx.Client) -> None:
    response = client.get("/api/plan/class-template.xlsx", params={"language": "en"})
    assert 'filename="class-list.xlsx"' in response.headers["content-disposition"]
    book = load_workbook(io.BytesIO(response.content))
    book.worksheets[0].append(["Ann", "直播电商"])
    held = io.BytesIO()
    book.save(held)
    name, done = events(upload(client, held.getvalue(), "class.xlsx", form="docx", language="en"))[-1]
    assert (name, done["made"]) == ("done", 1)
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/api/plan/batch/{done['id']}").content))
    assert archive.namelist() == ["001-Ann.docx", "summary.xlsx"]


@pytest.mark.parametrize(
    ("content", "query", "status", "said"),
    [
        (b"", {}, 422, "空的"),
        ("甲,乙\n1,2".encode(), {}, 422, "模板"),
        (CSV, {"form": "exe"}, 422, "form"),
        (CSV, {"as_of": "2026-02-30"}, 422, "as_of"),
        (b"x" * (1024 * 1024 + 5), {}, 413, "1024 KB"),
        (bomb(), {}, 422, "展开后太大"),
        (("姓名,岗位\n" + "甲,主播\n" * 201).encode(), {}, 422, "最多 200 人"),
    ],
)
def test_a_bad_list_has_its_status_before_anything_is_made(
    client: httpx.Client, content: bytes, query: dict[str, str], status: int, said: str
) -> None:
    response = upload(client, content, **query)
    assert response.status_code == status
    assert said in response.json()["error"]["message"]


def test_whoever_hangs_up_stops_nobody(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []
    add = ClassArchive.add

    def noted(archive: ClassArchive, person: Person) -> None:
        rows.append(person.row)
        add(archive, person)

    monkeypatch.setattr(ClassArchive, "add", noted)
    everybody = ("姓名,岗位\n" + "甲,主播\n" * 150).encode()
    with client.stream("POST", "/api/plan/batch", files={"file": ("班级.csv", everybody)}) as response:
        next(response.iter_lines())
    # The lost class ends; another one is made at once.
    assert events(upload(client, CSV))[-1][0] == "done"
    time.sleep(1)
    made = len(rows)
    time.sleep(1)
    assert made == len(rows) < 150


def test_an_id_that_never_was(client: httpx.Client) -> None:
    assert client.get("/api/plan/batch/../../etc/passwd").status_code == 404
    assert client.get("/api/plan/batch/x").status_code == 404


def test_downloads_go_with_time_and_make_room() -> None:
    file = Download("a.zip", "application/zip", b"12345")
    short = Downloads(kept_s=0.1)
    id_ = short.put(file)
    time.sleep(0.4)
    with pytest.raises(MissingError, match="过期"):
        short.take(id_)
    few = Downloads(max_files=2)
    ids = [few.put(file) for _ in range(3)]
    with pytest.raises(MissingError):
        few.take(ids[0])
    assert few.take(ids[2]) == file
    small = Downloads(max_bytes=8)
    first, second = small.put(file), small.put(file)
    with pytest.raises(MissingError):
        small.take(first)
    assert small.take(second) == file
