"""Which course carries which requirement, as a table: the courses done, then those that the plan adds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.coverage import Evidence, EvidenceKind, RequirementCoverage
from assistant.catalogue.plan import Plan
from assistant.catalogue.study import StudyKind

# More columns than this no screen or sheet shows side by side.
_MAX_COLUMNS = 12


class CellState(StrEnum):
    """What a course does for a requirement.

    ``recorded`` and ``strengthen`` (its content has to grow first) are said by the source, ``estimated`` and
    ``close`` (read its syllabus) follow from texts; ``planned`` courses carry it by record and are still to be taken.
    """

    RECORDED = "recorded"
    STRENGTHEN = "strengthen"
    ESTIMATED = "estimated"
    CLOSE = "close"
    PLANNED = "planned"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MatrixCourse:
    """A column; ``done`` or still to be taken."""

    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A requirement with one cell a course."""

    coverage: RequirementCoverage
    cells: tuple[CellState, ...]


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """``left_out`` counts courses done that carry something but had no room, those that carry least.

    ``unmatched`` names courses done that carry nothing.
    """

    courses: tuple[MatrixCourse, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int
    unmatched: tuple[str, ...]


def coverage_matrix(plan: Plan) -> CoverageMatrix:
    """The table of a plan; a requirement's evidence is that of the plan, its strongest courses."""
    judged = in_order(plan)
    carried = Counter(e.course.name for c in judged for e in c.evidence)
    planned = list(dict.fromkeys(i.record.name for i in plan.items if i.kind is StudyKind.COURSE))[:_MAX_COLUMNS]
    room = max(_MAX_COLUMNS - len(planned), _MAX_COLUMNS // 2)
    done = [name for name, _ in carried.most_common(room)]
    planned = planned[: _MAX_COLUMNS - len(done)]
    courses = (*(MatrixCourse(n, True) for n in done), *(MatrixCourse(n, False) for n in planned))
    rows = tuple(MatrixRow(c, tuple(_cell(c, course) for course in courses)) for c in judged)
    names = dict.fromkeys(c.name.strip() for c in plan.goal.done) if judged else {}
    return CoverageMatrix(courses, rows, len(carried) - len(done), tuple(n for n in names if n not in carried))


def in_order(plan: Plan) -> tuple[RequirementCoverage, ...]:
    """A plan's requirements, covered and open, by code."""
    return tuple(
        sorted((*plan.covered, *plan.open), key=lambda c: (_numbers(c.requirement.text("code")), c.requirement.id))
    )


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in code.split("."))


def _cell(coverage: RequirementCoverage, course: MatrixCourse) -> CellState:
    if not course.done:
        return CellState.PLANNED if course.name in coverage.requirement.texts("courses") else CellState.NONE
    evidence = next((e for e in coverage.evidence if e.course.name == course.name), None)
    return _state(evidence) if evidence else CellState.NONE


def _state(evidence: Evidence) -> CellState:
    if evidence.kind is EvidenceKind.RECORDED:
        return CellState.RECORDED if evidence.suffices else CellState.STRENGTHEN
    return CellState.ESTIMATED if evidence.suffices else CellState.CLOSE
