"""What a school says of itself for a cooperation, with the bounds of what can be."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from enum import StrEnum

from assistant.errors import FigureError


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


def _refuse_impossible(words: MeasureWords, value: float) -> None:
    if isinstance(value, bool) or not math.isfinite(value) or value < 0 or value > words.most:
        raise FigureError(
            f"「{words.zh}」写成了 {value:g}，应在 0 到 {words.most} 之间；不知道时请留空。"
            f'"{words.en}" is {value:g}; it must lie between 0 and {words.most}, or be left out when unknown.'
        )
    if words.whole and value != int(value):
        raise FigureError(
            f'「{words.zh}」写成了 {value:g}，应是整数。"{words.en}" is {value:g}; please give a whole number.'
        )
