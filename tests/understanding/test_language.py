"""The language in which an answer is wanted, whatever the question is written in."""

import pytest

from assistant.types import Language
from assistant.understanding.language import wanted_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("用英语告诉我报名费是多少", Language.EN),
        ("Could you reply in Chinese, what does the resit cost?", Language.ZH),
        ("英语证书的考试费是多少？", None),
        ("Which certificate proves that I can write in English?", None),
    ],
)
def test_a_language_is_wanted_where_it_is_asked_for(text: str, language: Language | None) -> None:
    assert wanted_language(text) is language
