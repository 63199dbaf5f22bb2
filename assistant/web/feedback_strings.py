"""Texts of the buttons with which people judge an answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.text.page_texts import read_texts


@dataclass(frozen=True, slots=True)
class FeedbackStrings:
    """One language's texts."""

    up: str
    down: str
    unanswered: str
    sending: str
    thanks_up: str
    thanks_down: str
    thanks_unanswered: str
    thanks_reason: str
    reason_label: str
    reason_hint: str
    send: str
    failed: str
    again: str
    reply: str
    # Where neither server nor connection says why.
    offline: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "feedback.yaml", FeedbackStrings)
