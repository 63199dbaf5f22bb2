"""Plans over real HTTP, from the project's own corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.plan_schemas import PlanBody
from assistant.assistant import Assistant
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
