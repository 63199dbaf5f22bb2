"""What comes in and goes out for a plan; one request makes the page, the sheet and the batch."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.api.schemas import CitationBody, NoticeBody, Said, StrictBody
from assistant.catalogue.coverage import CoverageStatus, EvidenceKind
from assistant.catalogue.coverage_matrix import CellState, MatrixCourse
from assistant.catalogue.goals import Goal
from assistant.catalogue.plan import GapKind, StepState
from assistant.catalogue.study import Hours, StudyKind
from assistant.catalogue.taught import TaughtCourse
from assistant.types import Language

_MAX_NAME_CHARS = 200
_MAX_CONTENTS_CHARS = 4_000
_MAX_SKILLS = 100


class CourseDone(StrictBody):
    """A course that was taken; ``contents`` is what it taught, where that is known."""

    name: str = Field(max_length=_MAX_NAME_CHARS)
    contents: str = Field(default="", max_length=_MAX_CONTENTS_CHARS)


class PlanRequest(StrictBody):
    """What a person wants and has; empty fields mean not stated.

    How many courses there may be is for ``check_courses`` to say, whose message tells what to do.
    """

    role: str = Field(default="", max_length=_MAX_NAME_CHARS, description="The job, in anybody's words")
    certificate: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="Id or name; goes before the role; blank: by the role"
    )
    level: str = Field(default="", max_length=_MAX_NAME_CHARS, description="Level held: 初级, 中级, 高级; blank: none")
    target_level: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="Level wanted; blank: the certificate's own"
    )
    courses: list[CourseDone] = Field(default_factory=list, description="Courses done")
    skills: list[str] = Field(
        default_factory=list, max_length=_MAX_SKILLS, description="e-STORM skill elements held, by name"
    )
    talent_level: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="新手, 成熟, 精英; blank: no radar unless skills are given"
    )
    language: Language = Language.ZH
    as_of: date | None = Field(default=None, description="Day for changes of status; today by default")

    def goal(self) -> Goal:
        """The goal that ``make_plan`` takes."""
        done = tuple(TaughtCourse(c.name, c.contents) for c in self.courses)
        return Goal(self.role, self.level, done, self.target_level, self.certificate)


class CertificateRef(StrictBody):
    """The certificate that the path leads to; ``level`` is the one to reach."""

    id: str
    name: str
    level: str
    level_name: str


class StepBody(StrictBody):
    """A level on the path; ``advice`` is the source's word on lower levels."""

    level: str
    level_name: str
    state: StepState
    areas: list[Said]
    advice: Said | None
    citations: list[int]


class EvidenceBody(StrictBody):
    """Why a course counts: by record, or by estimate with its probability in percent and the words shared."""

    course: str
    kind: EvidenceKind
    suffices: bool
    percent: int
    method: str | None
    semester: str | None
    words: list[str]
    citations: list[int]


class RequirementBody(StrictBody):
    """A skill requirement with what the courses done make of it."""

    code: str
    level: str
    area: str
    task: str
    text: str
    status: CoverageStatus
    evidence: list[EvidenceBody]
    citations: list[int]


class MatrixRowBody(StrictBody):
    """A row of the matrix; one cell a course."""

    code: str
    status: CoverageStatus
    cells: list[CellState]


class MatrixBody(StrictBody):
    """Requirement × course; ``left_out`` counts courses that carry something and had no room."""

    courses: list[MatrixCourse]
    rows: list[MatrixRowBody]
    left_out: int
    unmatched: list[str]
    unmatched_count: int


class StudyBody(StrictBody):
    """Something to learn; ``requirements`` are codes of open ones. Hours are None where no source states them."""

    kind: StudyKind
    level: str
    level_name: str
    name: str
    semester: str | None
    hours: int | None
    self_practice_hours: int | None
    requirements: list[str]
    citations: list[int]


class GapBody(StrictBody):
    """Something that no source says."""

    kind: GapKind
    level: str
    text: str


class RadarGroupBody(StrictBody):
    """A group of skill elements: how many there are, the level asks for, and the person holds of all."""

    name: str
    total: int
    asked: int
    held: int
    held_names: list[str]
    missing: list[Said]


class RadarBody(StrictBody):
    """Skills held against a talent level of the e-STORM model; ``asked`` and ``held`` count the level's elements."""

    level: str
    level_name: str
    asked: int
    held: int
    groups: list[RadarGroupBody]
    beyond: list[Said]
    next_level_name: str | None
    next_added: list[str]
    notes: list[Said]
    citations: list[int]


class PlanBody(StrictBody):
    """A plan; every statement carries numbers into ``citations``."""

    language: Language
    as_of: date
    certificate: CertificateRef
    why: list[Said]
    others: list[Said]
    notices: list[NoticeBody]
    steps: list[StepBody]
    requirements: list[RequirementBody]
    matrix: MatrixBody
    study: list[StudyBody]
    hours: list[Hours]
    gaps: list[GapBody]
    radar: RadarBody | None
    courses_done: int
    citations: list[CitationBody]


class SkippedRow(StrictBody):
    """A row of a file that gave no course; rows are counted from 1, as spreadsheets do."""

    row: int
    reason: str


class CourseListBody(StrictBody):
    """What a file of courses holds."""

    courses: list[CourseDone]
    skipped: list[SkippedRow]
    message: str
