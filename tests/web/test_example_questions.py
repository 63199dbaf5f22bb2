"""The questions on the first screen are promises: the assistant answers each of them, with sources."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Status, Turn
from assistant.web.strings import EN, ZH, Strings


@pytest.mark.slow
@pytest.mark.parametrize("strings", [ZH, EN], ids=lambda s: s.language.value)
def test_every_example_is_answered_with_citations(assistant: Assistant, strings: Strings) -> None:
    for persona in strings.personas:
        assert len(set(persona.questions)) == 4
        for question in persona.questions:
            answer = assistant.answer(Turn(question))
            assert answer.status is Status.ANSWERED, question
            assert answer.citations, question
            assert answer.language is strings.language, question
