"""An address is said to who asks for the page in whatever words, and to nobody else."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Turn


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("院校加入跨境电商高校人才计划的申请链接发我", "peixun/Talent-plan"),
        ("操盘官免费认证的链接", "peixun/exam"),
        ("Where do colleges apply for the talent programme?", "peixun/Talent-plan"),
    ],
)
def test_a_page_is_given_by_its_address(assistant: Assistant, question: str, address: str) -> None:
    assert address in assistant.answer(Turn(question)).answer


def test_an_address_answers_no_other_question(assistant: Assistant) -> None:
    assert "://" not in assistant.answer(Turn("产业学院要几名讲师")).answer
