"""Parts that every node of the CTDL export is made of: names, language maps, alignments, citations."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.catalogue.model import Place, Record
from assistant.catalogue.profiles import Locate, cited_fields
from assistant.text.characters import has_ideograph
from assistant.types import Citation, Document

Node = dict[str, Any]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "zhengtu.invalid")


def node_id(kind: str, id_: str) -> str:
    """The name of a node: the same for the same record in every export, on every machine."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{kind}/{id_}')}"


def node(type_: str, kind: str, id_: str, **properties: Any) -> Node:
    """A node with its name; properties that are None or empty are left out."""
    return {"@id": node_id(kind, id_), "@type": type_, "dct:identifier": f"{kind}/{id_}", **filled(properties)}


def filled(properties: Mapping[str, Any]) -> Node:
    """Properties that have a value; ``ceterms__name`` stands for ``ceterms:name``."""
    return {k.replace("__", ":"): v for k, v in properties.items() if v not in (None, "", [], {})}


def said(zh: str, en: str = "") -> Node:
    """A language map; words without a Chinese character are English."""
    if not has_ideograph(zh):
        return {"en": en or zh}
    return {"zh": zh, "en": en} if en else {"zh": zh}


def other_names(names: Iterable[str]) -> Node:
    """Aliases as a language map; a name without a Chinese character counts as English."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found["zh" if has_ideograph(name) else "en"].append(name)
    return dict(found)


def alignment(zh: str, en: str = "", **properties: Any) -> Node:
    """A ceterms:CredentialAlignmentObject: a named thing, with the node it is where there is one."""
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": said(zh, en), **filled(properties)}


def sourced(record: Record, locate: Locate, *fields: str) -> list[Node]:
    """The places that state a record's fields (all, or those named)."""
    stated: dict[Citation, list[str]] = {}
    for field in cited_fields(record, locate):
        if not fields or field.name in fields:
            for citation in field.citations:
                stated.setdefault(citation, []).append(field.name)
    return [resource(citation, names) for citation, names in stated.items()]


def at(place: Place, value: str, locate: Locate) -> list[Node]:
    """The place that states one value."""
    citation = locate(place, value)
    return [resource(citation, [])] if citation else []


def resource(citation: Citation, fields: list[str]) -> Node:
    """A quoted part of a document: its exact words, their position, and the locator in the original."""
    return {
        "@type": "oa:SpecificResource",
        "oa:hasSource": node_id("documents", citation.document),
        "oa:hasSelector": [
            {"@type": "oa:TextQuoteSelector", "oa:exact": citation.quote},
            {"@type": "oa:TextPositionSelector", "oa:start": citation.start, "oa:end": citation.end},
            {"@type": "oa:FragmentSelector", "rdf:value": citation.locator},
        ],
        **filled({"schema__propertyID": fields}),
    }


def document_node(document: Document) -> Node:
    """A source that citations point into."""
    return node(
        "prov:Entity",
        "documents",
        document.id,
        dct__title=document.title,
        dct__publisher=document.publisher,
        dct__issued=document.issued,
        dct__language=document.language.value,
        dct__source=document.original,
        dct__type=document.authority.value,
    )
