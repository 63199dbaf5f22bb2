"""Practice over real HTTP, from the project's own corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI

from assistant.answering.practice import practice_of
from assistant.api.app import create_app
from assistant.api.schemas import PracticeBody
from assistant.assistant import Assistant
from assistant.types import Language
from tests.api.serving import loaded
from tests.catalogue.practice_checker import plain

Serve = Callable[[FastAPI], str]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        yield client


def _get(client: httpx.Client, **parameters: object) -> PracticeBody:
    response = client.get("/api/practice", params=parameters)
    assert response.status_code == 200, response.text
    return PracticeBody.model_validate(response.json())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_items_come_with_key_explanation_and_citations_that_resolve(client: httpx.Client, language: str) -> None:
    body = _get(client, certificate="cert-b2b-data", level="中级", count=12, seed=3, language=language)
    assert len(body.items) == 12 < body.available
    for item in body.items:
        assert (item.certificate, item.language) == ("cert-b2b-data", language)
        assert set(item.key) <= {o.id for o in item.options}
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", item.explanation)}
        assert marks
        assert marks | {n for r in item.review for n in r.citations} == {c.n for c in item.citations}
        for citation in item.citations:
            part = client.get(
                f"/api/documents/{citation.document}", params={"start": citation.start, "end": citation.end}
            ).json()
            assert part["text"] == citation.quote


def test_filters_seed_and_blank_parameters(client: httpx.Client) -> None:
    once = _get(client, area="跨境交易履约", kind="single", count=5, seed=1)
    assert {(i.area, i.kind) for i in once.items} == {("跨境交易履约", "single")}
    assert _get(client, area="跨境交易履约", kind="single", count=5, seed=1) == once
    assert _get(client, area="跨境交易履约", kind="single", count=5, seed=2) != once
    blank = _get(client, certificate="", level="", area="", kind="", count="", seed="")
    assert len(blank.items) == 10
    few = _get(client, certificate="cert-live-operation", count=50)
    assert len(few.items) == few.available < 10


@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ({"certificate": "厨师证"}, "practice_filter", "cert-b2c-data"),
        ({"level": "expert"}, "practice_filter", "中级"),
        ({"area": "<script>"}, "practice_filter", "跨境交易履约"),
        ({"kind": "essay"}, "practice_filter", "matching"),
        ({"count": 0}, "practice_count", "50"),
        ({"count": -3}, "practice_count", "50"),
        ({"count": 10**9}, "practice_count", "50"),
        ({"count": "many"}, "invalid", "count"),
        ({"seed": "x"}, "invalid", "seed"),
        ({"area": "x" * 5000}, "invalid", "area"),
        ({"language": "fr"}, "invalid", "language"),
    ],
)
def test_what_cannot_be_given_is_said(
    client: httpx.Client, parameters: dict[str, object], code: str, said: str
) -> None:
    response = client.get("/api/practice", params=parameters)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == code
    assert said in error["message"]


def test_no_explanation_is_lost_and_every_quote_states_its_key(assistant: Assistant) -> None:
    """Verification drops what no quote carries; of our own items it must drop nothing, in either language."""
    practice = practice_of(assistant)
    for language in Language:
        for item in practice.generator.every_item(language):
            cited = practice.cite(item)
            assert [s.text for s in cited.explanation] == [r.text for r in item.explanation], item.id
            assert [s.text for s in cited.review] == [r.text for r in item.review], item.id
            if language is Language.ZH and item.topic != "module-order":
                quotes = plain(" ".join(c.quote for s in cited.explanation for c in s.citations))
                for text in (o.text for o in item.options if o.id in item.key):
                    assert plain(re.sub(r"^(\d+)\D*$", r"\1", text)) in quotes, (item.id, text)
