"""Texts of the certificates page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class CertificateStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    filters: str
    role: str
    level: str
    issuer: str
    status: str
    as_of: str
    every: str
    reset: str
    count: str
    none: str
    none_hint: str
    bad_day: str
    waiting: str
    failed: str
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    year: str
    posts: str
    group: str
    content: str
    more: str
    loading: str
    work_areas: str
    requirements: str
    textbooks: str
    textbook: str
    hours: str
    self_practice: str
    chapters: str
    online: str
    courses: str
    course: str
    semester: str
    method: str
    tasks: str
    modules: str
    timeline: str
    announced: str
    conflicts: str
    preferred: str
    sources: str
    not_stated: str
    compare: str
    compare_one: str
    compare_heading: str
    compare_hint: str
    compare_full: str
    compare_clear: str
    compare_go: str
    differs: str
    same: str
    requirement_count: str
    textbook_hours: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "certificates.yaml", CertificateStrings)


def certificate_strings(language: Language) -> CertificateStrings:
    """The texts of a language."""
    return STRINGS[language]
