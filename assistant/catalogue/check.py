"""Proof that every catalogue value stands where its citation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import (
    CentreCertification,
    Certificate,
    Course,
    LevelAdvice,
    Module,
    OpenRecord,
    Place,
    Requirement,
    Role,
    Textbook,
    WorkArea,
)
from assistant.corpus.compare import compact


def check_catalogue(catalogue: Catalogue, texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """All problems, one sentence each.

    Args:
        catalogue: the loaded records.
        texts: for each document id, the compacted text under each locator (``located_texts``).
    """
    problems: list[str] = []
    for record in catalogue.everything():
        for field in type(record).model_fields:
            if field in record.UNCITED:
                continue
            place = record.place(field)
            for value in _values(getattr(record, field)):
                problems.extend(_stands(f"{type(record).__name__} {record.id}.{field}", value, place, texts))
    for open_record in catalogue.all(OpenRecord):
        for fact in open_record.facts:
            name = f"OpenRecord {open_record.id}.{fact.field}"
            problems.extend(_stands(name, fact.value, Place.parse(fact.cite), texts))
    for conflict in catalogue.conflicts:
        for claim in conflict.claims:
            problems.extend(_stands(f"conflict {conflict.id}", claim.value, Place.parse(claim.cite), texts))
    for change in catalogue.status_changes:
        place = Place.parse(change.cite)
        if place.locator not in texts.get(place.document, {}):
            problems.append(f"status_changes：{change.cite} 不存在。")
    return problems + list(_references(catalogue))


def _values(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif value is not None:
        yield str(value)


def _stands(name: str, value: str, place: Place, texts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    text = texts.get(place.document, {}).get(place.locator)
    if text is None:
        yield f"{name}：{place.document} 没有定位「{place.locator}」。"
    elif compact(value) not in text:
        yield f"{name}：「{value}」不在 {place.document} 的「{place.locator}」中。"


def _references(catalogue: Catalogue) -> Iterator[str]:
    certificates = {c.id for c in catalogue.all(Certificate)}
    for role in catalogue.all(Role):
        for id_ in role.certificates:
            if id_ not in certificates:
                yield f"Role {role.id}：没有证书 {id_}。"
    named = [(r.id, r.certificate) for r in catalogue.all(Requirement)]
    named += [(r.id, r.certificate) for r in catalogue.all(WorkArea)]
    named += [(r.id, r.certificate) for r in catalogue.all(LevelAdvice)]
    for record_id, certificate in named:
        if certificate not in certificates:
            yield f"{record_id}：没有证书 {certificate}。"
    known = certificates | {c.id for c in catalogue.all(CentreCertification)}
    leading = [(r.id, r.certificate) for r in catalogue.all(Textbook)]
    leading += [(r.id, r.certificate) for r in catalogue.all(Module)]
    for record_id, leads_to in leading:
        if leads_to is not None and leads_to not in known:
            yield f"{record_id}：没有证书 {leads_to}。"
    tasks = {(r.certificate, r.task_code) for r in catalogue.all(Requirement)}
    for module in catalogue.all(Module):
        for code in module.task_codes:
            if (module.certificate, code) not in tasks:
                yield f"Module {module.id}：没有工作任务 {code}。"
    courses = {c.name for c in catalogue.all(Course)}
    for requirement in catalogue.all(Requirement):
        for name in requirement.courses:
            if name not in courses:
                yield f"Requirement {requirement.id}：没有课程 {name}。"
    for change in catalogue.status_changes:
        for id_ in change.certificates:
            if id_ not in known:
                yield f"status_changes：没有证书 {id_}。"
        for id_ in change.instead:
            if id_ not in {r.id for r in catalogue.all(OpenRecord)}:
                yield f"status_changes：没有可考证书 {id_}。"
