"""What repeats is said once, and what holds at one place is said with a word on that."""

from __future__ import annotations

from assistant.answering.sentences import without_repeats
from assistant.assistant import Assistant
from assistant.types import Statement, Turn


def test_a_sentence_that_says_nothing_new_is_left_out(assistant: Assistant) -> None:
    query = assistant.reader.understand(Turn("产业学院的就业要求是什么"))
    first = Statement("产业学院的就业要求：取证学生95%进入指定线上求职平台，举办至少1次招聘会。")
    again = Statement("产业学院鼓励就业的要求：举办至少1次招聘会，取证学生95%进入指定求职平台。")
    other = Statement("人才基地的就业要求：举办至少2次招聘会。")
    assert without_repeats(query, (first, again, other)) == (first, other)


def test_what_holds_at_one_place_answers_with_a_word_on_that(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("电商师去哪儿查评价机构正不正规，给个网站"))
    assert "pjjg.osta.org.cn" in answer.answer
    assert not answer.refused
