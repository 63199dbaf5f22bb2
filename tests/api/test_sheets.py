"""Sheets over real HTTP, from the project's own corpus."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import docx
import httpx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.assistant import Assistant
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]
pytestmark = pytest.mark.slow
PLAN = {
    "role": "外贸业务员",
    "level": "初级",
    "courses": [{"name": "国际单证"}, {"name": "国际物流"}],
    "as_of": "2026-11-21",
}


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def exchange(client: httpx.Client) -> dict[str, Any]:
    question = "产业学院和人才基地的师资要求各是多少？"
    return {"question": question, "answer": client.post("/api/ask", json={"question": question}).json()}


def read(response: httpx.Response, form: str) -> str:
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    if form == "md":
        return response.text.replace("\\", "")
    if form == "docx":
        document = docx.Document(io.BytesIO(response.content))
        return "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    with pdfplumber.open(io.BytesIO(response.content)) as file:
        return "\n".join(p.extract_text() for p in file.pages)


def test_a_plan_s_sheet_has_the_skills_against_their_level(client: httpx.Client) -> None:
    asked = PLAN | {"skills": ["图片拍摄和编辑"], "talent_level": "新手"}
    text = read(client.post("/api/plan/sheet.md", json=asked), "md")
    section = text.partition("## e-STORM 技能与新手级对照")[2].partition("\n## ")[0]
    # The first sentence counts what is held, and a source carries the level's elements.
    assert re.search(r"1 ?项.*\[\d+\]", section)
    assert "e-STORM" not in read(client.post("/api/plan/sheet.md", json=PLAN), "md")
    unknown = client.post("/api/plan/sheet.md", json=PLAN | {"skills": ["做饭"]})
    assert (unknown.status_code, "做饭" in unknown.json()["error"]["message"]) == (422, True)


@pytest.mark.parametrize("form", ["pdf", "docx", "md"])
def test_a_plan_as_a_file(client: httpx.Client, form: str) -> None:
    response = client.post(f"/api/plan/sheet.{form}", json=PLAN)
    text = read(response, form)
    assert f'filename="zhengtu-plan-2026-11-21.{form}"' in response.headers["content-disposition"]
    assert "跨境电商B2B数据运营" in text
    assert "154号" in text
    assert "文案策划与撰写" in text
    assert "国际物流" in text
    english = read(client.post(f"/api/plan/sheet.{form}", json={**PLAN, "language": "en"}), form)
    assert "Certificate study plan" in english
    assert "make a shop decoration plan" in english
    assert "Writing" in english or "writing" in english


@pytest.mark.parametrize("form", ["pdf", "docx", "md"])
def test_a_conversation_as_a_file(client: httpx.Client, exchange: dict[str, Any], form: str) -> None:
    failed = {"question": "还有呢？", "answer": None, "problem": "连接断了"}
    text = read(client.post(f"/api/conversation/sheet.{form}", json={"exchanges": [exchange, failed]}), form)
    joined = re.sub(r"\s", "", text)
    assert exchange["question"] in joined
    assert "连接断了" in text
    assert "引文不符" not in text
    for citation in exchange["answer"]["citations"]:
        assert re.sub(r"\s", "", citation["quote"]) in joined
        assert f"[{citation['n']}]" in joined


def test_one_place_cited_in_two_answers_has_one_number(client: httpx.Client, exchange: dict[str, Any]) -> None:
    text = read(client.post("/api/conversation/sheet.md", json={"exchanges": [exchange, exchange]}), "md")
    sources = re.findall(r"^\[(\d+)\] ", text.split("## 来源")[1], re.MULTILINE)
    assert sources == [str(c["n"]) for c in exchange["answer"]["citations"]]


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "产业学院不需要讲师。"},
        {"document": "../../etc/passwd"},
        {"start": -5},
        {"end": 10**9},
        {"start": 0, "end": 0, "quote": ""},
    ],
)
def test_a_citation_that_is_not_in_the_index_is_dropped_and_said(
    client: httpx.Client, exchange: dict[str, Any], change: dict[str, object]
) -> None:
    first, *others = exchange["answer"]["citations"]
    answer = {**exchange["answer"], "citations": [{**first, **change}, *others]}
    body = {"exchanges": [{"question": "问", "answer": answer}]}
    text = read(client.post("/api/conversation/sheet.md", json=body), "md")
    assert "有 1 处引文与现有资料的文字不符" in text
    assert "不需要讲师" not in text
    assert "passwd" not in text
    assert len(re.findall(r"^\[\d+\] ", text.split("## 来源")[1], re.MULTILINE) if others else []) == len(others)


def test_title_publisher_and_locator_are_those_of_the_index(client: httpx.Client, exchange: dict[str, Any]) -> None:
    forged = [
        {**c, "title": "国务院令", "publisher": "国务院", "locator": "第一条", "issued": "2030"}
        for c in exchange["answer"]["citations"]
    ]
    answer = {**exchange["answer"], "citations": forged}
    body = {"exchanges": [{"question": "问", "answer": answer}]}
    text = read(client.post("/api/conversation/sheet.md", json=body), "md")
    assert "国务院" not in text
    assert all(c["title"] in text and c["locator"] in text for c in exchange["answer"]["citations"])


def test_what_cannot_be_a_sheet_is_said(client: httpx.Client, exchange: dict[str, Any]) -> None:
    unknown = client.post("/api/plan/sheet.pdf", json={"role": "厨师"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "unknown_role")
    assert client.post("/api/plan/sheet.exe", json=PLAN).status_code == 422
    assert client.post("/api/plan/sheet.pdf", json={**PLAN, "path": "/etc"}).status_code == 422
    assert client.post("/api/conversation/sheet.pdf", json={"exchanges": []}).status_code == 422
    many = client.post("/api/conversation/sheet.pdf", json={"exchanges": [exchange] * 51})
    assert many.status_code == 422
    long = {**exchange["answer"], "answer": "长" * 210_000}
    too_large = client.post("/api/conversation/sheet.pdf", json={"exchanges": [{"question": "问", "answer": long}]})
    assert (too_large.status_code, too_large.json()["error"]["code"]) == (422, "sheet_too_large")
    assert "200,000" in too_large.json()["error"]["message"]
    beyond = client.post("/api/conversation/sheet.pdf", content=b" " * (3 * 1024 * 1024))
    assert beyond.status_code == 413
