"""What a sheet says of itself, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words that every sheet has; ``{n}`` and ``{total}`` are filled in by the writers."""

    date: str
    sources: str
    made_by: str
    page: str
    quote: str
    colon: str
    separator: str


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Words of a plan's sheet; names in braces are filled in."""

    title: str
    space: str
    person: str
    role: str
    certificate: str
    held: str
    target: str
    done: str
    more: str
    none: str
    status_change: str
    goal: str
    recommended: str
    named: str
    because: str
    others: str
    path: str
    level: str
    on_the_path: str
    areas: str
    states: dict[str, str]
    advice: str
    open: str
    open_lead: str
    nothing_open: str
    covered: str
    covered_lead: str
    code: str
    task: str
    requirement: str
    status: str
    evidence: str
    statuses: dict[str, str]
    recorded: str
    estimated: str
    estimate_note: str
    study: str
    item: str
    kind: str
    semester: str
    hours: str
    practice_hours: str
    unstated: str
    carries: str
    kinds: dict[str, str]
    total: str
    total_unstated: str
    skills: str
    gaps: str
    uncited: str


@dataclass(frozen=True, slots=True)
class ConversationWords:
    """Words of a conversation's sheet."""

    title: str
    question: str
    answer: str
    questions: str
    as_of: str
    no_answer: str
    statuses: dict[str, str]
    notices: dict[str, str]
    dropped_label: str
    dropped: str
    as_sent: str


_TEXTS = Path(__file__).with_name("texts")
SHEET_WORDS = read_texts(_TEXTS / "sheet.yaml", SheetWords)
PLAN_WORDS = read_texts(_TEXTS / "plan.yaml", PlanWords)
CONVERSATION_WORDS = read_texts(_TEXTS / "conversation.yaml", ConversationWords)
