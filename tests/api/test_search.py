"""Search over real HTTP, on the project's own documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.api.search_routes import HitBody, SearchBody
from assistant.assistant import Assistant
from assistant.corpus.dates import days
from assistant.corpus.links import Target, resolve
from assistant.errors import IndexMissingError
from tests.api.serving import loaded

CLAUSE = "正确使用信用保障服务，起草信保订单"


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Callable[[FastAPI], str]) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        yield client


def _search(client: httpx.Client, q: str, **filters: str) -> SearchBody:
    response = client.get("/api/search", params={"q": q, **filters})
    assert response.status_code == 200, response.text
    return SearchBody.model_validate(response.json())


def _words(hit: HitBody) -> list[str]:
    return [hit.quote[a:b] for a, b in hit.highlights]


def test_a_clause_is_found_first_by_its_very_words(client: httpx.Client) -> None:
    first = _search(client, "起草信保订单", language="zh").results[0]
    assert "起草信保订单" in _words(first)
    assert (first.document, first.authority, first.issued) == ("school-a-1x-paper", "paper", "2022")
    assert first.locator.startswith("表2")


def test_a_clause_number_is_not_meant_loosely(client: httpx.Client) -> None:
    results = _search(client, "1.2.4", language="zh").results
    assert all("1.2.4" in _words(r) for r in results[:5])
    assert _search(client, "730702", document="teaching-standard-730702").results[0].locator == "第2节"


def test_quotes_are_the_documents_own_words_and_their_links_lead_there(
    client: httpx.Client, assistant: Assistant
) -> None:
    results = _search(client, "产业学院 讲师 人数", limit="50").results
    assert len(results) == 50
    for hit in results:
        document = assistant.generation.documents[hit.document]
        assert document.text[hit.start : hit.end] == hit.quote
        fields = {k: v[0] for k, v in parse_qs(urlsplit(hit.link).query).items()}
        target = resolve(document, int(fields["start"]), int(fields["end"]), fields["sum"], fields["locator"])
        assert isinstance(target, Target)
        assert document.text[target.start : target.end] == hit.quote


@pytest.mark.parametrize("marks", ["「{}」", "“{}”", '"{}"', "『{}』"])
def test_a_phrase_in_quotation_marks_is_exact(client: httpx.Client, assistant: Assistant, marks: str) -> None:
    found = _search(client, marks.format(CLAUSE), language="zh")
    held = sum(d.text.count(CLAUSE) for d in assistant.generation.documents.values())
    assert found.exact
    assert found.total == len(found.results) == held > 0
    assert all(_words(r) == [CLAUSE] for r in found.results)
    assert _search(client, marks.format("订单信保起草"), language="zh").results == []


def test_a_phrase_over_two_sentences_is_one_place(client: httpx.Client, assistant: Assistant) -> None:
    passages = [p for p in assistant.generation.passages if p.document_id == "x-certificate-transfer-2025"]
    a, b = passages[1], passages[2]
    text = assistant.generation.documents[a.document_id].text
    # From the middle of one passage into the next, as a person would copy it; line ends do not matter.
    copied = " ".join(text[a.end - 12 : b.start + 12].split())
    found = _search(client, f"「{copied}」", document=a.document_id)
    assert [(r.start, r.end) for r in found.results] == [(a.start, b.end)]
    assert "".join(_words(found.results[0])[0].split()) == "".join(copied.split())


def test_a_phrase_in_a_heading_is_found_at_the_heading(client: httpx.Client) -> None:
    found = _search(client, "「2025年口径：参保年限与次数」")
    assert len(found.results) == 1
    assert found.results[0].quote.startswith("2025年口径：参保年限与次数")


def test_traditional_full_width_and_capital_writing_are_the_same_words(client: httpx.Client) -> None:
    plain = _search(client, "「B2B数据运营」", language="zh")
    assert plain.total > 0
    assert _search(client, "「ｂ２ｂ數據運營」", language="zh").total == plain.total


def test_filters_leave_only_what_they_say(client: httpx.Client) -> None:
    standard = _search(client, "学时", authority="national_standard")
    assert {r.authority for r in standard.results} == {"national_standard"}
    english = _search(client, "hours", language="en")
    assert {r.language for r in english.results} == {"en"}
    one = _search(client, "讲师", document="alibaba-talent-programme-2021")
    assert {r.document for r in one.results} == {"alibaba-talent-programme-2021"}


def test_dates_bound_documents_and_the_sections_of_collections(client: httpx.Client) -> None:
    recent = _search(client, "证书", limit="50", **{"from": "2025"}).results
    assert {"x-certificate-transfer-2025", "teaching-standard-730702"} <= {r.document for r in recent}
    for hit in recent:
        assert hit.issued
        assert days(hit.issued)[1] >= date(2025, 1, 1)
    # Collected facts have a date in each section: of one document some are in the range and some are not.
    in_2024 = _search(client, "补贴", document="skill-subsidy-facts", **{"from": "2024-05", "to": "2024-05"}).results
    assert in_2024
    assert {r.issued for r in in_2024} == {"2024-05-28"}


def test_words_that_stand_nowhere_are_told_from_words_found(client: httpx.Client) -> None:
    found = _search(client, "薛定谔")
    assert 0 < len(found.results) <= 5
    assert all(r.highlights == [] for r in found.results)


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": ""},
        {"q": "？！"},
        {"q": "x" * 201},
        {"q": "证书", "document": "nothing"},
        {"q": "证书", "authority": "king"},
        {"q": "证书", "language": "fr"},
        {"q": "证书", "from": "2025-02-30"},
        {"q": "证书", "to": "gestern"},
        {"q": "证书", "from": "2025", "to": "2024"},
        {"q": "证书", "limit": "0"},
        {"q": "证书", "limit": "51"},
        {"q": "证书", "limit": "many"},
    ],
)
def test_what_cannot_be_searched_is_a_422_that_says_why(client: httpx.Client, parameters: dict[str, str]) -> None:
    response = client.get("/api/search", params=parameters)
    assert response.status_code == 422
    assert response.json()["error"]["message"]


def test_blank_parameters_ask_for_nothing(client: httpx.Client) -> None:
    blank = {"document": "", "authority": "", "from": "", "to": "", "language": "", "limit": ""}
    assert _search(client, "讲师", **blank) == _search(client, "讲师")


def test_without_an_index_it_says_so(serve_app: Callable[[FastAPI], str]) -> None:
    def fail(_: object) -> Assistant:
        raise IndexMissingError("没有索引")

    loader = AssistantLoader(fail)
    loader.start()
    loader.wait(5)
    assert httpx.get(f"{serve_app(create_app(loader))}/api/search", params={"q": "证书"}).status_code == 503
