"""The terms of CTDL that the export uses: what they apply to and how their values are written.

CTDL and CTDL-ASN are vocabularies of Credential Engine (CC BY 4.0, https://credreg.net/ctdl/terms). This is our own
table of the few terms we write, not a copy of their context. It was compared with the published context and schema
(https://credreg.net/ctdl/schema/context/json, sha256 ddb6b458…, and /ctdl/schema/encoding/json, retrieved 2026-08-06):
every class, property, domain and coercion below agrees.

Sources are cited in the terms of W3C PROV-O (``prov:wasDerivedFrom``) and the Web Annotation Vocabulary (``oa:``).
"""

from __future__ import annotations

from typing import Any, Final

CONTEXT_URL: Final = "https://credreg.net/ctdl/schema/context/json"
# Beside CTDL's own context, which lacks these two vocabularies.
EXTRA_CONTEXT: Final[dict[str, Any]] = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov:wasDerivedFrom": {"@type": "@id"},
    "oa:hasSource": {"@type": "@id"},
    "oa:hasSelector": {"@type": "@id"},
}
PREFIXES: Final = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
    "creditUnit": "https://purl.org/ctdl/vocabs/creditUnit/",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Properties whose value is {"zh": …, "en": …}.
LANGUAGE_MAPS: Final = frozenset(
    {
        "ceterms:name",
        "ceterms:alternateName",
        "ceterms:description",
        "ceterms:condition",
        "ceterms:experience",
        "ceterms:targetNodeName",
        "ceterms:targetNodeDescription",
        "ceterms:processStandardsDescription",
        "ceasn:name",
        "ceasn:competencyText",
        "ceasn:competencyCategory",
        "ceasn:competencyLabel",
        "ceasn:comment",
        "schema:description",
    }
)
# Properties whose value is a node or the name of one.
REFERENCES: Final = frozenset(
    {
        "ceterms:ownedBy",
        "ceterms:offeredBy",
        "ceterms:occupationType",
        "ceterms:atLevel",
        "ceterms:subject",
        "ceterms:requires",
        "ceterms:recommends",
        "ceterms:credentialStatusType",
        "ceterms:targetNode",
        "ceterms:targetCompetency",
        "ceterms:targetAssessment",
        "ceterms:targetLearningOpportunity",
        "ceterms:teaches",
        "ceterms:isPreparationFor",
        "ceterms:hasPart",
        "ceterms:creditValue",
        "ceterms:creditUnitType",
        "ceterms:renewal",
        "ceterms:estimatedCost",
        "ceterms:approximateDateEffective",
        "ceasn:isPartOf",
        "ceasn:isTopChildOf",
        "ceasn:hasTopChild",
        "ceasn:isChildOf",
        "ceasn:hasChild",
    }
)
# Properties whose value is a text or number of a type.
TYPED: Final = {
    "ceterms:credentialId": "xsd:string",
    "ceterms:codedNotation": "xsd:string",
    "ceterms:inLanguage": "xsd:language",
    "ceasn:codedNotation": "xsd:string",
    "ceasn:inLanguage": "xsd:language",
    "schema:value": "xsd:float",
}
# What each class may carry; every node may carry _ANYWHERE besides.
_ANYWHERE = frozenset({"@id", "@type", "dct:identifier", "prov:wasDerivedFrom"})
PROPERTIES: Final[dict[str, frozenset[str]]] = {
    name: frozenset(properties.split()) | _ANYWHERE
    for name, properties in {
        "ceterms:Certification": (
            "ceterms:name ceterms:alternateName ceterms:description ceterms:ownedBy ceterms:offeredBy "
            "ceterms:occupationType ceterms:atLevel ceterms:subject ceterms:approximateDateEffective "
            "ceterms:credentialStatusType ceterms:credentialId ceterms:inLanguage ceterms:requires ceterms:recommends "
            "ceterms:processStandardsDescription ceterms:renewal ceterms:estimatedCost"
        ),
        "ceterms:CostProfile": "ceterms:description",
        "ceterms:ConditionProfile": (
            "ceterms:name ceterms:description ceterms:condition ceterms:experience ceterms:targetCompetency "
            "ceterms:targetAssessment ceterms:targetLearningOpportunity"
        ),
        "ceterms:AssessmentProfile": "ceterms:description ceterms:offeredBy ceterms:inLanguage",
        "ceterms:CredentialOrganization": "ceterms:name",
        "ceterms:CredentialAlignmentObject": (
            "ceterms:targetNode ceterms:targetNodeName ceterms:targetNodeDescription ceterms:codedNotation"
        ),
        "ceterms:LearningOpportunityProfile": (
            "ceterms:name ceterms:alternateName ceterms:description ceterms:atLevel ceterms:creditValue "
            "ceterms:teaches ceterms:isPreparationFor ceterms:codedNotation ceterms:inLanguage ceterms:offeredBy"
        ),
        "ceterms:ValueProfile": "schema:value schema:description ceterms:creditUnitType",
        "ceterms:Occupation": "ceterms:name ceterms:alternateName ceterms:description",
        "ceasn:CompetencyFramework": "ceasn:name ceasn:hasTopChild ceasn:inLanguage",
        "ceasn:Competency": (
            "ceasn:competencyText ceasn:competencyLabel ceasn:competencyCategory ceasn:codedNotation ceasn:comment "
            "ceasn:isPartOf ceasn:isTopChildOf ceasn:isChildOf ceasn:hasChild ceasn:inLanguage"
        ),
        "prov:Entity": "dct:title dct:publisher dct:issued dct:language dct:source dct:type",
        "oa:SpecificResource": "oa:hasSource oa:hasSelector schema:propertyID",
        "oa:TextQuoteSelector": "oa:exact",
        "oa:TextPositionSelector": "oa:start oa:end",
        "oa:FragmentSelector": "rdf:value",
    }.items()
}


def context() -> dict[str, Any]:
    """Our terms as a JSON-LD context: what the published one says of them, for reading an export offline."""
    terms: dict[str, Any] = dict(PREFIXES)
    terms |= {name: {"@container": "@language"} for name in LANGUAGE_MAPS}
    terms |= {name: {"@type": "@id"} for name in REFERENCES}
    terms |= {name: {"@type": type_} for name, type_ in TYPED.items()}
    return {"@context": terms}
