"""What of a long question asks, and what only tells a story."""

import pytest

from assistant.understanding.focus import asking_part, from_asking_clause


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("我高三刚毕业，听说跨境挺火的。B2C数据运营考几个领域？", "B2C数据运营考几个领域？"),
        ("下周要开家长会了，产业学院至少几名讲师？", "产业学院至少几名讲师？"),
        ("师资这块我记不清了。双师型教师占多少？", "双师型教师占多少？"),
    ],
)
def test_a_story_told_first_is_left_out(question, asking):
    assert asking_part(question) == asking


@pytest.mark.parametrize(
    "question",
    [
        "毕业以后，工资一般多少？",
        "全国两百个考点里，山东有几个？",
        "考不考口语，考多久",
        "“直播选品师”高级，谁发证？",
        "表2里维持原状的条目。",
    ],
)
def test_a_condition_a_name_and_a_bare_request_are_kept(question):
    assert asking_part(question) == question


def test_asking_words_alone_ask_about_the_clause_before():
    assert asking_part("我想确认一下。考核时间是三小时，对吗？") == "考核时间是三小时，对吗？"


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("6班：要几名讲师？", "要几名讲师？"),
        ("我今年20岁，要交多少？到哪交？", "要交多少？到哪交？"),
        ("Hi from room 4. How long is it?", "How long is it?"),
        ("补考费", "补考费"),
    ],
)
def test_what_stands_before_the_asking_clause_is_left_out(question: str, part: str) -> None:
    assert from_asking_clause(question) == part
