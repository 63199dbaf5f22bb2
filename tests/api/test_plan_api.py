"""Plans and lists of courses over real HTTP, from the project's own corpus."""

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
from assistant.api.plan_schemas import CourseListBody, PlanBody
from assistant.assistant import Assistant
from assistant.catalogue.table_files import MAX_FILE_BYTES
from assistant.catalogue.taught import MAX_COURSES
from assistant.pack.schema import Kind
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
pytestmark = pytest.mark.slow

ADVISOR = {
    "role": "外贸业务员",
    "level": "初级",
    "courses": [{"name": "国际单证"}, {"name": "跨境电子商务实务"}, {"name": "国际物流", "contents": "集装箱运输"}],
    "skills": ["修图", "写文案", "类目选品"],
    "talent_level": "成熟",
    "as_of": "2026-03-01",
}


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=60) as client:
        yield client


def plan(client: httpx.Client, **request: Any) -> PlanBody:
    response = client.post("/api/plan", json=request)
    assert response.status_code == 200, response.text
    return PlanBody.model_validate(response.json())


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_statement_of_a_plan_is_cited_and_every_quote_stands_in_its_document(
    client: httpx.Client, language: str
) -> None:
    found = plan(client, **ADVISOR, language=language)
    assert found.radar is not None
    cited: list[Any] = [
        *found.why,
        *found.notices,
        *found.steps,
        *(a for s in found.steps for a in s.areas),
        *found.requirements,
        *(e for r in found.requirements for e in r.evidence),
        *found.study,
        found.radar,
        *found.radar.notes,
        *(m for g in found.radar.groups for m in g.missing),
        *found.radar.beyond,
    ]
    assert all(c.citations for c in cited)
    numbers = [c.n for c in found.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for c in cited for n in c.citations} | {n for o in found.others for n in o.citations} == set(numbers)
    for citation in found.citations:
        part = client.get(
            f"/api/documents/{citation.document}", params={"start": citation.start, "end": citation.end}
        ).json()
        assert part["text"] == citation.quote


def test_hours_stand_in_the_quotes_beside_them(client: httpx.Client) -> None:
    found = plan(client, role="外贸业务员", target_level="高级")
    quotes = {c.n: c.quote for c in found.citations}
    stated = [s for s in found.study if s.hours is not None]
    assert stated
    for item in stated:
        assert any(str(item.hours) in quotes[n] for n in item.citations), item.name
    by_kind = {h.kind: h for h in found.hours}
    for kind, total in by_kind.items():
        assert total.hours == sum(s.hours or 0 for s in found.study if s.kind is kind)


def test_courses_done_close_requirements_and_the_matrix_says_by_which(
    client: httpx.Client, assistant: Assistant
) -> None:
    before, after = plan(client, role="外贸业务员", level="初级"), plan(client, **ADVISOR)
    assert {r.status.value for r in before.requirements} == {"missing"}
    assert len(before.requirements) == len(assistant.catalogue.all(Kind.REQUIREMENT))
    covered = {r.code for r in after.requirements if r.status.value == "covered"}
    assert covered
    done = [n for n, c in enumerate(after.matrix.courses) if c.done]
    planned = {c.name for c in after.matrix.courses if not c.done}
    assert planned == {s.name for s in after.study if s.kind.value == "course"}
    assert not planned & {"国际单证", "跨境电子商务实务"}
    for row, requirement in zip(after.matrix.rows, after.requirements, strict=True):
        assert row.code == requirement.code
        states = {row.cells[n].value for n in done}
        assert ({"recorded", "estimated"} & states != set()) == (row.code in covered)
        assert (states == {"none"}) == (not requirement.evidence)
    assert len(after.study) < len(before.study)


def test_a_course_that_carries_nothing_is_named(client: httpx.Client) -> None:
    found = plan(client, role="外贸业务员", courses=[{"name": "大学体育"}])
    assert (found.matrix.unmatched, found.matrix.unmatched_count) == (["大学体育"], 1)


def test_the_change_of_status_is_told_from_its_day_on(client: httpx.Client) -> None:
    assert [n.kind for n in plan(client, role="外贸业务员", as_of="2026-01-01").notices] == ["superseded"]
    assert plan(client, role="外贸业务员", as_of="2024-01-01").notices == []


def test_english_plans_read_in_english(client: httpx.Client) -> None:
    found = plan(client, role="export sales", language="en", talent_level="mature")
    texts = [r.text for r in found.requirements]
    assert all(t.isascii() or "(" in t for t in texts)
    assert "shop decoration plan" in texts[0]
    assert found.requirements[0].task.startswith("1.1 shop building")
    assert found.radar is not None
    assert found.radar.groups[0].name.startswith("building the store")
    assert {s.semester for s in found.study if s.kind.value == "course"} >= {"1", "1, 2", "3, 4"}


def test_the_radar_counts_what_the_level_asks(client: httpx.Client) -> None:
    radar = plan(client, **ADVISOR).radar
    assert radar is not None
    assert (radar.level, radar.asked, radar.held) == ("成熟", 19, 2)
    assert [s.text for s in radar.beyond] == ["类目选品"]
    assert sum(g.total for g in radar.groups) == 25
    assert sum(len(g.missing) for g in radar.groups) == 17
    assert plan(client, role="外贸业务员").radar is None


@pytest.mark.parametrize(
    ("request_", "code", "said"),
    [
        ({}, "empty_goal", "choose a role"),
        ({"role": "厨师"}, "unknown_role", "跨境电商运营"),
        ({"certificate": "注册会计师"}, "unknown_certificate", "跨境电商B2B数据运营"),
        ({"role": "外贸业务员", "level": "中级", "target_level": "初级"}, "unknown_level", "不高于"),
        ({"role": "外贸业务员", "level": "大师"}, "unknown_level", "初级、中级、高级"),
        ({"role": "外贸业务员", "skills": ["做饭"]}, "unknown_element", "文案撰写"),
        ({"role": "外贸业务员", "talent_level": "大师"}, "unknown_talent_level", "新手"),
        ({"role": "外贸业务员", "courses": [{"name": " "}]}, "course_list", "第 1 门"),
        ({"role": "外贸业务员", "courses": [{"name": str(n)} for n in range(MAX_COURSES + 1)]}, "course_list", "5000"),
        ({"role": "x" * 201}, "invalid", "role"),
        ({"role": "外贸业务员", "courses": [{"name": "x", "code": 1}]}, "invalid", "code"),
    ],
)
def test_what_cannot_be_planned_is_said(client: httpx.Client, request_: dict[str, Any], code: str, said: str) -> None:
    status, found, message = problem(client.post("/api/plan", json=request_))
    assert (status, found) == (422, code)
    assert said in message


def test_a_request_over_the_limit_is_refused(client: httpx.Client) -> None:
    many = [{"name": f"课程{n}", "contents": "内容" * 200} for n in range(1000)]
    assert problem(client.post("/api/plan", json={"role": "外贸业务员", "courses": many}))[:2] == (413, "too_large")


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
