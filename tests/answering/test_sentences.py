"""The sentence writer: what answers comes first, next to nothing beside it, and no printed rows."""

import pytest

from assistant.types import Message, Status, Turn
from evals.metrics.clean import prints_a_row, sentences


def ask(assistant, question, **options):
    return assistant.answer(Turn(question, **options))


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("平面设计基础学分是多少", "3"),
        ("e-STORM模型里R指什么", "客户关系"),
        ("计算海外社媒付费广告的投资回报率，标准编号？", "3.2.3"),
        ("中职跨境电商专业的生师比是多少", "20"),
        ("What does the R stand for in the e-STORM model?", "Relationship"),
    ],
)
def test_the_first_sentence_answers_and_at_most_one_is_spare(assistant, question, fact):
    answer = ask(assistant, question)
    said = sentences(answer.answer)
    assert fact in said[0]
    assert len(said) <= 2
    assert not prints_a_row(answer.answer)


def test_every_part_of_a_question_on_two_things_is_said(assistant):
    answer = ask(assistant, "e-STORM模型中T、R分别指什么？").answer
    assert "贸易交易" in answer
    assert "客户关系" in answer


def test_what_holds_in_one_place_is_said_as_that_under_no_refusal(assistant):
    answer = ask(assistant, "广东2025年电子商务师四级的申报条件是什么？")
    assert answer.status is Status.ANSWERED
    assert "广东" in sentences(answer.answer)[0]


def test_a_refusal_says_what_was_looked_for_and_what_to_do(assistant):
    answer = ask(assistant, "B2B数据运营中级多少分及格？")
    assert answer.refused
    assert "合格分数线" in answer.answer
    assert "核实" in answer.answer
    assert len(answer.answer) < 200


def test_a_certificate_that_is_named_is_not_answered_with_another(assistant):
    answer = ask(assistant, "有个学生想自学B2C中级，就想知道考哪三块")
    assert "店铺数据采集" in sentences(answer.answer)[0]


def test_an_answer_fits_a_screen(assistant):
    history = (Message("user", "产业学院和人才基地有什么区别"), Message("assistant", "要求不同。"))
    assert len(ask(assistant, "各有哪些要求", history=history).answer) <= 900
    assert len(ask(assistant, "产业学院有哪些要求？").answer) <= 600


@pytest.mark.parametrize(
    "question", ["中职学校老师要下企业锻炼多久", "做视觉设计这门课用啥软件", "持证和没持证实习工资差多少"]
)
def test_a_question_that_one_sentence_answers_gets_one(assistant, question):
    answer = ask(assistant, question).answer
    assert len(answer.strip().splitlines()) == 1


def test_what_a_second_sentence_adds_is_said(assistant):
    answer = ask(assistant, "水平测试多少分及格，个人能报名不").answer
    assert "120分" in answer
    assert "不面向社会个人" in answer
