"""Advice computed from what the asker says: right gaps, true citations, and silence where it is not asked for."""

import json

import pytest

from assistant.answering.advice import advise
from assistant.answering.places import Places
from assistant.answering.verification import is_valid, number_citations, unsupported_figures, with_marks
from assistant.settings import ROOT
from assistant.types import Status, Turn
from assistant.understanding.query import understand


@pytest.fixture(scope="module")
def ask(assistant):
    places = Places(assistant.generation)

    def advice(question):
        query = understand(Turn(question), assistant.lexicon, assistant.speller)
        return advise(query, assistant.catalogue, places, lambda: assistant.coverage, dict)

    return advice


@pytest.fixture(scope="module")
def written(assistant, ask):
    """The answer's text; every statement must pass the same verification as any other answer."""

    def write(question):
        draft = ask(question)
        assert draft is not None, question
        documents = assistant.generation.documents
        assert not [s.text for s in draft.statements if unsupported_figures(s)]
        assert all(is_valid(c, documents) for s in draft.statements for c in s.citations)
        # Only what repeats the asker's own words may stand without a source.
        assert all(s.citations or s.text.startswith("没有认出") for s in draft.statements)
        return with_marks(number_citations(draft, documents)[0])

    return write


GAP = "我们有3名1+X讲师、一年考150人,能做产业学院吗,还差什么?"


def test_the_gaps_to_an_industry_college_are_told_with_both_ways_of_certification(written):
    text = written(GAP)
    assert "1+X认证讲师差1名（要4名）" in text
    assert "1+X每年考证差50人（要200人），或操盘官每年考证要280人（您没有说）" in text
    assert "| 人均真实项目实践 | 160小时 | 没有说 | 待确认 |" in text
    assert "「人才基地」的数字条件已达到" in text


def test_the_same_in_english(written):
    text = written(
        "We have three certified lecturers and 150 students take the 1+X certificate a year. What is missing for an "
        "industry college?"
    )
    assert "1+X certified lecturers: 1 short of 4" in text
    assert "| job fairs | 1 | not told | to confirm |" in text


def test_each_row_of_the_table_is_carried_by_the_row_of_the_source(ask):
    table = next(s for s in ask(GAP).statements if s.text.startswith("|"))
    assert {c.locator.rpartition("·")[2] for c in table.citations} == {
        "申报审核",
        "师资力量",
        "教学资源",
        "教学实施",
        "实践项目",
        "认证考试",
        "鼓励就业",
    }


def test_figures_of_the_school_that_are_in_no_source_are_marked_as_given(ask):
    lead = ask("我们有3名1+X讲师、一年考137人,能做产业学院吗").statements[0]
    assert "差63人" in lead.text
    assert "63" in lead.computed
    assert not lead.computed & {"200", "280"}


def test_without_a_kind_all_are_listed(written, assistant):
    text = written("学校有1名1+X讲师，每年有60人考操盘官，能申请哪种合作?")
    for name in ("产业学院", "未标名称的一行", "人才基地", "1+X试点院校", "阿里认证合作院校"):
        assert f"| {name} |" in text


def test_the_kind_that_a_school_already_is_is_not_the_one_it_asks_about(written):
    text = written("我们学校已经是人才基地，有2名讲师，想做产业学院还差几名讲师")
    assert text.startswith("- 还不能做「产业学院」：1+X认证讲师差2名（要4名）")
    assert "还不能做「人才基地」" not in text
    assert text.count("| 条件 |") == 1


def test_no_requirement_is_not_taken_for_silence(written):
    text = written("我们学校没有1+X讲师，可以做1+X试点院校吗")
    assert "无特殊要求：1+X认证讲师" in text
    assert "资料没有写明：实践项目、认证考试人数、就业" in text


def test_an_impossible_number_is_asked_back(ask):
    draft = ask("我校有-3名讲师，能做产业学院吗")
    assert draft.status is Status.CLARIFY
    assert "-3" in draft.statements[0].text


def test_a_question_of_the_dev_sets_that_is_taken_for_one_of_these_is_answered_right(ask):
    for path in sorted((ROOT / "evals" / "questions").glob("*dev*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            advice = ask(asked["question"])
            said = "".join(s.text for s in (*advice.statements, *advice.notices)) if advice else ""
            assert advice is None or all(any(f in said for f in fact) for fact in asked["facts"]), asked["question"]


def test_held_and_missing_elements_are_told_by_group_with_the_next_level(written):
    text = written("我会修图、剪视频、写文案和直播带货，离成熟级还差哪些技能？")
    assert "19项技能要素您已有4项，还差15项" in text
    assert "| 会营销 | 直播营销 | 流量运营、活动运营、内容营销、多平台活动策划 |" in text
    assert "| 强素质 | — | 外语理解与沟通 |" in text
    assert "精英级共25项，您还要加6项：多平台规划、类目选品" in text


def test_a_profile_in_english_names_groups_in_english(written):
    text = written("I can do copywriting, live streaming and product selection. What am I missing for the elite level?")
    assert "you hold 3 of the 25 skill elements" in text
    assert "| building the store (建店铺) | Copywriting (文案撰写) |" in text


def test_what_is_denied_is_not_held_and_what_is_unknown_is_said(written):
    text = written("我会修图，但是不会直播，够得上新手级吗")
    assert "已有1项，还差13项" in text
    assert "没有认出这些技能：做饭。" in written("我会做饭、拍照修图，离精英还差什么")


def test_the_level_that_a_person_has_is_not_the_one_they_want(written):
    text = written("我是新手，会发品，我能做商品分析，写英文文案，达到进阶还缺什么")
    assert "成熟（又写作进阶）级的19项技能要素您已有3项" in text


@pytest.mark.parametrize(
    "question",
    [
        "产业学院至少要几名1+X认证讲师?",
        "新手需要掌握品牌策划吗",
        "精英比成熟多了哪些技能",
        "我会直播，想考证，考哪个证",
        "我是新手，到成熟还差什么",
        "我会英语，新手和成熟哪个适合我，够吗",
        "成熟级要求会直播吗",
        "我会做饭，离成熟级还差什么",
        "How many skill elements does the elite level have?",
    ],
)
def test_what_is_not_clearly_such_a_question_is_left_to_the_other_routes(ask, question):
    assert ask(question) is None
