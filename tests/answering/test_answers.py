"""What a user would miss: right answers from our own corpus, refusals where it is silent, true citations."""

from datetime import date

import pytest

from assistant.answering.verification import is_valid, unsupported_figures
from assistant.types import Language, Message, Statement, Status, Turn


def ask(assistant, question, **options):
    return assistant.answer(Turn(question, **options))


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("产业学院至少要几名1+X认证讲师?", ["4"]),
        ("中级教材一共多少学时?", ["64"]),
        ("直播电商是哪家公司评的？", ["南京奥派"]),
        ("第2.2.3条要求什么", ["信保订单"]),
        ("湖北有几个跨境电商专科？", ["13"]),
        ("中职跨境电商专业的专业代码", ["730702"]),
        ("e-STORM的S是什么意思", ["店铺和商品"]),
        ("現在還能報考1+X證書嗎", ["2025-12-31"]),
        ("How many lecturers must an industry college have?", ["4"]),
    ],
)
def test_facts_stand_in_the_answer_and_in_its_citations(assistant, question, facts):
    answer = ask(assistant, question)
    assert answer.status is Status.ANSWERED
    quotes = " ".join(c.quote for c in answer.citations)
    for fact in facts:
        assert fact in answer.answer
        assert fact in quotes


@pytest.mark.parametrize(
    "question",
    [
        "多平台运营证书考试费是多少钱？",
        "B2B数据运营中级多少分及格？",
        "直播电商证书有效期是几年？",
        "西藏有几个跨境电商专科？",
        "实训室至少要多少平方米？",
        "火星旅行要带什么行李？",
    ],
)
def test_what_the_sources_do_not_say_is_refused_and_says_where_to_look(assistant, question):
    answer = ask(assistant, question)
    assert answer.refused
    assert answer.status is Status.ABSTAINED
    assert "资料" in answer.answer


def test_a_refusal_names_the_missing_property(assistant):
    assert "费用" in ask(assistant, "多平台运营证书考试费是多少钱？").answer


def test_what_a_source_is_known_to_lack_is_refused_with_that_place(assistant):
    answer = ask(assistant, "2021第一季度跨境电商运营人才需求TOP10城市的名单和数值")
    assert answer.refused
    assert "缺失" in answer.citations[0].quote


def test_a_local_rule_is_not_passed_off_as_a_general_one(assistant):
    caution = "以当地当期公告为准"
    general = ask(assistant, "电子商务师三级报考需要几年工龄？")
    assert general.refused
    assert "2005" in general.answer or "广东" in general.answer
    assert caution in general.answer or "没有见到普遍适用的规定" in general.answer
    local = ask(assistant, "广东2025年电子商务师四级的申报条件是什么？")
    assert local.status is Status.ANSWERED
    assert caution not in local.answer


@pytest.mark.parametrize(
    ("job", "certificate"),
    [
        ("想做独立站的海外广告投放，考哪个证？", "跨境电商海外营销"),
        ("以后想当跨境平台客服主管，选哪个证", "多平台运营"),
        ("不做国内微商，想做海外社交媒体广告，该选哪张证", "跨境电商海外营销"),
        ("Which certificate fits a job in after-sales service?", "电子商务客户服务"),
    ],
)
def test_a_job_leads_to_its_certificate_with_the_change_of_2025(assistant, job, certificate):
    answer = ask(assistant, job)
    assert certificate in answer.answer.split("\n")[0]
    assert any(n.kind == "superseded" and "154" in n.text for n in answer.notices)
    assert all(1 <= number <= len(answer.citations) for n in answer.notices for number in n.citations)


def test_the_change_of_2025_is_not_told_for_a_day_before_it(assistant):
    answer = ask(assistant, "想做独立站的海外广告投放，考哪个证？", as_of=date(2022, 6, 1))
    assert not [n for n in answer.notices if n.kind == "superseded"]


def test_two_things_are_compared_side_by_side(assistant):
    answer = ask(assistant, "B2B和B2C两张证书有什么区别？")
    assert answer.answer.startswith("|")
    for fact in ("2020", "2021", "教育科技有限公司", "网络技术有限公司"):
        assert fact in answer.answer
    assert len(answer.citations) >= 2


def test_sources_that_differ_are_told_with_both_places(assistant):
    answer = ask(assistant, "B2B数据运营是第几批试点证书？")
    notice = next(n for n in answer.notices if n.kind == "conflict")
    assert "第二批" in notice.text
    assert "第三批" in notice.text
    assert len(notice.citations) == 2


def test_a_follow_up_keeps_the_subject(assistant):
    history = (Message("user", "湖北有几个跨境电商专科？"), Message("assistant", "13个。"))
    assert "66" in ask(assistant, "那广东呢？", history=history).answer


def test_typing_errors_on_a_phone_are_understood(assistant):
    assert "教育科技" in ask(assistant, "夸境电商b2b数剧运营证 谁发的啊").answer


def test_the_answer_is_in_the_language_of_the_question_or_the_one_asked_for(assistant):
    assert ask(assistant, "Who runs the social commerce certificate?").language is Language.EN
    assert ask(assistant, "人才基地要几名讲师", language=Language.EN).answer.isascii() is False


def test_every_citation_is_the_exact_text_of_its_document(assistant):
    for question in (
        "产业学院有哪些要求？",
        "中职核心课有哪些",
        "What are the three measures of the 134 model?",
        "哪个省专科最多",
    ):
        answer = ask(assistant, question)
        assert answer.citations
        assert all(is_valid(c, assistant.generation.documents) for c in answer.citations)
        assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_answers_are_short_unless_a_list_is_asked_for(assistant):
    for question in ("产业学院至少要几名讲师？", "A校的通过率是多少？", "中职要读几年？"):
        assert len(ask(assistant, question).answer) <= 330


@pytest.mark.parametrize(
    "question",
    ["<script>alert(1)</script>产业学院要几名讲师？", "产业学院要几名讲师？'; DROP TABLE x;--", "产业学院" * 200],
)
def test_hostile_text_is_only_text(assistant, question):
    answer = ask(assistant, question)
    assert "<script>" not in answer.answer
    assert "DROP" not in answer.answer


def test_the_same_question_gets_the_same_answer(assistant):
    first, second = (ask(assistant, "操盘官线上学习分几个模块？") for _ in range(2))
    assert first.answer == second.answer
    assert first.citations == second.citations


def test_figures_that_no_quote_holds_are_noticed():
    assert unsupported_figures(Statement("共64学时，占50%", ())) == {"64", "50%"}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("我们有3名1+X讲师、一年考150人,能做产业学院吗,还差什么?", "还差1名"),
        ("我们学校有5名认证讲师，够不够做人才基地？", "要求是2名"),
        ("我们学校已经是人才基地，有2名讲师，想做产业学院还差几名讲师", "还差2名"),
    ],
)
def test_a_schools_figures_are_held_against_the_rule_of_the_kind_that_it_names(assistant, question, verdict):
    answer = assistant.answer(Turn(question))
    assert verdict in answer.answer
    assert all(is_valid(c, assistant.generation.documents) for c in answer.citations)
