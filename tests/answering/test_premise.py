"""A figure put forward for confirmation is borne out or corrected, with the source beside it."""

from datetime import date

import pytest

from assistant.answering.premises import figures_with_units
from assistant.types import Status, Turn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不超过三成", {("30", "%")}),
        ("百分之五十以上", {("50", "%")}),
        ("占一半", {("50", "%")}),
        ("至少十二名", {("12", "名")}),
        ("两本教材", {("2", "本")}),
        ("3,000学时", {("3000", "学时")}),
        ("满36个月，2024年放宽为1年", {("36", "个月"), ("2024", "年份"), ("1", "年")}),
        ("1+X证书第一年", set()),
        ("这个怎么样", set()),
    ],
)
def test_figures_are_read_with_their_units(text, found):
    assert figures_with_units(text) == found


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("产业学院要9名讲师对吧", "不同"),
        ("产业学院要4名讲师对吧", "一致"),
        ("中职跨境电商专业总学时是3000学时吧", "一致"),
    ],
)
def test_a_wrong_figure_is_corrected_first_and_a_right_one_confirmed(assistant, question, opening):
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ANSWERED
    assert opening in answer.answer.splitlines()[0]
    assert answer.citations


def test_a_question_that_puts_no_figure_forward_gets_no_such_sentence(assistant):
    assert "您说的" not in assistant.answer(Turn("产业学院至少要几名1+X认证讲师?")).answer


def test_the_year_of_asking_is_not_put_right(assistant):
    day = date(2026, 11, 29)
    said = assistant.answer(Turn("我报了B2B中级，这都2026年了，是不是考不成了", as_of=day)).answer
    assert "您说的" not in said


@pytest.mark.parametrize(
    "question",
    ["考证补贴的参保年限是不是从三年降下来了？降到多少，到哪天为止", "考证补贴的参保年限以前是三年吧"],
)
def test_what_a_figure_was_is_not_contradicted_by_what_it_is_now(assistant, question):
    said = assistant.answer(Turn(question)).answer
    assert "不对" not in said
    assert "36个月" in said


def test_a_figure_within_the_bound_that_is_put_forward_is_no_error(assistant):
    assert "不对" not in assistant.answer(Turn("广东开设跨境电商专科的超过30个对吧")).answer


def test_another_thing_with_the_claimed_figure_bears_nothing_out(assistant):
    # A talent base needs two.
    assert assistant.answer(Turn("产业学院要2名讲师对吧")).answer.startswith("不对")


def test_what_somebody_tells_of_themselves_affirms_no_status(assistant):
    question = "1+X一直归教育部门管，今年的新生照老样子报名考证就行，我这么答复家长没问题吧？"
    assert not assistant.answer(Turn(question)).answer.startswith("对")
