"""What a school has, against the conditions of every kind of cooperation.

Three things are kept apart: what the school did not say (unknown, never taken as zero), what the source asks
for no more than 「无特殊要求」 says, and what the source leaves empty (「未说明」).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import CooperationKind, Place
from assistant.catalogue.school_figures import Condition, Figures

NO_REQUIREMENT, SILENT = "无特殊要求", "未说明"


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
    if whole is None or (word and not stated and SILENT not in whole) or NO_REQUIREMENT in whole:
        # The source names offline courses for one kind only (「仅产业学院要求」), and no plan but for that one.
        return Finding(condition, Standing.NOT_REQUIRED, (), stated, place)
    if SILENT in whole:
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
