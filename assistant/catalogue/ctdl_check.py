"""Whether a JSON-LD document keeps to the CTDL terms that we write; run before every export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.catalogue.ctdl_terms import LANGUAGE_MAPS, PREFIXES, PROPERTIES, REFERENCES, TYPED

_LANGUAGES = frozenset({"zh", "en"})
_PYTHON: dict[str, type | tuple[type, ...]] = {"xsd:string": str, "xsd:language": str, "xsd:float": (int, float)}


def check_ctdl(document: Mapping[str, Any]) -> list[str]:
    """All problems, one sentence each: unknown classes and properties, values of another form, dangling references."""
    graph = document.get("@graph", [])
    known = {n["@id"] for n in graph}
    problems = [p for n in graph for p in _check(n, str(n.get("dct:identifier", n["@id"])), known)]
    if len(known) != len(graph):
        problems.append("有节点重名。Two nodes have one name.")
    problems += [f"{n['dct:identifier']}：没有出处。It has no source." for n in graph if _unsourced(n)]
    return problems


def _check(node: Mapping[str, Any], name: str, known: set[str]) -> Iterator[str]:
    allowed = PROPERTIES.get(node.get("@type", ""))
    if allowed is None:
        yield f"{name}：没有 {node.get('@type')} 这个类。There is no such class."
        return
    for property_, value in node.items():
        if property_ not in allowed:
            yield f"{name}：{node['@type']} 没有 {property_}。The class has no such property."
            continue
        for item in value if isinstance(value, list) else [value]:
            yield from _check_value(property_, item, f"{name} {property_}", known)


def _check_value(property_: str, value: Any, name: str, known: set[str]) -> Iterator[str]:
    if property_ in LANGUAGE_MAPS:
        if not isinstance(value, Mapping) or not value or set(value) - _LANGUAGES:
            yield f"{name}：应按语言给出。It must be a language map."
    elif isinstance(value, Mapping):
        if "@value" not in value:
            yield from _check(value, name, known)
    elif property_ in REFERENCES or property_ == "oa:hasSource":
        if not isinstance(value, str) or not _resolves(value, known):
            yield f"{name}：{value} 没有定义。It is not defined."
    elif property_ in TYPED and not isinstance(value, _PYTHON[TYPED[property_]]):
        yield f"{name}：{value!r} 不是 {TYPED[property_]}。It is of another type."


def _resolves(value: str, known: set[str]) -> bool:
    if value.startswith("urn:uuid:"):
        return value in known
    scheme, mark, rest = value.partition("://")
    absolute = bool(mark and rest) and scheme.isascii() and scheme.isalpha() and len(value.split()) == 1
    return value.partition(":")[0] in PREFIXES or absolute


def _unsourced(node: Mapping[str, Any]) -> bool:
    """A source needs none itself; a node that only holds cited conditions is cited through them."""
    if node["@type"] == "prov:Entity":
        return False
    return "prov:wasDerivedFrom" not in node and not any(
        "prov:wasDerivedFrom" in condition for condition in node.get("ceterms:requires", [])
    )
