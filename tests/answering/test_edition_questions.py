"""What two editions of a document say to questions of a time: before, under the old rules, what changed, since when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.corpus.originals.adding import add_files
from assistant.settings import Settings
from assistant.types import Answer, Turn
from tests.conftest import _UNHURRIED_S

EDITIONS = Path(__file__).parent / "editions"
QUESTIONS = [json.loads(line) for line in (EDITIONS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str | None], Answer]:
    """Asks the assistant over two pairs of editions, added as files."""
    pack = tmp_path_factory.mktemp("editions")
    list(add_files(sorted(EDITIONS.glob("*.md")), pack, lambda proposal, _: proposal))
    assistant = Assistant.open(Settings(corpus=pack, answer_limit_s=_UNHURRIED_S))
    return lambda question, day: assistant.answer(Turn(question, as_of=date.fromisoformat(day) if day else None))


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q["question"])
def test_the_edition_that_is_asked_for_answers(ask: Callable[[str, str | None], Answer], asked: dict[str, str]) -> None:
    answer = ask(asked["question"], asked.get("as_of"))
    assert answer.refused == (not asked["said"]), answer.answer
    first = answer.answer.split("\n\n")[0]
    assert all(words in first for words in asked["said"]), answer.answer
    assert not any(words in first for words in asked.get("unsaid", ())), answer.answer


def test_both_editions_are_cited_where_they_are_compared(ask: Callable[[str, str | None], Answer]) -> None:
    answer = ask("操作证有效期新旧有什么区别？", None)
    assert len({c.document for c in answer.citations}) == 2
