"""Several questions in one: each is answered, or named as one that no source answers."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Message, Status, Turn


@pytest.mark.parametrize(
    ("question", "answered", "left_open"),
    [
        ("中职跨境专业读几年，毕业工资大概多少", "三年", "薪资"),
        ("考B2B中级难不难，考些啥内容", "跨境交易履约", "难度"),
        ("A校通过率多少，学生就业率多少", "90%", "就业率"),
    ],
)
def test_the_part_that_no_source_answers_is_named_behind_the_one_that_is_answered(
    assistant: Assistant, question: str, answered: str, left_open: str
) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ANSWERED
    body, _, last = answer.answer.rpartition("\n")
    assert answered in body
    assert left_open in last
    assert not answer.refused


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("水平测试满分多少，个人能报名不", ("200", "不面向社会个人")),
        ("扬州直播那个证怎么考，证是哪发的", ("实操", "扬州市人社局")),
        ("社交电商那个证谁发的，岗位是啥", ("中联集团", "主管岗位")),
        # What no list of names knows is carried on, too.
        ("网店运营推广中级，理论卷几道题，理论和操作各要多少分才给证", ("100题", "60分")),
    ],
)
def test_a_later_question_is_about_what_the_first_one_is_about(
    assistant: Assistant, question: str, facts: tuple[str, ...]
) -> None:
    answer = assistant.answer(Turn(question))
    assert all(fact in answer.answer for fact in facts)
    assert "没有写到" not in answer.answer


def test_where_no_part_is_answered_it_stays_a_refusal(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("B2B数据运营要是没考过，隔多久能补考，要不要再交一次钱？"))
    assert answer.refused


def test_each_of_many_parts_is_asked(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("日照那所学校的速卖通店，几个人一组啊、卖的啥、挣的钱归谁？能开多少子账号")).answer
    assert all(fact in answer for fact in ("3-4", "服装", "归学生", "50"))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("扬州电商直播那个证及格线是多少？证书几年有效", ("及格线", "有效")),
        ("A校派6个老师去培训，一个人培训费多少，学校报销吗", ("培训费",)),
        ("跨境电商海外营销那张中级，当年考一次收几百", ("费用",)),
    ],
)
def test_every_property_that_no_source_states_is_named(
    assistant: Assistant, question: str, named: tuple[str, ...]
) -> None:
    answer = assistant.answer(Turn(question)).answer
    assert all(name in answer for name in named)


@pytest.mark.parametrize(
    "question",
    [
        "中职生师比是多少，有上限没？",
        "服务商干得不好学校能跟谁说？资料里有这方面的说法吗",
        "国际上各国都通用的跨境电商技能标准叫什么？考下来是不是去哪国都好使",
    ],
)
def test_a_part_that_the_answer_tells_is_not_named_as_open(assistant: Assistant, question: str) -> None:
    assert "没有写到" not in assistant.answer(Turn(question)).answer


def test_a_part_of_a_follow_up_that_the_answer_tells_is_not_named_as_open(assistant: Assistant) -> None:
    history = (
        Message("user", "我们以前是1+X考核站点，以后还能搞认定吗"),
        Message("assistant", "据人社厅函〔2025〕154号，承担考核站点的院校可自愿申请成为职业技能等级认定机构。"),
    )
    said = assistant.answer(Turn("之前欠着没结的考核费怎么弄，有期限吗", history=history)).answer
    assert "费用结算" in said
    assert "没有写到" not in said
