"""Texts of the plan page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class PlanStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    form: str
    waiting: str
    goal: str
    role: str
    certificate: str
    by_role: str
    level: str
    no_level: str
    target: str
    own_target: str
    courses: str
    courses_hint: str
    upload: str
    uploading: str
    upload_failed: str
    too_large: str
    template: str
    skipped: str
    row: str
    skills: str
    talent_level: str
    no_talent_level: str
    clear: str
    see: str
    empty: str
    empty_detail: str
    busy: str
    failed: str
    too_long: str
    date: str
    none: str
    summary: str
    summary_plain: str
    closer: str
    farther: str
    same: str
    tiles: Mapping[str, str]
    why: str
    others: str
    path: str
    states: Mapping[str, str]
    areas: str
    open: str
    nothing_open: str
    no_courses: str
    partly_note: str
    open_of: str
    covered: str
    statuses: Mapping[str, str]
    recorded: str
    estimated: str
    shared: str
    semester: str
    study: str
    study_detail: str
    kinds: Mapping[str, str]
    hours: str
    self_practice: str
    no_hours: str
    for_requirements: str
    total: str
    total_practice: str
    total_unstated: str
    matrix: str
    matrix_detail: str
    matrix_code: str
    matrix_result: str
    matrix_courses: str
    cells: Mapping[str, str]
    done: str
    planned: str
    left_out: str
    unmatched: str
    unmatched_more: str
    radar: str
    radar_summary: str
    radar_label: str
    radar_level: str
    radar_own: str
    radar_group: str
    radar_asked: str
    radar_held: str
    radar_missing: str
    radar_beyond: str
    radar_next: str
    gaps: str
    sources: str
    quote: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "plan.yaml", PlanStrings)


def plan_strings(language: Language) -> PlanStrings:
    """The texts of a language."""
    return STRINGS[language]
