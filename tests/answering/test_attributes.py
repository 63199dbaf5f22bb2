import pytest

from assistant.answering.attributes import asked_attributes, missing_attributes
from assistant.assistant import Assistant
from assistant.types import Message, Turn


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("多平台运营证书考试要交多少钱？", "fee"),
        ("B2B中级多少分算及格", "pass_mark"),
        ("什么时候考试？", "exam_date"),
        ("考试考多久", "exam_length"),
        ("操盘官考试有几道题", "question_count"),
        ("证书有效期几年", "validity"),
        ("实训室要多少平方米", "area"),
        ("评价组织的电话是多少", "contact"),
        ("How much does the exam cost?", "fee"),
        ("What is the pass mark?", "pass_mark"),
    ],
)
def test_a_property_is_recognised_and_missed_where_nothing_states_it(question, attribute):
    assert attribute in [a.id for a in asked_attributes(question)]
    assert attribute in [a.id for a in missing_attributes(question, "该证书面向平台运营专员、推广专员。")]


def test_a_stated_property_is_not_missed():
    assert not missing_attributes("四级考试多少钱", "广东2021年：四级收费410元/人次")
    assert not missing_attributes("认证中心网址是什么", "网址是 https://c.tb.cn/F3.0d6sFq")


def test_questions_without_such_a_property_ask_for_none():
    assert not asked_attributes("产业学院面向谁")


def test_a_count_is_stated_by_a_number_in_its_unit():
    assert not missing_attributes("产业学院至少要几名讲师", "产业学院要求至少4名讲师。")
    assert [a.id for a in missing_attributes("图书不少于多少册", "图书文献应及时更新，分3类。")] == ["count_册"]


def test_what_somebody_earns_is_no_fee(assistant: Assistant) -> None:
    before = "介绍一下跨境电商B2B数据运营证书"
    history = (Message("user", before), Message("assistant", assistant.answer(Turn(before)).answer))
    answer = assistant.answer(Turn("考这个证书要多少钱？", history=history))
    assert answer.refused
    assert "费用" in answer.answer
    assert "薪" not in answer.answer
