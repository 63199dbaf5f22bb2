"""What is learnt and required, as CTDL: competencies with their framework, courses, modules and textbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.catalogue.ctdl_nodes import Node, alignment, filled, node, node_id, other_names, said, sourced
from assistant.catalogue.model import Record
from assistant.catalogue.profiles import Locate, Profile

_CONTACT_HOURS, _CREDITS = "creditUnit:ContactHour", "creditUnit:DegreeCredit"


def requirements(profile: Profile) -> list[Node]:
    """One condition a level: the competencies that the certificate requires there."""
    conditions = []
    for level in profile.levels:
        wanted = [node_id("work_areas", a.id) for a in profile.work_areas if a.text("level") == level]
        wanted += [node_id("requirements", r.id) for r in profile.requirements if r.text("level") == level]
        if wanted:
            name = said(level, profile.record.kind.level_en(level))
            conditions.append(_condition(name, ceterms__targetCompetency=wanted))
    return conditions


def recommendations(profile: Profile) -> Iterator[Node]:
    """One condition a level with its textbooks, and one with the online modules."""
    for level in dict.fromkeys(t.text("level") for t in profile.textbooks):
        books = [node_id("textbooks", t.id) for t in profile.textbooks if t.text("level") == level]
        name = said(level, profile.record.kind.level_en(level))
        yield _condition(name, ceterms__targetLearningOpportunity=books)
    for programme in dict.fromkeys(m.text("programme") for m in profile.modules):
        modules = [node_id("modules", m.id) for m in profile.modules if m.text("programme") == programme]
        yield _condition(said(programme), ceterms__targetLearningOpportunity=modules)


def _condition(name: Node, **properties: list[str]) -> Node:
    return {"@type": "ceterms:ConditionProfile", "ceterms:name": name, **filled(properties)}


def competencies(profile: Profile, locate: Locate) -> Iterator[Node]:
    """The framework of a certificate: work areas on top, their tasks, and the skill requirements of each."""
    if not profile.work_areas and not profile.requirements:
        return
    record = profile.record
    framework = node_id("frameworks", record.id)
    loose = [r for r in profile.requirements if not _parents(r, profile.work_areas)]
    yield node(
        "ceasn:CompetencyFramework",
        "frameworks",
        record.id,
        ceasn__name=said(record.name, record.name_en),
        ceasn__inLanguage="zh",
        ceasn__hasTopChild=[
            *(node_id("work_areas", a.id) for a in profile.work_areas),
            *(node_id("requirements", r.id) for r in loose),
        ],
        prov__wasDerivedFrom=sourced(record, locate, "name"),
    )
    for area in profile.work_areas:
        yield _competency(
            "work_areas",
            area.id,
            said(area.name, area.name_en),
            said("工作领域", "work area"),
            framework,
            ceasn__comment=said(area.text("level"), area.kind.level_en(area.text("level"))),
            ceasn__isTopChildOf=framework,
            ceasn__hasChild=[_task_id(area, t) for t in area.texts("tasks")],
            prov__wasDerivedFrom=sourced(area, locate),
        )
        for task in area.texts("tasks"):
            yield _competency(
                "tasks",
                f"{area.id}/{task}",
                said(task),
                said("工作任务", "task"),
                framework,
                ceasn__isChildOf=node_id("work_areas", area.id),
                ceasn__hasChild=[node_id("requirements", r.id) for r in profile.requirements if _is_of(r, task)],
                prov__wasDerivedFrom=sourced(area, locate, "tasks"),
            )
    for requirement in profile.requirements:
        parents = _parents(requirement, profile.work_areas)
        yield _competency(
            "requirements",
            requirement.id,
            said(requirement.name),
            said("职业技能要求", "skill requirement"),
            framework,
            ceasn__codedNotation=requirement.text("code"),
            ceasn__competencyLabel=said(requirement.text("task")),
            ceasn__isTopChildOf=None if parents else framework,
            ceasn__isChildOf=parents,
            prov__wasDerivedFrom=sourced(requirement, locate),
        )


def _competency(kind: str, id_: str, text: Node, category: Node, framework: str, **properties: Any) -> Node:
    words = {"ceasn__competencyText": text, "ceasn__competencyCategory": category}
    return node("ceasn:Competency", kind, id_, **words, ceasn__isPartOf=framework, ceasn__inLanguage="zh", **properties)


def opportunities(profile: Profile, locate: Locate) -> Iterator[Node]:
    """Textbooks with their hours, online modules, and the school's courses with what they teach."""
    yield from (_textbook(t, locate) for t in profile.textbooks)
    yield from (_module(m, locate) for m in profile.modules)
    yield from _school_courses(profile, locate)


def course(record: Record, locate: Locate) -> Node:
    """A course of a programme with its credits and hours."""
    about = (record.text(name) for name in ("programme", "nature", "semester", "content"))
    return _opportunity(
        record,
        locate,
        "courses",
        ceterms__alternateName=other_names(record.aliases),
        ceterms__description=said("；".join(filter(None, about))),
        ceterms__creditValue=[
            *_amount(record.number("credits"), "学分", "credits", _CREDITS),
            *_amount(record.number("hours"), "总学时", "hours", _CONTACT_HOURS),
            *_amount(record.number("theory_hours"), "理论学时", "theory hours", _CONTACT_HOURS),
            *_amount(record.number("practice_hours"), "实践学时", "practice hours", _CONTACT_HOURS),
        ],
    )


def _textbook(record: Record, locate: Locate) -> Node:
    level = record.text("level")
    return _opportunity(
        record,
        locate,
        "textbooks",
        ceterms__alternateName=other_names(record.aliases),
        ceterms__atLevel=[alignment(level, record.kind.level_en(level))],
        # The unit of the online course's length is not stated, so that it has none here.
        ceterms__creditValue=[
            *_amount(record.number("chapters"), "章节数", "chapters"),
            *_amount(record.number("hours"), "建议学时", "recommended hours", _CONTACT_HOURS),
            *_amount(record.number("self_practice_hours"), "独立实操学时", "self-practice hours", _CONTACT_HOURS),
            *_amount(record.number("online_hours"), "配套线上课程时长", "length of the online course"),
        ],
    )


def _module(record: Record, locate: Locate) -> Node:
    return _opportunity(
        record,
        locate,
        "modules",
        ceterms__codedNotation=record.text("number"),
        ceterms__description={"zh": "；".join(record.texts("sections"))},
    )


def _opportunity(record: Record, locate: Locate, kind: str, **properties: Any) -> Node:
    """Something to learn from, with the certificate that it prepares for where its record names one."""
    certificate = record.text("certificate")
    return node(
        "ceterms:LearningOpportunityProfile",
        kind,
        record.id,
        ceterms__name=said(record.name, record.name_en),
        ceterms__isPreparationFor=[node_id("certificates", certificate)] if certificate else None,
        ceterms__inLanguage="zh",
        prov__wasDerivedFrom=sourced(record, locate),
        **properties,
    )


def _school_courses(profile: Profile, locate: Locate) -> Iterator[Node]:
    """Courses that carry requirements, each alignment with its semester and how course and certificate are fused."""
    # The same course name at another school is another course: the document keeps them apart.
    keys = dict.fromkeys((r.place("courses").document, c) for r in profile.requirements for c in r.texts("courses"))
    for document, name in keys:
        mine = [
            r for r in profile.requirements if name in r.texts("courses") and r.place("courses").document == document
        ]
        yield node(
            "ceterms:LearningOpportunityProfile",
            "school_courses",
            f"{document}/{name}",
            ceterms__name=said(name),
            ceterms__inLanguage="zh",
            ceterms__teaches=[_teaches(r, name) for r in mine],
            prov__wasDerivedFrom=[s for r in mine for s in sourced(r, locate, "courses", "semesters", "method")],
        )


def _teaches(requirement: Record, name: str) -> Node:
    semesters = dict(zip(requirement.texts("courses"), requirement.texts("semesters"), strict=False))
    about = "；".join(filter(None, (semesters.get(name), requirement.text("method"))))
    return alignment(
        requirement.name,
        ceterms__targetNode=node_id("requirements", requirement.id),
        ceterms__codedNotation=requirement.text("code"),
        ceterms__targetNodeDescription=said(about),
    )


def _amount(value: int | None, zh: str, en: str, unit: str | None = None) -> list[Node]:
    if value is None:
        return []
    about = {"schema:value": value, "schema:description": said(zh, en)}
    return [{"@type": "ceterms:ValueProfile", **about, **filled({"ceterms__creditUnitType": unit})}]


def _parents(requirement: Record, areas: tuple[Record, ...]) -> list[str]:
    return [_task_id(a, t) for a in areas for t in a.texts("tasks") if _is_of(requirement, t)]


def _is_of(requirement: Record, task: str) -> bool:
    return task == f"{requirement.text('task_code')} {requirement.text('task')}"


def _task_id(area: Record, task: str) -> str:
    return node_id("tasks", f"{area.id}/{task}")
