"""From a role, a level and courses done to a path: which certificate, what is open, what to learn in which order.

Everything is read from records. What precedes what is only what a source says: it advises learning the
lower levels' contents, and makes them no condition of a higher level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.coverage import CourseJudge, Coverage, CoverageStatus, RequirementCoverage
from assistant.catalogue.goals import Goal, find_certificate, find_target, levels_of, read_level
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record, StatusChange
from assistant.catalogue.roles import Fit
from assistant.catalogue.study import Hours, StudyItem, courses_for, modules_for, textbooks_for, total_hours
from assistant.catalogue.taught import TaughtCourse, check_courses, find_record, records_by_name
from assistant.pack.schema import Kind
from assistant.types import Language


class StepState(StrEnum):
    """What a level is on the path."""

    HELD = "held"
    ADVISED = "advised"
    TARGET = "target"


class GapKind(StrEnum):
    """What the sources do not say and a plan therefore leaves open."""

    REQUIREMENTS = "requirements"
    COURSES = "courses"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Step:
    """A level of the certificate on the path.

    ``advice`` is the source's word on the lower levels, where it has one. ``places`` state the level
    and, for an advised one, the advice.
    """

    level: str
    state: StepState
    areas: tuple[Record, ...]
    advice: Record | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no source says, with the level it concerns."""

    kind: GapKind
    level: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The path to a certificate.

    ``fit`` tells why the role leads to it (None when it was named); ``others`` fit about as well. ``covered``
    and ``open`` are the requirements of the levels ahead that the courses done cover, or leave open in part
    or whole, with the evidence. ``items`` stand in the order in which to learn them.
    ``changes`` are changes of its status: whether it can be taken at all comes before any plan.
    """

    goal: Goal
    certificate: Record
    fit: Fit | None
    others: tuple[Fit, ...]
    target: str
    steps: tuple[Step, ...]
    covered: tuple[RequirementCoverage, ...]
    open: tuple[RequirementCoverage, ...]
    items: tuple[StudyItem, ...]
    hours: tuple[Hours, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[StatusChange, ...]

    @property
    def place(self) -> Place:
        """Where the certificate's target posts stand."""
        return self.certificate.place("duties")


def make_plan(
    goal: Goal, catalogue: Catalogue, estimator: CourseJudge, similarity: Mapping[str, float] | None = None
) -> Plan:
    """The path from what a person has to the certificate that fits the role.

    Args:
        goal: what is wanted and held.
        catalogue: the records.
        estimator: judges the courses done; used for its own certificate only.
        similarity: cosine of the role to each certificate's target posts by id, as for
            ``rank_certificates``; without it the role is matched by words alone.

    Raises:
        UnknownRoleError: no certificate fits the role.
        UnknownCertificateError: no certificate has the name.
        UnknownLevelError: the sources do not describe the certificate at a level, or the target is not
            above what is held.
        CourseListError: too many courses, or one without a name.
    """
    certificate, fit, others = find_certificate(goal, catalogue, similarity or {})
    levels = levels_of(certificate, catalogue)
    held = read_level(goal.level, certificate, levels)
    target = find_target(goal, certificate, levels, held)
    steps = _steps(certificate, levels, held, target, catalogue)
    ahead = [s.level for s in steps if s.state is not StepState.HELD]
    required = [r for r in catalogue.all(Kind.REQUIREMENT, certificate=certificate.id) if r.text("level") in ahead]
    done = check_courses(goal.done) if goal.done else ()
    coverage = estimator.cover(done) if done and required and estimator.certificate == certificate else None
    judged = _judged(required, coverage)
    open_ = tuple(j for j in judged if j.status is not CoverageStatus.COVERED)
    items = _items(certificate, ahead, open_, required, done, catalogue)
    return Plan(
        goal=goal,
        certificate=certificate,
        fit=fit,
        others=others,
        target=target,
        steps=steps,
        covered=tuple(j for j in judged if j.status is CoverageStatus.COVERED),
        open=open_,
        items=items,
        hours=total_hours(items),
        gaps=_gaps(certificate, ahead, required, items),
        changes=tuple(c for c in catalogue.status_changes if certificate.id in c.certificates),
    )


def _steps(
    certificate: Record, levels: Sequence[str], held: str | None, target: str, catalogue: Catalogue
) -> tuple[Step, ...]:
    advice = next(iter(catalogue.all(Kind.ADVICE, certificate=certificate.id)), None)
    steps = []
    for level in levels[: levels.index(target) + 1]:
        state = StepState.TARGET if level == target else StepState.ADVISED
        if held is not None and levels.index(level) <= levels.index(held):
            state = StepState.HELD
        if state is StepState.ADVISED and advice is None:
            # No source speaks of lower levels here, so none is put on the path.
            continue
        areas = catalogue.all(Kind.WORK_AREA, certificate=certificate.id, level=level)
        said = advice if state is StepState.ADVISED else None
        places = [a.place("level") for a in areas] + ([said.place("advice")] if said else [])
        if level == certificate.text("level"):
            places.insert(0, certificate.place("level"))
        steps.append(Step(level, state, areas, said, tuple(dict.fromkeys(places))))
    return tuple(steps)


def _judged(required: Sequence[Record], coverage: Coverage | None) -> tuple[RequirementCoverage, ...]:
    """Every requirement with what the courses done make of it; without courses all are missing."""
    known = {c.requirement.id: c for c in coverage.requirements} if coverage else {}
    return tuple(known.get(r.id) or RequirementCoverage(r, CoverageStatus.MISSING, ()) for r in required)


def _items(
    certificate: Record,
    ahead: Sequence[str],
    open_: Sequence[RequirementCoverage],
    required: Sequence[Record],
    done: Sequence[TaughtCourse],
    catalogue: Catalogue,
) -> tuple[StudyItem, ...]:
    records = records_by_name(catalogue.all(Kind.COURSE), {n for r in required for n in r.texts("courses")})
    names = {record.name for c in done if (record := find_record(c, records))}
    items: list[StudyItem] = []
    for level in ahead:
        here = [o.requirement for o in open_ if o.requirement.text("level") == level]
        items += courses_for(here, catalogue, names)
        items += modules_for(here, catalogue)
        if here or not any(r.text("level") == level for r in required):
            items += textbooks_for(certificate.id, level, catalogue)
    return tuple(items)


def _gaps(
    certificate: Record, ahead: Sequence[str], required: Sequence[Record], items: Sequence[StudyItem]
) -> tuple[Gap, ...]:
    gaps = []
    for level in ahead:
        english = certificate.kind.level_in(level, Language.EN)
        name, name_en = f"「{certificate.name}」{level}", f"{certificate.name_en} ({english})"
        listed = any(r.text("level") == level for r in required)
        here = [i for i in items if i.level == level]
        unstated = [i.record for i in here if i.hours is None]
        if not listed:
            zh = f"资料没有列出{name}的职业技能要求，无法判断还差哪几条。"
            en = f"The sources do not list the skill requirements of {name_en}, so what is open cannot be told."
            gaps.append(Gap(GapKind.REQUIREMENTS, level, zh, en))
        if not listed and not here:
            zh, en = f"资料没有{name}的课程和教材。", f"The sources have no courses or textbooks for {name_en}."
            gaps.append(Gap(GapKind.COURSES, level, zh, en))
        if unstated:
            zh = f"资料没有写明学时：{'、'.join(r.name for r in unstated)}。"
            en = f"The sources state no hours for: {', '.join(r.name_en for r in unstated)}."
            gaps.append(Gap(GapKind.HOURS, level, zh, en))
    return tuple(gaps)
