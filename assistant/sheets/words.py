"""What sheets say of themselves, in both languages: every one, that of a plan, that of a conversation, empty lists."""

from __future__ import annotations

from pathlib import Path

from assistant.text.page_texts import read_texts

_TEXTS = Path(__file__).with_name("texts")
SHEET_WORDS = read_texts(_TEXTS / "sheet.yaml")
PLAN_WORDS = read_texts(_TEXTS / "plan.yaml")
CONVERSATION_WORDS = read_texts(_TEXTS / "conversation.yaml")
LIST_WORDS = read_texts(_TEXTS / "lists.yaml")
