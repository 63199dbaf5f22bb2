"""What rows and records say: lists, sums, extremes and differences, recommendations, sources that differ."""

from datetime import date

import pytest

from assistant.answering.verification import is_valid
from assistant.pack.schema import Kind
from assistant.types import Message, Turn


def ask(assistant, question, history=()):
    return assistant.answer(Turn(question, tuple(Message("user", h) for h in history)))


def test_a_list_names_every_record_of_the_level(assistant):
    answer = ask(assistant, "高级三本书的名字")
    for book in assistant.catalogue.all(Kind.TEXTBOOK):
        assert (book.name in answer.answer) >= (book.text("level") == "高级")


@pytest.mark.parametrize(
    ("question", "figure", "names"),
    [
        ("哪个省本科开得最多、哪个省专科开得最多？", "66", ["山东", "广东"]),
        ("广东的跨境电商专科点比浙江多出几个来着", "28", ["广东", "浙江"]),
        ("初级两本教材学时共多少", "64", ["初级"]),
    ],
)
def test_arithmetic_shows_its_terms(assistant, question, figure, names):
    answer = ask(assistant, question)
    for part in (figure, *names):
        assert part in answer.answer
    assert all(is_valid(c, assistant.generation.documents) for c in answer.citations)


def test_the_most_is_that_of_the_column_that_is_named(assistant):
    most = max(assistant.catalogue.all("provinces"), key=lambda p: p.number("junior_college"))
    answer = ask(assistant, "专科开设数量最多的省是哪个").answer
    assert most.name in answer
    assert str(most.number("junior_college")) in answer


def test_an_evaluation_organisation_leads_back_to_its_certificate(assistant):
    answer = ask(assistant, "北京中清研信息技术研究院是哪张证书的评价组织？")
    assert "海外营销" in answer.answer.splitlines()[0]


def test_a_follow_up_changes_the_selection(assistant):
    answer = ask(assistant, "那初级的呢？", ["高级教材的名字"])
    assert "店铺运营实战" in answer.answer
    assert "搜索引擎" not in answer.answer


def test_a_property_that_no_record_has_is_not_answered_by_a_list(assistant):
    assert ask(assistant, "What is the exam fee of the B2C certificate?").refused


def test_sources_that_differ_are_told_in_the_answer(assistant):
    answer = ask(assistant, "B2B数据运营是第几批试点，两份资料说法一样吗？")
    assert "第二批" in answer.answer
    assert "第三批" in answer.answer
    assert len({c.document for c in answer.citations}) == 2


@pytest.mark.parametrize(
    ("question", "certificate"),
    [
        ("视觉好，懂审美，想给独立站做视觉营销和调研", "跨境电商海外营销"),
        ("I want to work in customer service, what cert suits me", "电子商务客户服务"),
        ("想做直播带货，考什么证", "直播电商"),
    ],
)
def test_a_described_job_is_met_with_a_certificate_and_what_became_of_it(assistant, question, certificate):
    answer = ask(assistant, question)
    assert answer.intent == "role_to_certificate"
    assert certificate in answer.answer.splitlines()[0]
    assert any(n.kind == "superseded" and n.text in answer.answer for n in answer.notices)


@pytest.mark.parametrize(
    ("question", "certificate"),
    [
        ("我大二学跨境电商的 以后想做直播 考啥证好啊", "直播电商"),
        ("算了直播感觉好卷 我还是做客服吧 客服考哪个", "电子商务客户服务"),
        ("我在一家跨境电商公司实习，不想干运营，想剪视频，考哪张证合适", "网络直播运营"),
    ],
)
def test_the_post_that_is_chosen_outweighs_what_is_studied_and_what_is_given_up(assistant, question, certificate):
    first = ask(assistant, question).answer.splitlines()[0]
    closest = first.split("岗位最对口的")[1].split("」")[0]
    assert certificate in closest


def test_what_can_be_taken_comes_before_the_closest_that_cannot_in_one_sentence(assistant):
    first = ask(assistant, "想做电商客服，该考什么证").answer.splitlines()[0]
    assert first.index("电子商务师四级") < first.index("客服20%") < first.index("「电子商务客户服务」")
    assert "现在不能新报" in first


def test_giving_up_one_thing_for_another_asks_for_the_other(assistant):
    history = (("user", "想做直播带货，考什么证"), ("assistant", "最贴近的证书是「直播电商」。"))
    turn = Turn("算了我想做运营", tuple(Message(role, text) for role, text in history))
    assert assistant.answer(turn).intent == "role_to_certificate"


def test_a_deadline_is_past_only_from_the_day_after_it(assistant):
    question = "2025年报了名的1+X，最晚什么时候考完"
    assert "已过" in assistant.answer(Turn(question, as_of=date(2026, 3, 1))).answer
    assert "已过" not in assistant.answer(Turn(question, as_of=date(2025, 12, 31))).answer


@pytest.mark.parametrize(
    "question",
    [
        "我想退款",
        "A校按B2B中级证书做数据分析的任务，哪一条要加强内容？",
        "以后想当跨境客服，中职标准里点名的职业类证书有哪几个？",
        "综合能力认证里，带过团队做多平台运营的算哪一档？",
        "直播电商证书是谁发的",
    ],
)
def test_no_certificate_is_recommended_where_another_thing_is_asked(assistant, question):
    assert ask(assistant, question).intent != "role_to_certificate"


@pytest.mark.parametrize(
    "question",
    ["2026年还能考X证书吗", "B2B数据运营证书现在还能报名吗", "Can I still take an X certificate in 2026?"],
)
def test_whether_a_certificate_can_still_be_taken_is_said_by_its_change_of_status(assistant, question):
    answer = ask(assistant, question)
    assert answer.intent == "certificate_status"
    assert "2025-12-31" in answer.answer
    assert answer.citations[0].document.startswith("x-certificate-transfer-2025")
    assert [n.kind for n in answer.notices] == ["low_authority"]


@pytest.mark.parametrize(
    ("question", "opens_with"),
    [
        ("电子商务师现在还能报名吗", "能报"),
        ("操盘官现在还能考吗", "能报"),
        ("跨境电商运营经理证书现在能报名吗", "还不能报"),
    ],
)
def test_what_records_list_as_open_or_not_is_said_as_a_verdict_with_the_day_it_was_seen(
    assistant, question, opens_with
):
    answer = ask(assistant, question)
    assert answer.answer.startswith(opens_with)
    assert "2025-06-15" in answer.answer or "2021年" in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    "question", ["元宇宙运营X证书还能考吗", "已经拿到的1+X证书还能换学分吗", "跨境电商B2B数据运营还能考几次"]
)
def test_the_change_of_status_answers_nothing_else(assistant, question):
    assert ask(assistant, question).intent != "certificate_status"


@pytest.mark.parametrize("question", ["你那里都有哪些证，列一下", "你们收录了哪些证书", "技能等级证书有哪些"])
def test_what_certificates_there_are_is_listed_from_the_records(assistant, question):
    answer = ask(assistant, question)
    assert answer.intent == "records"
    assert all(name in answer.answer for name in ("直播电商", "社交电商运营", "操盘官"))
    assert answer.citations


def test_certificates_of_a_trade_that_no_record_has_are_not_listed(assistant):
    assert ask(assistant, "有哪些厨师证").intent != "records"
