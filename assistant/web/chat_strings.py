"""The chat page's texts about history, sharing and dates, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class ChatStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    history: str
    history_detail: str
    history_empty: str
    history_close: str
    history_count: str
    delete: str
    delete_all: str
    delete_sure: str
    share: str
    copy_link: str
    link_copied: str
    link_too_long: str
    link_detail: str
    link_broken: str
    download: Mapping[str, str]
    download_working: str
    download_failed: str
    file_name: str
    file_title: str
    file_made: str
    as_of: str
    as_of_label: str
    as_of_detail: str
    as_of_today: str
    as_of_used: str
    as_of_bad: str
    too_slow: str
    busy: str
    too_often: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "chat.yaml", ChatStrings)


def chat_strings(language: Language) -> ChatStrings:
    """The texts in a language."""
    return STRINGS[language]
