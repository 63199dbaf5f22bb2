"""The certificate addresses over real HTTP, on the project's own catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.certificate_routes import prefers_jsonld
from assistant.api.certificate_schemas import CertificateBody, CertificateList
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.catalogue.ctdl_check import check_ctdl
from assistant.errors import IndexMissingError
from tests.api.serving import loaded

Serve = Callable[[FastAPI], str]


@pytest.fixture(scope="module")
def client(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        yield client


def _ids(client: httpx.Client, **filters: str) -> set[str]:
    response = client.get("/api/certificates", params={"as_of": "2026-03-01", **filters})
    assert response.status_code == 200, response.text
    listed = CertificateList.model_validate(response.json())
    assert listed.total == len(listed.certificates)
    return {c.id for c in listed.certificates}


def _problem(response: httpx.Response) -> dict[str, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert body["error"]["message"]
    return body["error"]


def _places(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def test_all_certificates_of_table_1_and_of_the_centre(client: httpx.Client) -> None:
    listed = CertificateList.model_validate(client.get("/api/certificates").json())
    kinds = [c.kind for c in listed.certificates]
    assert (kinds.count("certificate"), kinds.count("centre_certification")) == (8, 8)


def test_every_field_has_a_citation_that_resolves_and_holds_it(client: httpx.Client) -> None:
    body = CertificateBody.model_validate(client.get("/api/certificates/cert-b2b-data").json())
    assert body.fields["issuer"].value == "阿里巴巴（中国）教育科技有限公司"
    assert "阿里巴巴（中国）教育科技有限公司" in body.fields["issuer"].citations[0].quote
    assert len(body.requirements) == 38
    records: list[Any] = [body, *body.work_areas, *body.requirements, *body.textbooks, *body.modules]
    assert all(field.citations for record in records for field in record.fields.values())
    texts = {d["id"]: client.get(f"/api/documents/{d['id']}").json()["text"] for d in _documents(client)}
    places = list(_places(body.model_dump()))
    assert len(places) > 100
    assert all(texts[p["document"]][p["start"] : p["end"]] == p["quote"] for p in places)


def _documents(client: httpx.Client) -> list[dict[str, Any]]:
    return client.get("/api/documents").json()["documents"]


def test_filters(client: httpx.Client) -> None:
    assert _ids(client, role="亚马逊运营") == {"cert-multi-platform"}
    assert _ids(client, role="live host") == {"cert-live-commerce"}
    assert {"cert-multi-platform", "cert-customer-service"} <= _ids(client, role="客服")
    assert _ids(client, issuer="京东") == _ids(client, issuer="Jingdong") == {"cert-customer-service"}
    # The other two levels of the B2B certificate stand in the slides' table of work areas.
    assert _ids(client, level="初级") == {"cert-b2b-data"}
    assert _ids(client, level="elementary") == {"cert-b2b-data"}
    # 进阶 and 成熟 are two names of one talent level.
    assert _ids(client, level="进阶") == _ids(client, level="成熟") == {"centre-manager-intermediate"}
    assert _ids(client, status="in_preparation") == {"centre-manager-intermediate", "centre-manager-advanced"}
    assert _ids(client, role="直播", issuer="奥派", level="中级") == {"cert-live-commerce"}
    assert _ids(client, role="会计") == set()


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2019-12-31", "not_stated"),
        ("2020-01-01", "active"),
        ("2025-12-30", "active"),
        ("2025-12-31", "teach_out"),
        ("2026-11-21", "teach_out"),
    ],
)
def test_status_on_a_day(client: httpx.Client, as_of: str, status: str) -> None:
    found = client.get("/api/certificates/cert-b2b-data", params={"as_of": as_of}).json()["status"]
    assert (found["as_of"], found["status"]) == (as_of, status)
    assert [e["since"] for e in found["timeline"]] == ["2020", "2025-12-31"]


def test_a_notice_whose_day_is_unknown_is_told_before_its_last_day(client: httpx.Client) -> None:
    before = client.get("/api/certificates/cert-b2b-data", params={"as_of": "2024-12-31"}).json()["status"]
    during = client.get("/api/certificates/cert-b2b-data", params={"as_of": "2025-06-01"}).json()["status"]
    assert before["announced"] is None
    assert during["status"] == "active"
    assert during["announced"]["since"] == "2025-12-31"
    assert "154号" in during["announced"]["text"]
    assert during["announced"]["citations"][0]["document"] == "x-certificate-transfer-2025"


def test_english_texts_and_english_editions(client: httpx.Client) -> None:
    body = client.get("/api/certificates/cert-b2b-data", params={"language": "en", "as_of": "2026-01-01"}).json()
    assert "notice no. 154" in body["status"]["because"]["text"]
    assert body["fields"]["issuer"]["citations"][0]["document"] == "school-a-1x-paper-en"
    assert body["conflicts"][0]["attribute"] == "pilot batch"


@pytest.mark.parametrize(
    "as_of", ["2025-02-30", "2025-13-01", "20250101", "1700000000", "yesterday", "", "２０２５-01-01"]
)
def test_an_impossible_day_is_refused_clearly(client: httpx.Client, as_of: str) -> None:
    for path in ("/api/certificates", "/api/certificates/cert-b2b-data"):
        response = client.get(path, params={"as_of": as_of})
        assert response.status_code == 422
        problem = _problem(response)
        assert problem["code"] == "invalid"
        assert "YYYY-MM-DD" in problem["message"]


def test_other_errors_have_the_agreed_shape(client: httpx.Client, serve_app: Serve) -> None:
    missing = client.get("/api/certificates/cert-nobody")
    assert (missing.status_code, _problem(missing)["code"]) == (404, "not_found")
    assert client.get("/api/certificates", params={"status": "gone"}).status_code == 422
    assert client.get("/api/certificates", params={"format": "xml"}).status_code == 422
    assert client.get("/api/certificates", params={"role": "运" * 201}).status_code == 422
    loader = AssistantLoader(_broken)
    loader.start()
    loader.wait(5)
    response = httpx.get(f"{serve_app(create_app(loader))}/api/certificates")
    assert response.status_code == 503
    assert _problem(response)


def _broken(_: object) -> Assistant:
    raise IndexMissingError("没有索引。")


def test_ctdl_by_accept_header_and_by_format(client: httpx.Client) -> None:
    path = "/api/certificates/cert-b2b-data"
    by_header = client.get(path, headers={"Accept": "application/ld+json"})
    by_format = client.get(path, params={"format": "jsonld"}, headers={"Accept": "application/json"})
    assert by_header.headers["content-type"] == by_format.headers["content-type"] == "application/ld+json"
    assert by_header.headers["vary"] == "Accept"
    assert by_header.json() == by_format.json()
    assert check_ctdl(by_header.json()) == []
    types = {n["@type"] for n in by_header.json()["@graph"]}
    assert {"ceterms:Certification", "ceasn:Competency", "ceterms:CredentialOrganization"} <= types
    assert client.get(path, params={"format": "json"}, headers={"Accept": "application/ld+json"}).json()["id"]


def test_ctdl_of_filtered_certificates(client: httpx.Client) -> None:
    document = client.get("/api/certificates", params={"issuer": "京东", "format": "jsonld"}).json()
    names = [n["ceterms:credentialId"] for n in document["@graph"] if n["@type"] == "ceterms:Certification"]
    assert names == ["cert-customer-service"]
    assert client.get("/api/certificates", params={"role": "会计", "format": "jsonld"}).json()["@graph"] == []


def test_accept_headers_are_weighed() -> None:
    assert prefers_jsonld("text/html, application/ld+json;q=0.9, application/json;q=0.5")
    assert not prefers_jsonld("application/json, application/ld+json;q=0.5")
    assert not prefers_jsonld("application/ld+json;q=0")
    assert not prefers_jsonld("*/*")
    assert not prefers_jsonld("application/ld+json;q=abc")
