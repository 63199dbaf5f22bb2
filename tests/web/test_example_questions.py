"""The questions on the first screen are promises: the assistant answers each of them, with sources."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.pack.pack import load_pack
from assistant.settings import SHIPPED_PACK
from assistant.types import Language, Status, Turn


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_every_example_is_answered_with_citations(assistant: Assistant, language: Language) -> None:
    for persona in load_pack(SHIPPED_PACK).texts[language].personas:
        assert len(set(persona.questions)) == 4
        for question in persona.questions:
            answer = assistant.answer(Turn(question))
            assert answer.status is Status.ANSWERED, question
            assert answer.citations, question
            assert answer.language is language, question
