"""Texts of the sources page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class SourceStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    views: str
    find: str
    conflicts: str
    search: str
    query: str
    query_hint: str
    go: str
    document: str
    authority: str
    first: str
    last: str
    language: str
    every: str
    language_any: str
    languages: Mapping[str, str]
    reset: str
    more_filters: str
    waiting: str
    failed: str
    found_exact: str
    found_words: str
    by_meaning: str
    alike: str
    none: str
    none_exact: str
    dates_hint: str
    more: str
    read: str
    copy_link: str
    link: str
    copied: str
    copy_failed: str
    copy_section: str
    copy_selection: str
    documents: str
    no_documents: str
    publisher: str
    issued: str
    effective: str
    number: str
    edition: str
    superseded_on: str
    checked_on: str
    supersedes: str
    superseded_by: str
    original: str
    editions: str
    size: str
    size_value: str
    not_stated: str
    repost: str
    superseded: str
    beside: str
    beside_choose: str
    beside_edition: str
    back: str
    about: str
    disputes: str
    outline: str
    part: str
    earlier: str
    later: str
    moved: str
    changed: str
    document_gone: str
    disputed: str
    open_dispute: str
    sides: str
    both: str
    only: str
    only_differing: str
    row_kinds: Mapping[str, str]
    relation: Mapping[str, str]
    differ_count: str
    nothing_shared: str
    no_counterpart: str
    conflicts_intro: str
    conflicts_of: str
    all_conflicts: str
    no_conflicts: str
    preferred: str
    not_preferred: str
    reason: str
    lay_beside: str
    changes: str
    since: str
    concerns: str
    replaced: str
    missing_claim: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "sources.yaml", SourceStrings)


def source_strings(language: Language) -> SourceStrings:
    """The texts in a language."""
    return STRINGS[language]
