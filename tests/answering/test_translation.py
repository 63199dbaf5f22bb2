"""Asked in one language to be answered in the other: said and cited from the edition in that one."""

import pytest

from assistant.assistant import Assistant
from assistant.types import Language, Turn


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Please answer in Chinese: how many credits does the training plan add up to?", Language.ZH),
        ("Please answer in Chinese: how many 1+X lecturers does an industry college need?", Language.ZH),
        ("请用英文回答：电子商务师三级申报要几年经验？", Language.EN),
    ],
)
def test_the_edition_in_the_wanted_language_is_cited(assistant: Assistant, question: str, language: Language) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.language is language
    assert answer.citations
    assert {assistant.generation.documents[c.document].language for c in answer.citations} == {language}
