"""Conversations over the pack that ships: a person's own figures, what an exam tests, wrong premises, forms, pleas."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer, Message, Status, Turn


def talk(assistant: Assistant, *turns: str) -> list[Answer]:
    history: list[Message] = []
    answers: list[Answer] = []
    for said in turns:
        answers.append(assistant.answer(Turn(said, tuple(history))))
        history += [Message("user", said), Message("assistant", answers[-1].answer)]
    return answers


def test_months_said_before_are_held_against_years_with_the_verdict_first(assistant: Assistant) -> None:
    *_, answer = talk(assistant, "电子商务师三级要什么条件", "我在网店干了9个月", "那我够格报吗")
    first = answer.answer.partition("：")[0]
    assert "不够" in first
    # Ten years less nine months.
    assert "9年3个月" in answer.answer
    # What was not said stays open.
    assert "四级后满4年" in answer.answer


@pytest.mark.parametrize(
    ("said", "verdict", "because"),
    [
        ("我从业6年了，电子商务师四级能报吗", "够", "从业满5年"),
        ("我拿五级证三年了，能报电子商务师四级吗", "够", "五级后满3年"),
        ("我是应届在读的高职生，能报电子商务师四级吗", "可能够", "含应届在读"),
        ("我才工作两年，够不够报电子商务师四级", "按年限不够", "3年"),
        # What is less than the years that are asked for meets none.
        ("她从业不到5年，电子商务师四级能报吗", "按年限不够", "从业满5年"),
    ],
)
def test_who_asks_if_they_may_register_is_told_by_which_condition(
    assistant: Assistant, said: str, verdict: str, because: str
) -> None:
    answer = assistant.answer(Turn(said))
    assert answer.answer.removeprefix("- ").startswith(verdict)
    assert because in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    "said",
    [
        # That somebody left some school is no word for any of the schools that a condition names.
        "我初中毕业在家开网店两年了，能考电子商务师三级吗",
        "我去年毕业的，能考电子商务师三级吗",
    ],
)
def test_a_word_that_most_conditions_have_meets_none(assistant: Assistant, said: str) -> None:
    answer = assistant.answer(Turn(said)).answer
    assert "够：" not in answer.replace("不够", "")
    assert "对得上" not in answer


def test_of_two_times_that_one_condition_gives_the_shorter_asks_for_more(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("我四级证拿到3年了，能报电子商务师三级吗")).answer
    assert "可能够" in answer
    assert "符合「四级后4年（或3年加培训）」" not in answer


def test_a_corrected_time_counts_and_times_of_two_things_are_not_added_up(assistant: Assistant) -> None:
    *_, answer = talk(
        assistant,
        "她四级证拿到6年了，电子商务师三级能报吗",
        "说错了，四级证其实是2年前拿的，工作一共也才5年，那三级还够不够",
    )
    assert "7年" not in answer.answer
    assert not answer.answer.removeprefix("- ").startswith("够")


def test_what_cannot_be_taken_any_more_is_said_to_who_asks_if_they_may(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("我高中毕业，直播电商这个证我能考不"))
    assert "不能新报" in answer.answer.partition("：")[0]


@pytest.mark.parametrize(
    "question", ["社交电商运营都考些什么", "网络直播运营考哪些内容", "电子商务客户服务的考试内容是什么"]
)
def test_what_an_exam_tests_is_not_answered_by_what_the_certificate_is_for(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.refused
    assert "考哪些内容" in answer.answer.partition("\n")[0]


@pytest.mark.parametrize(
    ("question", "tested"),
    [
        ("跨境电商B2C数据运营考哪些内容", "店铺数据采集与分析"),
        ("操盘官考什么", "商机获取"),
        ("电子商务师三级考试考什么内容", "理论和实操"),
    ],
)
def test_what_an_exam_tests_is_answered_by_its_areas_or_its_form(
    assistant: Assistant, question: str, tested: str
) -> None:
    answer = assistant.answer(Turn(question))
    assert answer.status is Status.ANSWERED
    assert tested in answer.answer


def test_of_levels_that_are_listed_each_is_answered(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("报电子商务师四级和三级分别要什么条件"))
    assert "五级后满3年" in answer.answer
    assert any(three in answer.answer for three in ("连续工作6年", "从业满10年"))


def test_that_a_certificate_was_stopped_is_told_in_full_once_and_then_in_a_few_words(assistant: Assistant) -> None:
    first, second = talk(assistant, "想当带货主播，考什么证好", "那想做社群运营呢，考哪张证")
    told = [next(n.text for n in a.notices if n.kind == "superseded") for a in (first, second)]
    assert all(text in a.answer for text, a in zip(told, (first, second), strict=True))
    assert "154" in told[0]
    assert len(told[1]) < len(told[0]) / 2
    assert "不能新报" in told[1]


def test_what_can_be_taken_stands_before_what_was_stopped(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("您好，我想做直播带货，考什么证合适"))
    assert answer.answer.index("电子商务师") < answer.answer.index("直播电商")
    assert answer.answer.removeprefix("- ").startswith("您好")


def test_a_wrong_claim_gets_no_first(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("1+X的跨境电商B2C数据运营现在还能照常报名，对吧"))
    assert answer.answer.removeprefix("- ").startswith("不对")


@pytest.mark.parametrize("wish", ["列个表", "能不能用表格列一下"])
def test_a_table_is_a_table(assistant: Assistant, wish: str) -> None:
    *_, answer = talk(assistant, "广东省电子商务协会2021年电子商务师各级收费是多少", wish)
    assert "四级 | 410元/人次" in answer.answer


def test_a_table_is_wished_for_in_the_question_itself(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("广东省电子商务协会2021年电子商务师各级收费列个表"))
    assert "三级 | 460元/人次" in answer.answer


def test_who_does_not_understand_gets_the_same_in_fewer_words(assistant: Assistant) -> None:
    before, plain = talk(assistant, "现在还能报考1+X证书吗", "太官方了，看不懂")
    assert "不能新报" in plain.answer
    assert len(plain.answer) < len(before.answer)


def test_a_plea_is_told_what_to_do_of_what_was_spoken_of_with_what_was_told(assistant: Assistant) -> None:
    *_, answer = talk(assistant, "电子商务师四级多少钱", "我干客服8个月了", "那我该怎么办")
    assert answer.status is Status.ANSWERED
    assert "8个月" in answer.answer
    steps = [line for line in answer.answer.split("\n") if line[:1].isdigit()]
    assert len(steps) > 1
    assert all("电子商务师四级" in step for step in steps)
    assert answer.suggestions


def test_a_plea_after_nothing_gets_a_question_back(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("我该怎么办啊"))
    assert answer.status is Status.CLARIFY
    assert answer.suggestions


def test_another_question_gets_its_answer_though_it_was_said_before(assistant: Assistant) -> None:
    *_, answer = talk(assistant, "电子商务师四级包含哪些考核，收费多少", "四级考一次要交多少钱")
    assert answer.status is Status.ANSWERED
    assert answer.answer.startswith("「") or "410" in answer.answer.partition("。")[0]


@pytest.mark.parametrize(
    "said",
    [
        "你好，我大三电商专业的，想做跨境，考哪个证合适",
        "我在读大专，想考个证，该考什么证书",
        "老师您好，我高职二年级学电商的，想考个证，不知道考啥",
    ],
)
def test_who_tells_of_themselves_and_no_post_is_offered_what_is_open_and_asked_for_the_post(
    assistant: Assistant, said: str
) -> None:
    answer = assistant.answer(Turn(said))
    stopped = {c for change in assistant.catalogue.status_changes for c in change.certificates}
    names = [c.name for c in assistant.catalogue.certificates() if c.id in stopped]
    assert "电子商务师" in answer.answer
    assert "岗位" in answer.answer
    assert not any(name in answer.answer.partition("\n")[0] for name in names)
    assert len(answer.citations) >= 2
