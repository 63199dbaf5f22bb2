"""Lists of courses over real HTTP, from the project's own corpus."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import Workbook, load_workbook

from assistant.api.app import create_app
from assistant.api.plan_schemas import CourseListBody
from assistant.assistant import Assistant
from assistant.catalogue.table_files import MAX_FILE_BYTES
from assistant.catalogue.taught import MAX_COURSES
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=60) as client:
        yield client


def upload(client: httpx.Client, name: str, content: bytes, language: str = "zh") -> httpx.Response:
    return client.post("/api/plan/courses", params={"language": language}, files={"file": (name, content)})


def read(client: httpx.Client, name: str, content: bytes) -> CourseListBody:
    response = upload(client, name, content)
    assert response.status_code == 200, response.text
    return CourseListBody.model_validate(response.json())


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def problem(response: httpx.Response) -> tuple[int, str, str]:
    error = response.json()["error"]
    return response.status_code, error["code"], error["message"]


def test_a_workbook_is_read_and_skipped_rows_are_named(client: httpx.Client) -> None:
    found = read(
        client,
        "list.xlsx",
        workbook(
            ("序号", "课程名称", "学分", "课程内容（可不填）"),
            (1, "国际单证", 2, "信用证与提单"),
            (None,),
            (2, None, 2, "没有名称"),
            (3, '=HYPERLINK("http://x")', 2),
            (4, 12345, 2),
            (5, "国际单证", 3, "信用证与提单"),
            (6, "国际\n市场  销售", 3, "=1+1"),
        ),
    )
    assert [(c.name, c.contents) for c in found.courses] == [("国际单证", "信用证与提单"), ("国际 市场 销售", "")]
    assert [(s.row, s.reason) for s in found.skipped] == [
        (4, "没有课程名称"),
        (5, "是公式，没有计算"),
        (6, "课程名称只有数字"),
        (7, "与前面的行重复"),
    ]
    assert found.message == "读入 2 门课程，跳过 4 行。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_that_spreadsheets_write(
    client: httpx.Client, encoding: str, delimiter: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(
        [["课程名称", "内容"], ["国际单证", '信用证, "提单"; 报关'], ["𠮷市场", ""]]
    )
    found = read(client, "list.csv", written.getvalue().encode(encoding))
    assert [(c.name, c.contents) for c in found.courses] == [("国际单证", '信用证, "提单"; 报关'), ("𠮷市场", "")]


def test_a_list_without_a_head_is_read_from_its_first_row(client: httpx.Client) -> None:
    assert [c.name for c in read(client, "a.csv", "国际单证\n国际市场销售\n".encode()).courses] == [
        "国际单证",
        "国际市场销售",
    ]


def _zip(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one part replaced."""
    source, written = zipfile.ZipFile(io.BytesIO(workbook(("课程名称",), ("国际单证",)))), io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            archive.writestr(part, content if part == name else source.read(part))
    return written.getvalue()


_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("a.csv", b"", "table_file", "空的"),
        ("a.xlsx", b"", "table_file", "空的"),
        ("a.csv", "课程名称,内容\n".encode(), "course_list", "没有课程"),
        ("a.xlsx", workbook(("课程名称",)), "course_list", "没有课程"),
        ("a.xlsx", b"not a workbook", "table_file", "有效的 XLSX"),
        ("a.xlsx", _zip(a=b"text"), "table_file", "有效的 XLSX"),
        ("a.xlsx", workbook(("课程名称",), ("国际单证",))[:-400], "table_file", "有效的 XLSX"),
        ("a.xlsx", _with_part("xl/worksheets/sheet1.xml", b"<worksheet"), "table_file", "有效的 XLSX"),
        ("a.xlsx", _with_part("xl/worksheets/sheet1.xml", _ENTITIES), "table_file", "有效的 XLSX"),
        ("a.xlsx", _with_part("xl/theme/theme1.xml", b" " * (64 * 1024 * 1024)), "table_file", "太大"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table_file", "另存为"),
        ("a.csv", bytes(range(256)) * 8, "table_file", "GB18030"),
        ("a.csv", "\n".join(f"课程{n}" for n in range(MAX_COURSES + 1)).encode(), "course_list", "5000"),
        ("a.csv", b"\n" * 20_000 + b"x", "course_list", "5000"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(
    client: httpx.Client, name: str, content: bytes, code: str, said: str
) -> None:
    status, found, message = problem(upload(client, name, content))
    assert (status, found) == (422, code), message
    assert said in message


def test_a_file_over_a_megabyte_is_refused_unread(client: httpx.Client) -> None:
    assert problem(upload(client, "a.csv", b"x" * MAX_FILE_BYTES))[:2] == (413, "too_large")


def test_the_longest_list_is_taken(client: httpx.Client) -> None:
    rows = "\n".join(f"课程{n}" for n in range(MAX_COURSES))
    assert len(read(client, "a.csv", f"课程名称\n{rows}".encode()).courses) == MAX_COURSES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_templates_filled_in_are_read_back(client: httpx.Client, language: str) -> None:
    book = load_workbook(io.BytesIO(client.get("/api/plan/template.xlsx", params={"language": language}).content))
    book.worksheets[0].append(["国际单证", "信用证"])
    written = io.BytesIO()
    book.save(written)
    empty = client.get("/api/plan/template.csv", params={"language": language})
    assert "attachment" in empty.headers["content-disposition"]
    for name, content in {"a.xlsx": written.getvalue(), "a.csv": empty.content + "国际单证,信用证".encode()}.items():
        assert [(c.name, c.contents) for c in read(client, name, content).courses] == [("国际单证", "信用证")]
    assert problem(upload(client, "a.csv", empty.content))[1] == "course_list"
