"""What a refusal says: what was looked for, what is near and nothing off the topic, and never an answer under it."""

import pytest

from assistant.assistant import Assistant
from assistant.types import Status, Turn


@pytest.mark.parametrize(
    "question",
    [
        "《国际搜索引擎优化与营销》独立实操是多少学时？",
        "《国际搜索引擎优化与营销》那本，独立实操是多少学时？表里别的都32，它也是吧",
    ],
)
def test_of_a_blank_cell_the_column_is_named_and_no_other_cell_said(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert "独立实操学时" in answer.answer
    assert "章节数" not in answer.answer
    assert answer.citations


@pytest.mark.parametrize("question", ["产业学院加盟要交多少保证金", "Hotjar一个月要付多少钱"])
def test_what_is_off_the_topic_stands_beside_no_refusal(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert not answer.citations


@pytest.mark.parametrize("question", ["湖北2024年度备案的跨境电商专科点有多少？"])
def test_a_year_of_which_nothing_speaks_is_named_with_what_was_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert "2024年" in answer.answer
    assert "专科点" in answer.answer


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("双高校验收里1+X考证人数占多少分值", "教务处"),
        ("我想专升本，考了1+X中级在山东能加分不", "招生"),
        ("B2B数据运营中级考试一共多少道题", "评价（发证）机构"),
        ("网上那种9块9的亚马逊运营证国家认吗", "人社部门"),
        ("How much does the exam for the live commerce certificate cost?", "issuing body"),
    ],
)
def test_a_refusal_sends_to_those_who_know_it(assistant: Assistant, question: str, answers: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ABSTAINED
    assert answers in answer.answer


def test_a_refusal_says_what_is_stated_of_the_thing_that_was_asked_about(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("跨境物流实务这门核心课，国家标准规定几学分、多少学时"))
    assert answer.status is Status.ABSTAINED
    first, second = answer.answer.splitlines()
    assert "学分、学时" in first
    assert second.startswith("关于「跨境物流实务」，资料写到的有：课程性质")
    assert "学分" not in second
    assert "跨境物流实务" in answer.citations[0].quote


def test_what_was_asked_is_named_in_its_own_words_where_it_is_of_no_named_thing(assistant: Assistant) -> None:
    assert "「双高校验收里1+X考证人数占多少分值」" in assistant.answer(Turn("双高校验收里1+X考证人数占多少分值")).answer
