"""Texts of the plan page's files, in 中文 and English: a plan's sheet, and the sheets of a class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class PlanFilesStrings:
    """One language's texts; ``{…}`` are filled in by the page's script."""

    modes: str
    one: str
    many: str
    sheet: str
    sheet_busy: str
    sheet_failed: str
    print: str
    heading: str
    intro: str
    step_template: str
    step_template_detail: str
    template: str
    step_list: str
    step_list_detail: str
    choose: str
    none_chosen: str
    form: str
    forms: tuple[tuple[str, str], ...]
    start: str
    stop: str
    missing: str
    too_large: str
    reading: str
    progress: str
    fetching: str
    stopped: str
    failed: str
    finished: str
    finished_none: str
    refused: str
    reason: str
    download: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "plan_files.yaml", PlanFilesStrings)


def plan_files_strings(language: Language) -> PlanFilesStrings:
    """The texts of a language."""
    return STRINGS[language]
