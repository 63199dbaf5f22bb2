"""A list without what the question leaves out, and a question that one sentence answers gets one."""

from __future__ import annotations

import pytest

from assistant.answering.lists import rest_of_list
from assistant.assistant import Assistant
from assistant.types import Turn

_LISTED = "培训有四个模块：市场分析、营销策略、客户沟通、风险管理。"


@pytest.mark.parametrize(
    ("question", "kept", "gone"),
    [
        ("除了市场分析，培训还有哪些模块", ("营销策略", "客户沟通", "风险管理"), ()),
        ("除了市场分析和客户沟通还有什么模块", ("营销策略", "风险管理"), ("客户沟通、",)),
        ("客户沟通之外还有哪些模块", ("市场分析", "营销策略", "风险管理"), ()),
    ],
)
def test_what_is_left_out_is_not_listed(
    assistant: Assistant, question: str, kept: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    said = rest_of_list(_LISTED, assistant.reader.understand(Turn(question)))
    listed = said.partition("：")[2]
    assert all(item in listed for item in kept)
    assert not any(item in listed for item in gone)


@pytest.mark.parametrize("question", ["培训有哪些模块", "除了考试费还有哪些模块", "除了钱我什么都不缺，讲讲模块"])
def test_a_list_of_which_nothing_is_left_out_stays(assistant: Assistant, question: str) -> None:
    assert rest_of_list(_LISTED, assistant.reader.understand(Turn(question))) == _LISTED


def test_what_is_left_out_is_not_said_in_another_sentence(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("除了阿里的，表1里还有哪些公司在评证书")).answer
    listed = answer.removeprefix("除了阿里巴巴")
    assert "南京奥派" in listed
    assert "阿里巴巴" not in listed


@pytest.mark.parametrize(
    "question", ["中职学校老师要下企业锻炼多久", "做视觉设计这门课用啥软件", "持证和没持证实习工资差多少"]
)
def test_a_question_that_one_sentence_answers_gets_one(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question)).answer
    assert len(answer.strip().splitlines()) == 1


def test_what_a_second_sentence_adds_is_said(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("水平测试多少分及格，个人能报名不")).answer
    assert "120分" in answer
    assert "不面向社会个人" in answer
