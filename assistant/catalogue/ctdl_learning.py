"""What is learnt and required, as CTDL: competencies with their framework, courses, modules and textbooks."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue.ctdl_nodes import Node, alignment, filled, node, node_id, other_names, said, sourced
from assistant.catalogue.model import Record
from assistant.catalogue.profiles import Locate, Profile

_CONTACT_HOURS, _CREDITS = "creditUnit:ContactHour", "creditUnit:DegreeCredit"


def requirements(profile: Profile) -> list[Node]:
    """One condition a level: the competencies that the certificate requires there."""
    conditions = []
    for level in profile.levels:
        areas = [node_id("work_areas", a.id) for a in profile.work_areas if a.text("level") == level]
        skills = [node_id("requirements", r.id) for r in profile.requirements if r.text("level") == level]
        if areas or skills:
            name = said(level, profile.record.kind.level_en(level))
            conditions.append(
                {"@type": "ceterms:ConditionProfile", "ceterms:name": name, "ceterms:targetCompetency": areas + skills}
            )
    return conditions


def recommendations(profile: Profile) -> Iterator[Node]:
    """One condition a level with its textbooks, and one with the online modules."""
    for level in dict.fromkeys(t.text("level") for t in profile.textbooks):
        books = [node_id("textbooks", t.id) for t in profile.textbooks if t.text("level") == level]
        name = said(level, profile.record.kind.level_en(level))
        yield {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": name,
            "ceterms:targetLearningOpportunity": books,
        }
    for programme in dict.fromkeys(m.text("programme") for m in profile.modules):
        modules = [node_id("modules", m.id) for m in profile.modules if m.text("programme") == programme]
        yield {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": said(programme),
            "ceterms:targetLearningOpportunity": modules,
        }


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
        yield node(
            "ceasn:Competency",
            "work_areas",
            area.id,
            ceasn__competencyText=said(area.name, area.name_en),
            ceasn__competencyCategory=said("工作领域", "work area"),
            ceasn__comment=said(area.text("level"), area.kind.level_en(area.text("level"))),
            ceasn__isPartOf=framework,
            ceasn__isTopChildOf=framework,
            ceasn__hasChild=[_task_id(area, t) for t in area.texts("tasks")],
            ceasn__inLanguage="zh",
            prov__wasDerivedFrom=sourced(area, locate),
        )
        for task in area.texts("tasks"):
            held = [node_id("requirements", r.id) for r in profile.requirements if _is_of(r, task)]
            yield node(
                "ceasn:Competency",
                "tasks",
                f"{area.id}/{task}",
                ceasn__competencyText=said(task),
                ceasn__competencyCategory=said("工作任务", "task"),
                ceasn__isPartOf=framework,
                ceasn__isChildOf=node_id("work_areas", area.id),
                ceasn__hasChild=held,
                ceasn__inLanguage="zh",
                prov__wasDerivedFrom=sourced(area, locate, "tasks"),
            )
    for requirement in profile.requirements:
        parents = _parents(requirement, profile.work_areas)
        yield node(
            "ceasn:Competency",
            "requirements",
            requirement.id,
            ceasn__competencyText=said(requirement.name),
            ceasn__codedNotation=requirement.text("code"),
            ceasn__competencyCategory=said("职业技能要求", "skill requirement"),
            ceasn__competencyLabel=said(requirement.text("task")),
            ceasn__isPartOf=framework,
            ceasn__isTopChildOf=None if parents else framework,
            ceasn__isChildOf=parents,
            ceasn__inLanguage="zh",
            prov__wasDerivedFrom=sourced(requirement, locate),
        )


def opportunities(profile: Profile, locate: Locate) -> Iterator[Node]:
    """Textbooks with their hours, online modules, and the school's courses with what they teach."""
    yield from (_textbook(t, locate) for t in profile.textbooks)
    yield from (_module(m, locate) for m in profile.modules)
    yield from _school_courses(profile, locate)


def course(record: Record, locate: Locate) -> Node:
    """A course of a programme with its credits and hours."""
    about = "；".join(
        filter(None, (record.text("programme"), record.text("nature"), record.text("semester"), record.text("content")))
    )
    return node(
        "ceterms:LearningOpportunityProfile",
        "courses",
        record.id,
        ceterms__name=said(record.name, record.name_en),
        ceterms__alternateName=other_names(record.aliases),
        ceterms__description=said(about),
        ceterms__inLanguage="zh",
        ceterms__creditValue=[
            *_amount(record.number("credits"), "学分", "credits", _CREDITS),
            *_amount(record.number("hours"), "总学时", "hours", _CONTACT_HOURS),
            *_amount(record.number("theory_hours"), "理论学时", "theory hours", _CONTACT_HOURS),
            *_amount(record.number("practice_hours"), "实践学时", "practice hours", _CONTACT_HOURS),
        ],
        prov__wasDerivedFrom=sourced(record, locate),
    )


def _textbook(record: Record, locate: Locate) -> Node:
    return node(
        "ceterms:LearningOpportunityProfile",
        "textbooks",
        record.id,
        ceterms__name=said(record.name, record.name_en),
        ceterms__alternateName=other_names(record.aliases),
        ceterms__atLevel=[alignment(record.text("level"), record.kind.level_en(record.text("level")))],
        ceterms__isPreparationFor=[node_id("certificates", record.text("certificate"))]
        if record.text("certificate")
        else None,
        ceterms__inLanguage="zh",
        # The unit of the online course's length is not stated, so that it has none here.
        ceterms__creditValue=[
            *_amount(record.number("chapters"), "章节数", "chapters"),
            *_amount(record.number("hours"), "建议学时", "recommended hours", _CONTACT_HOURS),
            *_amount(record.number("self_practice_hours"), "独立实操学时", "self-practice hours", _CONTACT_HOURS),
            *_amount(record.number("online_hours"), "配套线上课程时长", "length of the online course"),
        ],
        prov__wasDerivedFrom=sourced(record, locate),
    )


def _module(record: Record, locate: Locate) -> Node:
    return node(
        "ceterms:LearningOpportunityProfile",
        "modules",
        record.id,
        ceterms__name=said(record.name, record.name_en),
        ceterms__codedNotation=record.text("number"),
        ceterms__description={"zh": "；".join(record.texts("sections"))},
        ceterms__isPreparationFor=[node_id("certificates", record.text("certificate"))]
        if record.text("certificate")
        else None,
        ceterms__inLanguage="zh",
        prov__wasDerivedFrom=sourced(record, locate),
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
