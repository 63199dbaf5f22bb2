"""The catalogue as CTDL JSON-LD (Credential Transparency Description Language, Credential Engine, CC BY 4.0).

Certificates and certifications become ceterms:Certification; their levels ceterms:ConditionProfile; work areas,
tasks and skill requirements ceasn:Competency in a framework; courses, modules and textbooks
ceterms:LearningOpportunityProfile that align with competencies. An examination is written only where a source states
one. What no source states is left out: there is no ctid, no web page, no invented description.

Every node that a record states carries ``prov:wasDerivedFrom``: the exact words, their position in our document, the
locator in the original, and the names of the fields that they state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.catalogue import ctdl_learning as learning
from assistant.catalogue.ctdl_nodes import (
    Node,
    alignment,
    at,
    document_node,
    filled,
    node,
    node_id,
    other_names,
    said,
    sourced,
)
from assistant.catalogue.ctdl_terms import CONTEXT_URL, EXTRA_CONTEXT
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.profiles import Locate, Profile
from assistant.catalogue.status import CertificateStatus
from assistant.pack.schema import FieldWords, Kind
from assistant.text.characters import has_ideograph
from assistant.types import Document, Language

MEDIA_TYPE = "application/ld+json"
# Only these two are statuses of CTDL; of the others it has none, so that the property is left out.
_STATUS = {CertificateStatus.ACTIVE: "Active", CertificateStatus.TEACH_OUT: "TeachOut"}


def certificates_document(
    profiles: Iterable[Profile], documents: Mapping[str, Document], locate: Locate
) -> dict[str, Any]:
    """Some certificates with everything that belongs to them, as one JSON-LD document."""
    return _document([n for p in profiles for n in _profile(p, locate)], documents)


def catalogue_document(
    catalogue: Catalogue, profiles: Sequence[Profile], documents: Mapping[str, Document], locate: Locate
) -> dict[str, Any]:
    """The whole catalogue, as far as CTDL has words for it: besides certificates, roles, courses and conditions."""
    nodes = [n for p in profiles for n in _profile(p, locate)]
    nodes += [_role(r, locate) for r in catalogue.all(Kind.ROLE)]
    nodes += [learning.course(c, locate) for c in catalogue.all(Kind.COURSE)]
    nodes += _conditions(catalogue.all(Kind.CONDITION), locate)
    return _document(nodes, documents)


def _document(nodes: Iterable[Node], documents: Mapping[str, Document]) -> dict[str, Any]:
    graph: dict[str, Node] = {}
    for made in nodes:
        graph.setdefault(made["@id"], made)
    cited = set(_sources(list(graph.values())))
    graph |= {n["@id"]: n for d in documents.values() if (n := document_node(d))["@id"] in cited}
    return {"@context": [CONTEXT_URL, EXTRA_CONTEXT], "@graph": list(graph.values())}


def _sources(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "oa:hasSource" in value:
            yield value["oa:hasSource"]
        for inner in value.values():
            yield from _sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources(inner)


def _profile(profile: Profile, locate: Locate) -> Iterator[Node]:
    record = profile.record
    made = node(
        "ceterms:Certification",
        "certificates",
        record.id,
        ceterms__name=said(record.name, record.name_en),
        ceterms__alternateName=other_names(record.aliases),
        ceterms__credentialId=record.id,
        ceterms__inLanguage=_language(record.name),
        ceterms__occupationType=[_post(p, profile) for p in profile.posts],
        ceterms__atLevel=[alignment(level, record.kind.level_en(level)) for level in profile.levels],
        ceterms__credentialStatusType=_status(profile, locate),
        ceterms__recommends=list(learning.recommendations(profile)),
        prov__wasDerivedFrom=sourced(record, locate),
    )
    conditions = learning.requirements(profile)
    for words in record.kind.fields.values():
        if words.ctdl and record.get(words.name) is not None:
            yield from _mapped(record, words, made, conditions, locate)
    made |= filled({"ceterms:requires": conditions})
    yield made
    yield from learning.competencies(profile, locate)
    yield from learning.opportunities(profile, locate)


def _mapped(record: Record, words: FieldWords, made: Node, conditions: list[Node], locate: Locate) -> Iterator[Node]:
    """Puts a field into the certificate's node, as the property that the schema names; the nodes that it refers to."""
    text = record.text(words.name)
    match words.ctdl:
        case "ceterms:ownedBy" | "ceterms:offeredBy":
            made[words.ctdl] = node_id("organisations", text)
            english = record.text(f"{words.name}_en")
            yield node(
                "ceterms:CredentialOrganization",
                "organisations",
                text,
                ceterms__name=said(text, english),
                prov__wasDerivedFrom=sourced(record, locate, words.name, f"{words.name}_en"),
            )
        case "ceterms:approximateDateEffective":
            # The published context takes a bare value for a reference, so the type stands beside it.
            made[words.ctdl] = {"@type": "xsd:gYear", "@value": text}
        case "ceterms:subject":
            made[words.ctdl] = [alignment(t) for t in record.texts(words.name)]
        case "ceterms:processStandardsDescription":
            made[words.ctdl] = said(text)
        case "ceterms:targetAssessment":
            conditions.append({"@type": "ceterms:ConditionProfile", words.ctdl: [node_id("assessments", text)]})
            yield node(
                "ceterms:AssessmentProfile",
                "assessments",
                text,
                ceterms__description=said(text),
                ceterms__offeredBy=made.get("ceterms:offeredBy"),
                ceterms__inLanguage=_language(text),
                prov__wasDerivedFrom=sourced(record, locate, words.name),
            )
        case "ceterms:requires":
            conditions.append({"@type": "ceterms:ConditionProfile", "ceterms:description": said(text)})
        case "ceterms:renewal":
            made[words.ctdl] = [{"@type": "ceterms:ConditionProfile", "ceterms:description": said(text)}]
        case "ceterms:estimatedCost":
            made[words.ctdl] = [{"@type": "ceterms:CostProfile", "ceterms:description": said(text)}]


def _language(text: str) -> str:
    return Language.ZH if has_ideograph(text) else Language.EN


def _post(post: str, profile: Profile) -> Node:
    """A target post, in English too where the catalogue has a role of that name."""
    role = next((r for r in profile.roles if r.name == post), None)
    return alignment(post, role.name_en if role else "")


def _status(profile: Profile, locate: Locate) -> Node | None:
    on = profile.status
    if on.event is None or on.status not in _STATUS:
        return None
    name = _STATUS[on.status]
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:targetNode": f"credentialStat:{name}",
        "ceterms:targetNodeName": {"en": name},
        "ceterms:targetNodeDescription": said(on.event.text, on.event.text_en),
        "prov:wasDerivedFrom": at(on.event.place, "", locate),
    }


def _role(role: Record, locate: Locate) -> Node:
    return node(
        "ceterms:Occupation",
        "roles",
        role.id,
        ceterms__name=said(role.name, role.name_en),
        ceterms__alternateName=other_names(role.aliases),
        ceterms__description=said(role.text("duty")),
        prov__wasDerivedFrom=sourced(role, locate),
    )


def _conditions(conditions: Sequence[Record], locate: Locate) -> Iterator[Node]:
    """Application conditions by level and edition, under the occupation's certificate that their names begin with."""
    for name in dict.fromkeys(c.name.partition(c.text("level"))[0] for c in conditions):
        mine = [c for c in conditions if c.name.partition(c.text("level"))[0] == name]
        yield node(
            "ceterms:Certification",
            "certificates",
            name,
            ceterms__name=said(name),
            ceterms__inLanguage="zh",
            ceterms__requires=[
                {
                    "@type": "ceterms:ConditionProfile",
                    "ceterms:name": said(c.name, c.name_en),
                    "ceterms:condition": {"zh": c.text("condition").split("；")},
                    "prov:wasDerivedFrom": sourced(c, locate),
                }
                for c in mine
            ],
        )
