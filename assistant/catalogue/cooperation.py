"""What a school has, against the conditions of every kind of cooperation.

Three things are kept apart: what the school did not say (unknown, never taken as zero), what the source asks
for no more than 「无特殊要求」 says, and what the source leaves empty (「未说明」).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import CooperationKind, Place
from assistant.errors import FigureError

_NO_REQUIREMENT, _SILENT = "无特殊要求", "未说明"


class Condition(StrEnum):
    """The conditions of the table of cooperation requirements, in its order."""

    DISCIPLINE = "discipline"
    LONG_TERM_PLAN = "long_term_plan"
    LECTURERS = "lecturers"
    OFFLINE_COURSES = "offline_courses"
    COURSE_HOURS = "course_hours"
    TEACHING = "teaching"
    PRACTICE = "practice"
    CERTIFICATES = "certificates"
    JOB_PLATFORM = "job_platform"
    JOB_FAIRS = "job_fairs"


class Standing(StrEnum):
    """How a school stands to one condition."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_REQUIRED = "not_required"
    UNSTATED = "unstated"


class Verdict(StrEnum):
    """How a school stands to a kind of cooperation, over its stated conditions."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a school says of itself; None is not known. Numbers bear the names of the record's fields.

    Units: people, courses, hours of each course, hours per student, people a year (twice), percent of the
    certified students on the named job platform, fairs. ``confirmed`` and ``denied`` are the conditions in
    words (discipline, long-term plan, teaching) that the school says it meets or does not meet.

    Raises:
        FigureError: a number is negative, broken where things are counted, or beyond what can be.
    """

    lecturers: float | None = None
    offline_courses: float | None = None
    offline_course_hours: float | None = None
    practice_hours: float | None = None
    x_certificates_per_year: float | None = None
    operator_certificates_per_year: float | None = None
    job_platform_percent: float | None = None
    job_fairs: float | None = None
    confirmed: frozenset[Condition] = frozenset()
    denied: frozenset[Condition] = frozenset()

    def __post_init__(self) -> None:
        for field, words in MEASURES.items():
            value = getattr(self, field)
            if value is not None:
                _refuse_impossible(words, value)

    @property
    def known(self) -> tuple[str, ...]:
        """Names of the numbers that are given."""
        return tuple(f.name for f in fields(self) if f.name in MEASURES and getattr(self, f.name) is not None)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A countable field in both languages, its units, and the most that a school can truly have."""

    zh: str
    en: str
    unit: str
    unit_en: str
    most: int
    whole: bool = True


MEASURES: dict[str, MeasureWords] = {
    "lecturers": MeasureWords("1+X认证讲师", "1+X certified lecturers", "名", "", 10_000),
    "offline_courses": MeasureWords("增设线下专业课", "added offline courses", "门", "", 1_000),
    # No course is longer than a year of eight-hour days.
    "offline_course_hours": MeasureWords(
        "每门线下课学时", "class hours of each offline course", "学时", " h", 2_920, whole=False
    ),
    # All hours of three years, the length of the programme.
    "practice_hours": MeasureWords(
        "人均真实项目实践", "real project practice per student", "小时", " h", 26_280, whole=False
    ),
    "x_certificates_per_year": MeasureWords("1+X每年考证", "1+X certificates a year", "人", "", 1_000_000),
    "operator_certificates_per_year": MeasureWords(
        "操盘官每年考证", "Alibaba operator (操盘官) certificates a year", "人", "", 1_000_000
    ),
    "job_platform_percent": MeasureWords(
        "取证学生进入指定求职平台", "certified students on the named job platform", "%", "%", 100, whole=False
    ),
    "job_fairs": MeasureWords("招聘会", "job fairs", "次", "", 10_000),
}
# The fields of which any one is enough, by condition.
_OPTIONS: dict[Condition, tuple[str, ...]] = {
    Condition.LECTURERS: ("lecturers",),
    Condition.OFFLINE_COURSES: ("offline_courses",),
    Condition.COURSE_HOURS: ("offline_course_hours",),
    Condition.PRACTICE: ("practice_hours",),
    # 「1+X每年考证200人/阿里官方认证（操盘官）每年280人」: the stroke is read as "or", as in the restatement.
    Condition.CERTIFICATES: ("x_certificates_per_year", "operator_certificates_per_year"),
    Condition.JOB_PLATFORM: ("job_platform_percent",),
    Condition.JOB_FAIRS: ("job_fairs",),
}
# The field that holds the source's words, and for conditions in words the word by which they are known in it.
_STATED: dict[Condition, tuple[str, str]] = {
    Condition.DISCIPLINE: ("application_stated", "学科基础"),
    Condition.LONG_TERM_PLAN: ("application_stated", "长期人才培养计划"),
    Condition.LECTURERS: ("lecturers_stated", ""),
    Condition.TEACHING: ("teaching_stated", "要求"),
    Condition.PRACTICE: ("practice_stated", ""),
    Condition.CERTIFICATES: ("examination_stated", ""),
    Condition.JOB_PLATFORM: ("employment_stated", ""),
    Condition.JOB_FAIRS: ("employment_stated", ""),
}
# Conditions that a school answers with yes or no.
IN_WORDS = frozenset({Condition.DISCIPLINE, Condition.LONG_TERM_PLAN, Condition.TEACHING})


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that a condition asks for; ``have`` is None where the school did not say."""

    field: str
    need: int
    have: float | None

    @property
    def gap(self) -> float | None:
        """What is missing, 0 when nothing is, None when unknown."""
        return None if self.have is None else max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition of a kind: any of ``options`` is enough; ``stated`` are the source's words."""

    condition: Condition
    standing: Standing
    options: tuple[Measure, ...]
    stated: str
    place: Place


@dataclass(frozen=True, slots=True)
class Assessment:
    """A kind of cooperation with the finding on each of its conditions, in the order of Condition."""

    kind: CooperationKind
    findings: tuple[Finding, ...]

    def having(self, *standings: Standing) -> tuple[Finding, ...]:
        """The findings with one of these standings."""
        return tuple(f for f in self.findings if f.standing in standings)

    @property
    def verdict(self) -> Verdict:
        """Not met when a condition is missed; unknown when one cannot be told; met otherwise."""
        if self.having(Standing.MISSING):
            return Verdict.NOT_MET
        return Verdict.UNKNOWN if self.having(Standing.UNKNOWN) else Verdict.MET

    @property
    def numbers_met(self) -> bool:
        """Whether there are conditions in numbers and all of them are met."""
        standings = {f.standing for f in self.findings if f.options}
        return standings == {Standing.MET}


def assess(figures: Figures, catalogue: Catalogue) -> tuple[Assessment, ...]:
    """Every kind of cooperation against a school's figures, in the order of the source.

    Args:
        figures: what the school says of itself.
        catalogue: holds the kinds with their conditions.
    """
    return tuple(assess_kind(figures, kind) for kind in catalogue.all(CooperationKind))


def assess_kind(figures: Figures, kind: CooperationKind) -> Assessment:
    """One kind of cooperation against a school's figures."""
    return Assessment(kind, tuple(_finding(condition, figures, kind) for condition in Condition))


def next_kind(assessments: Sequence[Assessment]) -> Assessment | None:
    """The kind that is not met and has the fewest conditions missing; of equals the less demanding one.

    Less demanding is further down in the source's table. None when no condition is known to be missed.
    """
    open_ = [a for a in assessments if a.verdict is Verdict.NOT_MET]
    return min(reversed(open_), key=lambda a: len(a.having(Standing.MISSING)), default=None)


def _finding(condition: Condition, figures: Figures, kind: CooperationKind) -> Finding:
    names = _OPTIONS.get(condition, ())
    options = tuple(
        Measure(name, need, getattr(figures, name)) for name in names if (need := getattr(kind, name)) is not None
    )
    field, word = _STATED.get(condition, (names[0] if names else "", ""))
    whole = getattr(kind, field) if field.endswith("_stated") else None
    stated = _clause(whole or "", word)
    place = kind.place(names[0] if options else field)
    if options:
        return Finding(condition, _by_numbers(options), options, stated, place)
    if whole is None or (word and not stated and _SILENT not in whole) or _NO_REQUIREMENT in whole:
        # The source names offline courses for one kind only (「仅产业学院要求」), and no plan but for that one.
        return Finding(condition, Standing.NOT_REQUIRED, (), stated, place)
    if _SILENT in whole:
        return Finding(condition, Standing.UNSTATED, (), whole, place)
    if condition not in IN_WORDS:
        return Finding(condition, Standing.NOT_REQUIRED, (), stated, place)
    if condition in figures.denied:
        return Finding(condition, Standing.MISSING, (), stated, place)
    standing = Standing.MET if condition in figures.confirmed else Standing.UNKNOWN
    return Finding(condition, standing, (), stated, place)


def _clause(stated: str, word: str) -> str:
    """The part between commas that holds the word; all of it when no word is asked for; else nothing."""
    if not word:
        return stated
    return next((clause for clause in stated.split("，") if word in clause), "")


def _by_numbers(options: tuple[Measure, ...]) -> Standing:
    """Met by any option that reaches its need; missing only when every option is known to fall short."""
    if any(m.gap == 0 for m in options):
        return Standing.MET
    return Standing.UNKNOWN if any(m.gap is None for m in options) else Standing.MISSING


def _refuse_impossible(words: MeasureWords, value: float) -> None:
    if isinstance(value, bool) or not math.isfinite(value) or value < 0 or value > words.most:
        raise FigureError(
            f"「{words.zh}」写成了 {value}，应在 0 到 {words.most} 之间；不知道时请留空。"
            f'"{words.en}" is {value}; it must lie between 0 and {words.most}, or be left out when unknown.'
        )
    if words.whole and value != int(value):
        raise FigureError(
            f'「{words.zh}」写成了 {value}，应是整数。"{words.en}" is {value}; please give a whole number.'
        )
