"""What a refusal says: what was looked for, what is near and nothing off the topic, and never an answer under it."""

import pytest

from assistant.assistant import Assistant
from assistant.types import Status, Turn


@pytest.mark.parametrize(
    "question",
    [
        "《国际搜索引擎优化与营销》独立实操是多少学时？",
        "《国际搜索引擎优化与营销》那本，独立实操是多少学时？表里别的都32，它也是吧",
    ],
)
def test_of_a_blank_cell_the_column_is_named_and_no_other_cell_said(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert "独立实操学时" in answer.answer
    assert "章节数" not in answer.answer
    assert answer.citations


@pytest.mark.parametrize("question", ["产业学院加盟要交多少保证金", "Hotjar一个月要付多少钱"])
def test_what_is_off_the_topic_stands_beside_no_refusal(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert not answer.citations


@pytest.mark.parametrize("question", ["湖北2024年度备案的跨境电商专科点有多少？"])
def test_a_year_of_which_nothing_speaks_is_named_with_what_was_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert "2024年" in answer.answer
    assert "专科点" in answer.answer
