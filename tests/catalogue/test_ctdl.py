"""The CTDL export, read by a JSON-LD processor that may open no connection."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pyld import jsonld

from assistant.answering.places import Places
from assistant.catalogue.ctdl import catalogue_document
from assistant.catalogue.ctdl_check import check_ctdl
from assistant.catalogue.ctdl_terms import CONTEXT_URL, PREFIXES, context
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.profiles import profiles
from assistant.corpus.reading import ReadCorpus, read_corpus
from assistant.pack.schema import Kind
from assistant.settings import ROOT

CETERMS, CEASN = PREFIXES["ceterms"], PREFIXES["ceasn"]
AS_OF = date(2026, 3, 1)
Node = dict[str, Any]


def _local(url: str, _: object) -> dict[str, Any]:
    assert url == CONTEXT_URL, f"a connection to {url} was wanted"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context()}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "corpus" / "records")


@pytest.fixture(scope="module")
def corpus() -> ReadCorpus:
    return read_corpus(ROOT / "corpus" / "documents")


@pytest.fixture(scope="module")
def document(catalogue: Catalogue, corpus: ReadCorpus) -> dict[str, Any]:
    places = Places(corpus)
    found = profiles(catalogue, corpus.documents, AS_OF)
    return catalogue_document(catalogue, found, corpus.documents, places.cite)


@pytest.fixture(scope="module")
def expanded(document: dict[str, Any]) -> dict[str, Node]:
    """Nodes by name with every term as a whole IRI."""
    nodes = jsonld.expand(document, {"documentLoader": _local})
    return {n["@id"]: n for n in nodes}


def _all_nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _all_nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all_nodes(inner)


def _of(expanded: dict[str, Node], identifier: str) -> Node:
    wanted = [{"@value": identifier}]
    return next(n for n in expanded.values() if n.get(f"{PREFIXES['dct']}identifier") == wanted)


def _said(node: Node, property_: str) -> dict[str, str]:
    return {v["@language"]: v["@value"] for v in node[property_]}


def _refs(node: Node, property_: str) -> list[str]:
    return [v["@id"] for v in node.get(property_, [])]


def test_it_keeps_to_the_terms(document: dict[str, Any]) -> None:
    assert check_ctdl(document) == []


def test_a_json_ld_processor_drops_nothing(document: dict[str, Any], expanded: dict[str, Node]) -> None:
    # A key without a definition, or a value of another form than its term's, would be lost or refused.
    def count(value: Any) -> int:
        if isinstance(value, dict):
            language_map = value and set(value) <= {"zh", "en"}
            own = 0 if language_map or "@value" in value else len([k for k in value if not k.startswith("@")])
            return own + sum(count(v) for v in value.values())
        return sum(count(v) for v in value) if isinstance(value, list) else 0

    def expanded_count(value: Any) -> int:
        if isinstance(value, dict):
            own = len([k for k in value if not k.startswith("@")])
            return own + sum(expanded_count(v) for v in value.values())
        return sum(expanded_count(v) for v in value) if isinstance(value, list) else 0

    assert expanded_count(list(expanded.values())) == count(document["@graph"])
    keys = {k for n in _all_nodes(list(expanded.values())) for k in n if not k.startswith("@")}
    assert all(k.startswith(("http://", "https://")) for k in keys), keys


def test_every_reference_leads_to_a_node(expanded: dict[str, Node]) -> None:
    wanted = {n["@id"] for n in _all_nodes(list(expanded.values())) if n.get("@id", "").startswith("urn:uuid:")}
    assert wanted == set(expanded)


def test_it_becomes_rdf_and_comes_back(document: dict[str, Any]) -> None:
    quads = jsonld.to_rdf(document, {"documentLoader": _local, "format": "application/n-quads"})
    assert f"<{CETERMS}Certification>" in quads
    again = jsonld.from_rdf(quads)
    assert len([n for n in again if f"{CETERMS}Certification" in n.get("@type", [])]) == 17


def test_a_certificate_has_names_owner_year_and_status(catalogue: Catalogue, expanded: dict[str, Node]) -> None:
    for record in catalogue.all(Kind.CERTIFICATE):
        node = _of(expanded, f"certificates/{record.id}")
        assert _said(node, f"{CETERMS}name") == {"zh": record.name, "en": record.name_en}
        (owner,) = _refs(node, f"{CETERMS}ownedBy")
        assert _said(expanded[owner], f"{CETERMS}name") == {"zh": record.text("issuer"), "en": record.text("issuer_en")}
        (year,) = node[f"{CETERMS}approximateDateEffective"]
        assert year == {"@value": str(record.number("year")), "@type": "http://www.w3.org/2001/XMLSchema#gYear"}
        (status,) = node[f"{CETERMS}credentialStatusType"]
        assert _refs(status, f"{CETERMS}targetNode") == ["https://purl.org/ctdl/vocabs/credentialStat/TeachOut"]


def test_what_is_in_preparation_has_no_status_of_ctdl(expanded: dict[str, Node]) -> None:
    node = _of(expanded, "certificates/centre-manager-intermediate")
    assert f"{CETERMS}credentialStatusType" not in node
    (condition,) = node[f"{CETERMS}requires"]
    (assessment,) = _refs(condition, f"{CETERMS}targetAssessment")
    assert "考试通关" in _said(expanded[assessment], f"{CETERMS}description")["zh"]


def test_no_examination_where_no_source_states_one(expanded: dict[str, Node]) -> None:
    node = _of(expanded, "certificates/cert-b2c-data")
    (condition,) = node[f"{CETERMS}requires"]
    assert f"{CETERMS}targetAssessment" not in condition


def test_requirements_hang_under_task_and_work_area(catalogue: Catalogue, expanded: dict[str, Node]) -> None:
    for record in catalogue.all(Kind.REQUIREMENT):
        node = _of(expanded, f"requirements/{record.id}")
        assert _said(node, f"{CEASN}competencyText") == {"zh": record.name}
        (task,) = _refs(node, f"{CEASN}isChildOf")
        assert (
            _said(expanded[task], f"{CEASN}competencyText")["zh"] == f"{record.text('task_code')} {record.text('task')}"
        )
        (area,) = _refs(expanded[task], f"{CEASN}isChildOf")
        assert _said(expanded[area], f"{CEASN}competencyText")["zh"] in record.text("area")
        assert node["@id"] in _refs(expanded[task], f"{CEASN}hasChild")


def test_courses_align_with_requirements_by_fusion_method(catalogue: Catalogue, expanded: dict[str, Node]) -> None:
    record = next(r for r in catalogue.all(Kind.REQUIREMENT) if r.text("method") == "内容强化")
    course = _of(expanded, f"school_courses/school-a-1x-paper/{record.texts('courses')[0]}")
    target = _of(expanded, f"requirements/{record.id}")["@id"]
    taught = [a for a in course[f"{CETERMS}teaches"] if target in _refs(a, f"{CETERMS}targetNode")]
    assert len(taught) == 1
    about = _said(taught[0], f"{CETERMS}targetNodeDescription")["zh"]
    assert record.texts("semesters")[0] in about
    assert "内容强化" in about


def test_hours_and_credits_carry_their_unit_only_where_it_is_stated(
    catalogue: Catalogue, expanded: dict[str, Node]
) -> None:
    course = next(c for c in catalogue.all(Kind.COURSE) if c.number("hours") and c.number("credits"))
    values = _values(_of(expanded, f"courses/{course.id}"))
    assert values["总学时"] == (course.number("hours"), "https://purl.org/ctdl/vocabs/creditUnit/ContactHour")
    assert values["学分"] == (course.number("credits"), "https://purl.org/ctdl/vocabs/creditUnit/DegreeCredit")
    book = next(t for t in catalogue.all(Kind.TEXTBOOK) if t.number("self_practice_hours") is None)
    values = _values(_of(expanded, f"textbooks/{book.id}"))
    assert values["配套线上课程时长"] == (book.number("online_hours"), None)
    assert "独立实操学时" not in values


def _values(node: Node) -> dict[str, tuple[float, str | None]]:
    found = {}
    for value in node[f"{CETERMS}creditValue"]:
        units = _refs(value, f"{CETERMS}creditUnitType")
        name = _said(value, "https://schema.org/description")["zh"]
        found[name] = (float(value["https://schema.org/value"][0]["@value"]), units[0] if units else None)
    return found


def test_every_citation_resolves_to_its_words(corpus: ReadCorpus, document: dict[str, Any]) -> None:
    ids = {n["@id"]: n["dct:identifier"].removeprefix("documents/") for n in document["@graph"]}
    cited = [n for n in _all_nodes(document["@graph"]) if n.get("@type") == "oa:SpecificResource"]
    assert len(cited) > 200
    for resource in cited:
        quote, position, fragment = resource["oa:hasSelector"]
        text = corpus.documents[ids[resource["oa:hasSource"]]].text
        assert text[position["oa:start"] : position["oa:end"]] == quote["oa:exact"]
        assert fragment["rdf:value"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ceterms:nmae": {"zh": "x"}}, "ceterms:nmae"),
        ({"@type": "ceterms:Certificat"}, "没有 ceterms:Certificat"),
        ({"ceterms:name": "x"}, "应按语言给出"),
        ({"ceterms:ownedBy": "urn:uuid:00000000-0000-5000-8000-000000000000"}, "没有定义"),
        ({"ceterms:credentialId": 5}, "不是 xsd:string"),
        ({"prov:wasDerivedFrom": None}, "没有出处"),
    ],
)
def test_faults_are_named(document: dict[str, Any], change: dict[str, Any], problem: str) -> None:
    broken = copy.deepcopy(document)
    node = next(n for n in broken["@graph"] if n["dct:identifier"] == "certificates/cert-live-commerce")
    node |= change
    if node.get("prov:wasDerivedFrom") is None:
        del node["prov:wasDerivedFrom"]
    (found,) = check_ctdl(broken)
    assert problem in found
    assert "cert-live-commerce" in found


def test_names_of_nodes_do_not_change() -> None:
    # Whoever keeps an export finds the same certificate under the same name in the next.
    from assistant.catalogue.ctdl_nodes import node_id

    assert node_id("certificates", "cert-b2b-data") == "urn:uuid:f9d2eb67-774a-51bf-95af-e9522ddc5c94"
