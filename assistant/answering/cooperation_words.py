"""How kinds, conditions, amounts and gaps of a cooperation are said in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalogue.cooperation import Assessment, Finding, Measure, Standing
from assistant.catalogue.school_figures import MEASURES, Condition
from assistant.types import Language

_NAMES: dict[Condition, tuple[str, str]] = {
    Condition.DISCIPLINE: ("学科基础", "basis in the discipline"),
    Condition.LONG_TERM_PLAN: ("长期计划", "long-term training plan or will"),
    Condition.LECTURERS: ("1+X认证讲师", "1+X certified lecturers"),
    Condition.OFFLINE_COURSES: ("线下专业课", "offline courses"),
    Condition.COURSE_HOURS: ("每门线下课学时", "hours of each offline course"),
    Condition.TEACHING: ("完成课程和实操训练", "all courses and platform training completed"),
    Condition.PRACTICE: ("实践项目", "practice projects"),
    Condition.CERTIFICATES: ("认证考试人数", "people certified a year"),
    Condition.JOB_PLATFORM: ("就业", "employment"),
    Condition.JOB_FAIRS: ("招聘会", "job fairs"),
}


def kind_name(assessment: Assessment, language: Language) -> str:
    """A kind's name as it stands in a sentence."""
    kind = assessment.kind
    return f"「{kind.name}」" if language is Language.ZH else f"{kind.name_en} ({kind.name})"


def condition_name(condition: Condition, language: Language) -> str:
    """A condition's short name."""
    return _NAMES[condition][0 if language is Language.ZH else 1]


def names(findings: Iterable[Finding], language: Language) -> str:
    """The short names of conditions in a row."""
    found = {f.condition: f for f in findings}
    if Condition.JOB_PLATFORM in found and not found[Condition.JOB_PLATFORM].options:
        # One cell of the table speaks of both.
        found.pop(Condition.JOB_FAIRS, None)
    return ("、" if language is Language.ZH else ", ").join(condition_name(c, language) for c in found)


def measure_name(measure: Measure, language: Language) -> str:
    """What is counted."""
    words = MEASURES[measure.field]
    return words.zh if language is Language.ZH else words.en


def amount(field: str, value: float, language: Language) -> str:
    """A number with its unit: 「4名」, 「32学时」, "32 h"."""
    words = MEASURES[field]
    return f"{value:g}{words.unit if language is Language.ZH else words.unit_en}"


def needed(measure: Measure, language: Language) -> str:
    """What is counted and how much of it is asked for."""
    space = "" if language is Language.ZH else " "
    return f"{measure_name(measure, language)}{space}{amount(measure.field, measure.need, language)}"


def shortfall(finding: Finding, language: Language) -> str:
    """What one condition lacks: 「1+X每年考证差50人（要200人），或操盘官每年考证要280人（您没有说）」."""
    if finding.options:
        return ("，或" if language is Language.ZH else ", or ").join(_gap(m, language) for m in finding.options)
    if language is Language.ZH:
        return f"没有「{finding.stated}」"
    return f"no {condition_name(finding.condition, language)}"


def _gap(measure: Measure, language: Language) -> str:
    name = measure_name(measure, language)
    need = amount(measure.field, measure.need, language)
    gap = None if measure.gap is None else amount(measure.field, measure.gap, language)
    if language is Language.ZH:
        return f"{name}要{need}（您没有说）" if gap is None else f"{name}差{gap}（要{need}）"
    return f"{name}: {need} asked for, not told" if gap is None else f"{name}: {gap} short of {need}"


def measure_row(finding: Finding, measure: Measure, language: Language) -> list[str]:
    """Table cells of one number: name, required, had, result; an alternative begins with 「或」."""
    zh = language is Language.ZH
    if measure.gap is None:
        decided = finding.standing is Standing.MET
        result = ("不必" if zh else "not needed") if decided else ("待确认" if zh else "to confirm")
    elif measure.gap:
        gap = amount(measure.field, measure.gap, language)
        result = f"差{gap}" if zh else f"{gap} short"
    else:
        result = "达到" if zh else "met"
    unknown = "没有说" if zh else "not told"
    first = measure is finding.options[0]
    return [
        ("" if first else "或 " if zh else "or ") + measure_name(measure, language),
        amount(measure.field, measure.need, language),
        unknown if measure.have is None else amount(measure.field, measure.have, language),
        result,
    ]


def words_row(finding: Finding, language: Language) -> list[str]:
    """Table cells of a condition that is met or not, without a number."""
    name = condition_name(finding.condition, language)
    zh = {
        Standing.MET: ("有", "达到"),
        Standing.MISSING: ("没有", "不符"),
        Standing.UNKNOWN: ("没有说", "待确认"),
    }
    en = {
        Standing.MET: ("yes", "met"),
        Standing.MISSING: ("no", "missing"),
        Standing.UNKNOWN: ("not told", "to confirm"),
    }
    if language is Language.ZH:
        return [name, finding.stated, *zh[finding.standing]]
    return [name, "yes", *en[finding.standing]]
