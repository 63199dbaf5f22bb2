"""Every text of the practice page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts


@dataclass(frozen=True, slots=True)
class PracticeStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    detail: str
    filters: str
    certificate: str
    level: str
    area: str
    kind: str
    everything: str
    kinds: Mapping[str, str]
    hints: Mapping[str, str]
    position_label: str
    choose: str
    submit: str
    incomplete: str
    right: str
    wrong: str
    key_mark: str
    chosen_mark: str
    missing_title: str
    wrong_title: str
    explanation: str
    review: str
    next_item: str
    progress: str
    progress_label: str
    finished: str
    finished_detail: str
    restart: str
    nothing: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "practice.yaml", PracticeStrings)
