"""A plan that is asked for in the chat: what is open, what to learn, and what cannot be."""

import pytest

from assistant.types import Status, Turn


@pytest.fixture(scope="module")
def ask(assistant):
    return lambda question: assistant.answer(Turn(question))


def test_a_plan_says_what_is_open_and_what_to_learn_with_sources(ask):
    answer = ask("帮我做一个B2B数据运营中级的学习计划，我学过跨境电子商务基础")
    assert answer.status is Status.ANSWERED
    assert answer.intent == "plan"
    # Table 2 gives 跨境电子商务基础 the tasks 1.1 and 2.1 to 2.3: 6 + 4 + 4 + 4 of 38 requirements.
    assert "38条职业技能要求里，您学过的课程覆盖18条，还有20条" in answer.answer
    assert "《跨境电商B2B店铺运营实战》（32学时）" in answer.answer
    assert {c.document for c in answer.citations} >= {"school-a-1x-paper", "alibaba-talent-programme-2021"}
    assert any("154" in n.text for n in answer.notices)
    assert answer.suggestions[0].startswith("plan/?certificate=")


def test_a_level_that_cannot_be_is_said_with_what_can_be(ask):
    answer = ask("帮我做一个B2C数据运营高级的学习计划")
    assert answer.status is Status.CLARIFY
    assert "只有中级" in answer.answer
