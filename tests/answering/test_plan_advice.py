"""Plans, coverage and the first certificate of a school, asked for in the chat."""

import pytest

from assistant.types import Status, Turn


@pytest.fixture(scope="module")
def ask(assistant):
    return lambda question: assistant.answer(Turn(question))


def test_a_plan_says_what_is_met_what_is_open_and_what_to_learn_with_sources(ask):
    answer = ask("我学过跨境电子商务基础和商务英语，想考跨境电商B2B数据运营中级，还要学什么？")
    assert answer.status is Status.ANSWERED
    assert answer.intent == "plan"
    # Table 2 gives 跨境电子商务基础 the tasks 1.1 and 2.1 to 2.3: 6 + 4 + 4 + 4 of 38 requirements.
    assert "38条职业技能要求里，您学过的课程覆盖18条，还有20条" in answer.answer
    assert "跨境电子商务数据分析与应用（第五学期，1.3.1–1.3.4）" in answer.answer
    assert "《跨境电商B2B店铺运营实战》（32学时）" in answer.answer
    assert "跨境电子商务基础（" not in answer.answer
    assert {c.document for c in answer.citations} >= {"school-a-1x-paper", "alibaba-talent-programme-2021"}
    assert any("154" in n.text for n in answer.notices)


def test_a_job_leads_to_a_certificate_that_is_described_at_the_level_held(ask):
    answer = ask("给我做个规划：想做跨境电商运营专员，现在有初级证书，目标中级")
    # B2C fits the post as well, but the sources describe it at one level only.
    assert answer.answer.startswith("- 目标：「跨境电商B2B数据运营」中级")


def test_a_plan_in_english(ask):
    answer = ask("Make me a plan: I want to become a B2B data operator, I have the elementary level.")
    assert "at intermediate level" in answer.answer
    assert "38 skill requirements" in answer.answer


def test_a_level_that_cannot_be_is_said_with_what_can_be(ask):
    answer = ask("给我做个考证规划，想考B2C数据运营高级")
    assert answer.status is Status.CLARIFY
    assert "只有中级" in answer.answer


def test_coverage_counts_every_requirement_once_and_marks_estimates(ask):
    answer = ask("我们学校开了跨境电商实务、国际物流，B2B数据运营中级的要求还差哪些？")
    assert answer.intent == "course_coverage"
    assert "已覆盖18条，部分覆盖0条，还缺20条" in answer.answer
    assert "国际物流不在对照表里，是按课程名称估计的" in answer.answer
    assert "还缺：3.1 基础营销的3.1.1–3.1.4" in answer.answer


def test_english_names_of_courses_find_their_records_in_any_order_of_words(ask):
    answer = ask("If our school teaches Cross-border E-commerce Practice, which requirements are still missing?")
    assert "18 are covered, 0 partly, 20 missing" in answer.answer
    assert "estimated" not in answer.answer


def test_a_school_is_told_which_certificate_to_pilot_and_what_did_not_count(ask):
    answer = ask("我们学校在杭州，周边是服装企业，实训用速卖通，专业是跨境电商，先试点哪个证书？")
    assert answer.intent == "school_choice"
    assert answer.answer.startswith("- 建议先试点「跨境电商B2C数据运营」（中级）")
    assert "没有计入：服装、杭州" in answer.answer
    assert "第三步（关键）落实书证融通" in answer.answer


def test_a_platform_that_a_school_lacks_does_not_count(ask):
    answer = ask("我们学校没有速卖通实训平台，国际贸易专业，应该先选哪个1+X证书试点？")
    assert answer.status is Status.CLARIFY
    assert "B2C" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "课程规划有哪些？",
        "人才培养方案怎么制定？",
        "A校首选哪张证书试点？",
        "1.2店铺营销对应哪些课程，要不要内容强化？",
    ],
)
def test_questions_on_what_a_source_says_are_left_to_it(ask, question):
    assert ask(question).intent not in ("plan", "course_coverage", "school_choice")


def test_no_figure_of_a_plan_lacks_a_source_or_a_reckoning(assistant, ask):
    for question in ("先学哪门课后学哪门课？目标B2B数据运营中级", "怎么一步步拿到跨境电商B2B数据运营高级？"):
        answer = ask(question)
        assert answer.intent == "plan"
        for citation in answer.citations:
            assert (
                assistant.generation.documents[citation.document].text[citation.start : citation.end] == citation.quote
            )
