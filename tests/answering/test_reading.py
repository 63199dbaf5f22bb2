"""Follow-ups, stories, several questions in one: which reading finds the answer."""

import pytest

from assistant.types import Message, Status, Turn


def ask(assistant, question, *history):
    roles = ("user", "assistant")
    return assistant.answer(Turn(question, tuple(Message(roles[i % 2], text) for i, text in enumerate(history))))


def test_a_follow_up_goes_on_where_the_conversation_was(assistant):
    history = ("A校送了几个老师去阿里那边培训？", "选派了6位专任教师。")
    answer = ask(assistant, "那他们考到了什么证书？", *history)
    assert "培训师" in answer.answer


def test_a_follow_up_on_another_share_is_not_answered_with_the_first(assistant):
    history = ("中职跨境电商生师比多少", "不高于20∶1。", "高级职称的占多少", "不低于20%。")
    answer = ask(assistant, "那双师型的占多少？", *history)
    assert "50%" in answer.answer


def test_a_nod_before_a_follow_up_changes_nothing(assistant):
    history = ("中职跨境电商专业基础课一般几门", "一般设置4门。")
    assert "7门" in ask(assistant, "好的，那核心课呢", *history).answer


def test_the_next_requirement_is_the_one_after(assistant):
    history = ("表2的2.2.1要求什么", "依照价格标准完成报价核算，制作报价单。")
    answer = ask(assistant, "再下一条说的什么？", *history)
    assert "2.2.2" in answer.answer
    assert "合同" in answer.answer


def test_a_question_after_a_story_is_answered(assistant):
    answer = ask(assistant, "我女儿今年初三，成绩一般，家里想让她学跨境。中职跨境电商要读几年？")
    assert answer.status is Status.ANSWERED
    assert "三年" in answer.answer


def test_two_documents_are_each_asked(assistant):
    answer = ask(assistant, "A校论文和山东那篇论文，考证通过率各是多少？")
    assert "90%左右" in answer.answer
    assert "90%以上" in answer.answer
    assert {"school-a-1x-paper", "shandong-b2c-134-paper"} <= {c.document for c in answer.citations}


def test_each_of_two_claims_is_held_against_its_own_source(assistant):
    answer = ask(assistant, "帮忙核对：中职公共基础课学时占一半，专业课学时占一半")
    assert "1/3" in answer.answer
    assert "2/3" in answer.answer


def test_two_questions_on_two_documents_are_both_answered(assistant):
    answer = ask(assistant, "高级教材每本几章？中职跨境电商要读几年？")
    assert "12章" in answer.answer
    assert "三年" in answer.answer


@pytest.mark.parametrize(
    "question", ["B2B数据运营到底是第几批，论文和PPT写得好像不一样", "B2B数据运营，有的说第二批有的说第三批"]
)
def test_doubt_about_two_claims_shows_both(assistant, question):
    answer = ask(assistant, question)
    assert "第二批" in answer.answer
    assert "第三批" in answer.answer


def test_a_group_of_provinces_is_read_as_its_members(assistant):
    answer = ask(assistant, "东北三省里哪个省的跨境电商专科最多？")
    assert "辽宁" in answer.answer


def test_a_pronoun_takes_the_name_from_the_reply(assistant):
    answer = ask(
        assistant, "它的官方课有哪几门？", "国际站有给主播考的认证吗", "有，主播能力认证，是一项专项技能认证。"
    )
    assert "国际站直播SOP" in answer.answer.splitlines()[0]


def test_an_answer_ends_before_it_is_too_long_to_read(assistant):
    answer = ask(assistant, "中职跨境电商七门核心课各学什么，用什么工具，要掌握什么")
    assert answer.status is Status.ANSWERED
    assert len(answer.answer) <= 600


def test_a_later_question_without_a_name_stays_in_the_section_of_the_first(assistant):
    answer = ask(assistant, "国贸学会的跨境电商运营与推广水平测试满分多少？要考几个小时？")
    assert "200分" in answer.answer
    assert "3小时" in answer.answer


def test_what_was_said_of_people_goes_on_in_the_sentence_that_named_them(assistant):
    answer = ask(assistant, "他们最后考下了什么证？", "A校派了几位老师参加阿里的培训？", "派了6位专任教师。")
    assert "培训师证书" in answer.answer


def test_a_recommendation_shows_what_the_sources_surely_say_besides(assistant):
    answer = ask(assistant, "想在阿里国际站做跨境主播，该考哪个认证？")
    assert "主播能力认证" in answer.answer


def test_so_many_things_are_no_question_for_their_number(assistant):
    answer = ask(assistant, "要发好几种语言的产品，还要用模板，这是B2B中级标准的第几条？")
    assert "1.1.4" in answer.answer
