"""A plan as it goes out: every record's words in the reader's language, every statement with its citations."""

from __future__ import annotations

from datetime import date

from assistant.answering.planning import planner_of
from assistant.answering.statements import joined
from assistant.api.plan_radar import radar_body
from assistant.api.plan_schemas import (
    CertificateRef,
    EvidenceBody,
    GapBody,
    MatrixBody,
    MatrixRowBody,
    PlanBody,
    PlanRequest,
    RequirementBody,
    StepBody,
    StudyBody,
)
from assistant.api.plan_writer import PlanWriter
from assistant.api.schemas import NoticeBody, Said
from assistant.assistant import Assistant
from assistant.catalogue.coverage import Evidence, RequirementCoverage
from assistant.catalogue.coverage_matrix import MatrixCourse, coverage_matrix, in_order
from assistant.catalogue.model import Place
from assistant.catalogue.plan import Plan, Step
from assistant.catalogue.roles import Fit
from assistant.catalogue.study import StudyItem
from assistant.pack.schema import Kind
from assistant.types import Language, NoticeKind

_MAX_UNMATCHED = 30
_MAX_WORDS = 8


def plan_body(request: PlanRequest, assistant: Assistant) -> PlanBody:
    """The plan that a request asks for.

    Raises:
        EmptyGoalError, UnknownRoleError, UnknownCertificateError, UnknownLevelError, CourseListError,
        NoRequirementsError: the goal cannot be planned; the message says what to choose.
        UnknownElementError, UnknownTalentLevelError: a skill or talent level that is not on record.
    """
    plan = planner_of(assistant).plan(request.goal())
    as_of = request.as_of or date.today()
    writer = PlanWriter(assistant, request.language)
    # In the order in which the page shows them, so that numbers rise as one reads.
    notices = _notices(plan, as_of, writer)
    why, others = _why(plan, request, writer), [_other(f, writer) for f in plan.others]
    steps = [_step(s, plan, writer) for s in plan.steps]
    requirements = [_requirement(c, writer) for c in in_order(plan)]
    study = [_study(i, writer) for i in plan.items]
    return PlanBody(
        language=request.language,
        as_of=as_of,
        certificate=CertificateRef(
            id=plan.certificate.id,
            name=writer.name(plan.certificate),
            level=plan.target,
            level_name=writer.level(plan.target, plan.certificate),
        ),
        why=why,
        others=others,
        notices=notices,
        steps=steps,
        requirements=requirements,
        matrix=_matrix(plan, assistant, writer),
        study=study,
        hours=list(plan.hours),
        gaps=[GapBody(kind=g.kind, level=g.level, text=g.text if writer.zh else g.text_en) for g in plan.gaps],
        radar=radar_body(request, assistant.catalogue, writer),
        courses_done=len(plan.goal.done),
        citations=writer.citations,
    )


def _notices(plan: Plan, as_of: date, writer: PlanWriter) -> list[NoticeBody]:
    """What has become of the certificate by that day: whether it can be taken comes before any plan."""
    return [
        NoticeBody(
            kind=NoticeKind.SUPERSEDED.value,
            text=c.text if writer.zh else c.text_en,
            citations=writer.cite((Place.parse(c.cite), "")),
        )
        for c in plan.changes
        if as_of >= c.from_date
    ]


def _why(plan: Plan, request: PlanRequest, writer: PlanWriter) -> list[Said]:
    certificate = plan.certificate
    duties = joined(plan.fit.duties if plan.fit and plan.fit.duties else certificate.texts("duties"), Language.ZH)
    place = (plan.place, certificate.texts("duties")[0] if certificate.texts("duties") else "")
    if plan.fit is None:
        text = f"这张证书面向的岗位是：{duties}。" if writer.zh else f"The certificate is for these posts: {duties}."
    elif writer.zh:
        text = f"您说的「{request.role.strip()}」最接近它面向的岗位：{duties}。"
    else:
        text = f"“{request.role.strip()}” comes closest to the posts that it is for: {duties}."
    said = [writer.said(text, place)]
    if issuer := certificate.text("issuer"):
        year = certificate.text("year")
        if writer.zh:
            by = f"评价组织是{issuer}" + (f"（{year}年列出）。" if year else "。")
        else:
            by = f"It is run by {certificate.text('issuer_en') or issuer}" + (f" (listed for {year})." if year else ".")
        said.append(writer.said(by, (certificate.place("issuer"), issuer)))
    return said


def _other(fit: Fit, writer: PlanWriter) -> Said:
    certificate = fit.certificate
    value = certificate.texts("duties")[0] if certificate.texts("duties") else ""
    return writer.said(writer.name(certificate), (certificate.place("duties"), value))


def _step(step: Step, plan: Plan, writer: PlanWriter) -> StepBody:
    # Two sources may name the same area.
    areas = [
        writer.said(name, *((a.place("name"), a.name) for a in step.areas if writer.name(a) == name))
        for name in dict.fromkeys(map(writer.name, step.areas))
    ]
    advice = None
    if step.advice is not None:
        place = step.advice.place("advice")
        citation = writer.find(place, step.advice.text("advice"))
        # The English edition's sentence stands for itself; ours would be a second translation.
        text = step.advice.text("advice") if writer.zh or citation is None else " ".join(citation.quote.split())
        advice = Said(text=text, citations=writer.marks([citation]))
    own = [(plan.certificate.place("level"), step.level)] if step.level == plan.certificate.text("level") else []
    return StepBody(
        level=step.level,
        level_name=writer.level(step.level, plan.certificate),
        state=step.state,
        areas=areas,
        advice=advice,
        citations=writer.cite(*own, *((a.place("level"), step.level) for a in step.areas[:1])),
    )


def _requirement(coverage: RequirementCoverage, writer: PlanWriter) -> RequirementBody:
    record = coverage.requirement
    place = record.place("name")
    return RequirementBody(
        code=record.text("code"),
        level=record.text("level"),
        area=writer.words_at(place, record.text("area")),
        task=writer.words_at(place, f"{record.text('task_code')} {record.text('task')}"),
        text=writer.words_at(place, record.name),
        status=coverage.status,
        citations=writer.cite((place, record.name)),
        evidence=[_evidence(e, coverage, writer) for e in coverage.evidence],
    )


def _evidence(evidence: Evidence, coverage: RequirementCoverage, writer: PlanWriter) -> EvidenceBody:
    place = coverage.requirement.place("courses")
    return EvidenceBody(
        course=evidence.course.name,
        kind=evidence.kind,
        suffices=evidence.suffices,
        percent=round(evidence.score * 100),
        method=writer.words_at(place, evidence.method) if evidence.method else None,
        semester=writer.semester(evidence.semester),
        words=list(evidence.words[:_MAX_WORDS]),
        citations=writer.cite(*((p, "") for p in evidence.places)),
    )


def _matrix(plan: Plan, assistant: Assistant, writer: PlanWriter) -> MatrixBody:
    matrix = coverage_matrix(plan)
    english = {c.name: writer.name(c) for c in reversed(assistant.catalogue.all(Kind.COURSE))}
    return MatrixBody(
        courses=[c if c.done else MatrixCourse(english.get(c.name, c.name), c.done) for c in matrix.courses],
        rows=[
            MatrixRowBody(code=r.coverage.requirement.text("code"), status=r.coverage.status, cells=list(r.cells))
            for r in matrix.rows
        ],
        left_out=matrix.left_out,
        unmatched=list(matrix.unmatched[:_MAX_UNMATCHED]),
        unmatched_count=len(matrix.unmatched),
    )


def _study(item: StudyItem, writer: PlanWriter) -> StudyBody:
    hours = [(item.hours_place or item.place, str(item.hours))] if item.hours is not None else []
    return StudyBody(
        kind=item.kind,
        level=item.level,
        level_name=writer.level(item.level, item.record),
        name=writer.name(item.record),
        semester=writer.semester(item.semester),
        hours=item.hours,
        self_practice_hours=item.self_practice_hours,
        requirements=[r.text("code") for r in item.requirements],
        citations=writer.cite((item.place, item.record.name), *hours),
    )
