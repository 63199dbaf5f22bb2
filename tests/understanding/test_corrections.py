"""Figures and facts of one's own that are put right in a later turn."""

import pytest

from assistant.types import Message, Turn
from assistant.understanding.corrections import put_right
from assistant.understanding.told import as_corrected

TALK = (
    Message("user", "我们实训课1400学时，够吗"),
    Message("assistant", "不够。[1]"),
    Message("user", "换个问题，师傅每年进厂几天"),
    Message("assistant", "10天。[1]"),
)


def test_a_figure_that_is_put_right_asks_the_question_that_had_it_again():
    turn = put_right(Turn("回到实训学时，打错了，是1600，够吗", TALK))
    assert turn.question == "我们实训课1600学时，够吗"
    assert turn.history == ()


@pytest.mark.parametrize("said", ["那1600名学生够吗", "是1600", "1600和1700呢", "打错了，是1600，行吗"])
def test_a_figure_of_something_else_is_a_question_of_its_own(said):
    assert put_right(Turn(said, TALK)).question == said


def test_what_is_taken_back_was_not_told():
    assert as_corrected([["我大二", "有焊工证"], ["不是大二", "我大三了"]]) == ("有焊工证", "我大三了")
    assert as_corrected([["我不是学生", "我大三了"]]) == ("我不是学生", "我大三了")


def test_of_one_thing_the_figure_that_was_told_last_stands():
    assert as_corrected([["焊工证拿了3年", "干了5年"], ["焊工证其实是2年前拿的"]]) == (
        "干了5年",
        "焊工证其实是2年前拿的",
    )
    # In one turn two times are two times.
    assert as_corrected([["先干了3年客服", "又干了2年客服"]]) == ("先干了3年客服", "又干了2年客服")
