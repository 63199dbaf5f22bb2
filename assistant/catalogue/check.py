"""Proof that every catalogue value stands where its citation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record
from assistant.corpus.compare import compact
from assistant.pack.schema import Kind


def check_catalogue(catalogue: Catalogue, texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """All problems, one sentence each.

    Args:
        catalogue: the loaded records.
        texts: for each document id, the compacted text under each locator (``located_texts``).
    """
    problems: list[str] = []
    for record in catalogue.everything():
        for words in record.stated:
            place = record.place(words.name)
            for value in record.texts(words.name):
                problems.extend(_stands(f"{record.kind.name} {record.id}.{words.name}", value, place, texts))
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            problems.extend(_stands(f"conflict {conflict.id}", claim.value, Place.parse(claim.cite), texts))
    for change in catalogue.status_changes:
        place = Place.parse(change.cite)
        if place.locator not in texts.get(place.document, {}):
            problems.append(f"status_changes：{change.cite} 不存在。")
    return problems + list(_references(catalogue))


def _stands(name: str, value: str, place: Place, texts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    text = texts.get(place.document, {}).get(place.locator)
    if text is None:
        yield f"{name}：{place.document} 没有定位「{place.locator}」。"
    elif compact(value) not in text:
        yield f"{name}：「{value}」不在 {place.document} 的「{place.locator}」中。"


def _references(catalogue: Catalogue) -> Iterator[str]:
    certificates = {c.id for c in catalogue.all(Kind.CERTIFICATE)}
    for role in catalogue.all(Kind.ROLE):
        for id_ in role.texts("certificates"):
            if id_ not in certificates:
                yield f"Role {role.id}：没有证书 {id_}。"
    for record in _all(catalogue, Kind.REQUIREMENT, Kind.WORK_AREA, Kind.ADVICE):
        if record.text("certificate") not in certificates:
            yield f"{record.id}：没有证书 {record.text('certificate')}。"
    known = {c.id for c in catalogue.certificates()}
    for record in _all(catalogue, Kind.TEXTBOOK, Kind.MODULE):
        if (leads_to := record.text("certificate")) and leads_to not in known:
            yield f"{record.id}：没有证书 {leads_to}。"
    tasks = {(r.text("certificate"), r.text("task_code")) for r in catalogue.all(Kind.REQUIREMENT)}
    for module in catalogue.all(Kind.MODULE):
        for code in module.texts("task_codes"):
            if (module.text("certificate"), code) not in tasks:
                yield f"Module {module.id}：没有工作任务 {code}。"
    courses = {c.name for c in catalogue.all(Kind.COURSE)}
    for requirement in catalogue.all(Kind.REQUIREMENT):
        for name in requirement.texts("courses"):
            if name not in courses:
                yield f"Requirement {requirement.id}：没有课程 {name}。"
    for change in catalogue.status_changes:
        for id_ in change.certificates:
            if id_ not in known:
                yield f"status_changes：没有证书 {id_}。"
        for id_ in change.instead:
            if id_ not in {r.id for r in catalogue.all(Kind.OPEN)}:
                yield f"status_changes：没有可考证书 {id_}。"


def _all(catalogue: Catalogue, *kinds: Kind) -> Iterator[Record]:
    return (record for kind in kinds for record in catalogue.all(kind))
