"""Texts of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts


@dataclass(frozen=True, slots=True)
class DeskStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    gate: str
    password: str
    sign_in: str
    sign_out: str
    offline: str
    closed: str
    closed_steps: tuple[tuple[str, str], ...]
    queue: str
    queue_detail: str
    show: str
    shows: Mapping[str, str]
    kind: str
    kinds: Mapping[str, str]
    count: str
    export: str
    export_detail: str
    none: str
    none_open: str
    more: str
    ratings: Mapping[str, str]
    states: Mapping[str, str]
    statuses: Mapping[str, str]
    reason: str
    answer: str
    rebuilt: str
    trace: str
    standalone: str
    confidence: str
    passages: str
    passage: str
    score: str
    dense: str
    lexical: str
    chosen: str
    no_passages: str
    reply: str
    reply_hint: str
    save_reply: str
    mark_fixed: str
    dismiss: str
    reopen: str
    delete: str
    delete_sure: str
    saved: str
    signed_out: str
    index: str
    freshness: Mapping[str, str]
    index_trouble: str
    model: str
    built_at: str
    documents: str
    passages_count: str
    documents_list: str
    languages: Mapping[str, str]
    characters: str
    model_use: str
    model_none: str
    model_name: str
    model_calls: str
    model_tokens: str
    stages: Mapping[str, str]
    evals: str
    no_evals: str
    eval_run: str
    eval_other_corpus: str
    eval_changed: str
    questions: str
    correct: str
    wrong_refusals: str
    right_refusals: str
    support: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "desk.yaml", DeskStrings)
