"""Several properties of what can be taken, or one of several things: every cell is said or named as not stated."""

import pytest

from assistant.assistant import Assistant
from assistant.types import Message, Status, Turn


def said(assistant: Assistant, question: str) -> str:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ANSWERED
    return answer.answer


def test_conditions_of_two_levels_stand_side_by_side(assistant: Assistant) -> None:
    answer = said(assistant, "电子商务师三级跟四级的报考条件差在哪")
    rows = {line.split("|")[1].strip(): line for line in answer.split("\n") if line.startswith("| 电子商务师")}
    assert "从业满10年" in rows["电子商务师三级"]
    assert "从业满5年" in rows["电子商务师四级"]


@pytest.mark.parametrize("question", ["电子商务师四级都考啥，难不难", "想知道电子商务师四级考什么，好考吗"])
def test_what_no_source_states_is_named_beside_what_is_answered(assistant: Assistant, question: str) -> None:
    answer = said(assistant, question)
    assert "理论" in answer
    assert "没有写到难度" in answer


def test_listed_properties_are_each_answered(assistant: Assistant) -> None:
    answer = said(assistant, "电子商务师四级的条件、收费、考什么")
    assert all(fact in answer for fact in ("从业满5年", "410元", "理论"))


def test_the_fee_of_one_level_is_no_list_of_all(assistant: Assistant) -> None:
    answer = said(assistant, "电子商务师四级报名费多少")
    assert "410元" in answer
    assert "1200元" not in answer


def test_two_things_are_compared_in_what_is_known_of_each(assistant: Assistant) -> None:
    answer = said(assistant, "电子商务师跟专项职业能力有什么区别")
    assert "技能操作" in answer
    assert "理论和实操" in answer


def test_a_table_is_made_for_who_corrects_what_was_heard(assistant: Assistant) -> None:
    asked = "她从业不到5年，电子商务师四级能报吗"
    history = (Message("user", asked), Message("assistant", said(assistant, asked)))
    correction = "不对，我说的是不到5年。把五级、四级、三级的条件和费用列个表给我，我自己看"
    answer = assistant.answer(Turn(correction, history=history)).answer
    rows = {line.split("|")[1].strip(): line for line in answer.split("\n") if line.startswith("| 电子商务师")}
    assert "410元" in rows["电子商务师四级"]
    assert "从业满10年" in rows["电子商务师三级"]
    assert "没有查到电子商务师五级" in answer


def test_a_price_that_is_asked_for_once_is_no_sum(assistant: Assistant) -> None:
    answer = said(assistant, "电子商务师四级报考要什么条件，考一次多少钱")
    assert "410元" in answer
    assert "从业满5年" in answer
    assert "×" not in answer
