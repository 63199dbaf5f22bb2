"""What is asked of one level is never answered with another one."""

from assistant.assistant import Assistant
from assistant.types import Message, Turn


def test_the_conditions_of_a_level_are_not_those_of_another_in_english(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("do I need work experience for level 4 e-commerce specialist"))
    assert "5 years of work" in answer.answer
    assert "10 years of work" not in answer.answer


def test_a_level_that_follows_is_not_answered_with_the_level_before(assistant: Assistant) -> None:
    first = "那如果学B2B中级，要学哪些课、用什么教材？"
    before = assistant.answer(Turn(first)).answer
    history = (Message("user", first), Message("assistant", before))
    answer = assistant.answer(Turn("高级呢…？", history))
    assert "《跨境电商B2B店铺数据运营》" not in answer.answer


def test_a_claim_of_a_level_is_put_right_by_the_level_that_holds(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("《跨境电商B2B店铺数据运营》是高级教材吧？"))
    assert "中级" in answer.answer
