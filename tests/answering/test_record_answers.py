"""Lists, counts, sums, extremes and differences over records: exact, complete and cited."""

import pytest

from assistant.answering.verification import is_valid
from assistant.catalogue.model import Province, Requirement, Textbook
from assistant.types import Message, Status, Turn


def ask(assistant, question, history=()):
    return assistant.answer(Turn(question, tuple(Message("user", h) for h in history)))


def test_a_list_names_every_record_of_the_level_and_no_other(assistant):
    answer = ask(assistant, "高级三本书的名字")
    for book in assistant.catalogue.all(Textbook):
        assert (book.name in answer.answer) == (book.level == "高级")


def test_an_english_list_names_the_level_in_english(assistant):
    answer = ask(assistant, "Which two textbooks are for the elementary level?")
    assert answer.answer.startswith("elementary (初级): 2 textbooks")


def test_requirements_are_selected_by_task_and_method_together(assistant):
    answer = ask(assistant, "1.2里哪几条要内容强化，放哪门课、第几学期？")
    for requirement in assistant.catalogue.all(Requirement):
        wanted = requirement.task_code == "1.2" and requirement.method == "内容强化"
        assert (f"（{requirement.code}）" in answer.answer) == wanted
    assert "文案策划与撰写" in answer.answer
    assert "第一学期" in answer.answer


@pytest.mark.parametrize(
    ("question", "figure", "names"),
    [
        ("初级两本教材学时共多少", "64", ["店铺运营实战", "视觉设计与营销"]),
        ("产业学院一年要考的1+X人数，比没印标签那一行多多少人？", "160", ["产业学院", "未标名称"]),
        ("初级两本教材的线上课，哪本时间长？", "16", ["店铺运营实战"]),
        ("哪个省本科开得最多、哪个省专科开得最多？", "66", ["山东", "广东"]),
        ("广东的跨境电商专科点比浙江多出几个来着", "28", ["广东 66", "浙江 38"]),
    ],
)
def test_arithmetic_shows_its_terms(assistant, question, figure, names):
    answer = ask(assistant, question)
    assert answer.intent.startswith("records_")
    for part in (figure, *names):
        assert part in answer.answer
    assert all(is_valid(c, assistant.generation.documents) for c in answer.citations)


def test_the_most_is_the_maximum_of_the_records(assistant):
    most = max(p.junior_college for p in assistant.catalogue.all(Province))
    assert str(most) in ask(assistant, "专科开设数量最多的省是哪个").answer


def test_an_evaluation_organisation_leads_back_to_its_certificate(assistant):
    answer = ask(assistant, "北京中清研信息技术研究院是哪张证书的评价组织？")
    assert "海外营销" in answer.answer
    assert "京东" not in answer.answer


@pytest.mark.parametrize("question", ["除了高级还有哪些教材", "初级教材定位是什么", "第二本教材叫什么"])
def test_a_question_with_words_that_no_record_answers_is_left_to_the_passages(assistant, question):
    assert not ask(assistant, question).intent.startswith("records_")


def test_a_follow_up_changes_the_selection(assistant):
    answer = ask(assistant, "那初级的呢？", ["高级教材的名字"])
    assert "店铺运营实战" in answer.answer
    assert "搜索引擎" not in answer.answer


@pytest.mark.parametrize("question", ["数据运营证书是谁发的", "Who issues the data operation certificate?"])
def test_a_name_that_two_certificates_share_is_asked_back_with_both_answers(assistant, question):
    answer = ask(assistant, question)
    assert answer.status is Status.CLARIFY
    assert not answer.refused
    assert "教育科技" in answer.answer
    assert "网络技术" in answer.answer
    assert len(answer.suggestions) == 2
    for choice in answer.suggestions:
        assert ask(assistant, choice).status is Status.ANSWERED


def test_a_certificate_named_in_full_is_not_asked_back(assistant):
    assert ask(assistant, "跨境电商B2B数据运营是谁发的").status is Status.ANSWERED


def test_a_property_that_no_record_has_is_not_answered_by_a_list(assistant):
    assert ask(assistant, "What is the exam fee of the B2C certificate?").refused


def test_sources_that_differ_are_all_quoted_when_asked_whether_they_agree(assistant):
    answer = ask(assistant, "B2B数据运营是第几批试点，两份资料说法一样吗？")
    assert "第二批" in answer.answer
    assert "第三批" in answer.answer
    assert len({c.document for c in answer.citations}) == 2


@pytest.mark.parametrize(
    ("question", "certification"),
    [
        ("公司用小满管客户，该考哪个认证", "外贸CRM"),
        ("认证中心综合能力里精英级对应哪张证书", "运营经理高级"),
        ("操盘官是谁评的", "阿里认证"),
    ],
)
def test_certifications_of_the_centre_are_found_by_tool_level_and_name(assistant, question, certification):
    assert certification in ask(assistant, question).answer


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("直播电商和社交电商运营是不是同一年的", "年份相同"),
        ("跨境电商B2B数据运营和跨境电商B2C数据运营的年份一样吗", "年份不同"),
        ("直播电商和网络直播运营这俩证是一家发的吗", "评价组织不同"),
    ],
)
def test_whether_two_records_agree_is_said_before_their_values(assistant, question, verdict):
    answer = ask(assistant, question)
    assert verdict in answer.answer.splitlines()[0]
    assert len(answer.citations) == 2


@pytest.mark.parametrize(("question", "code"), [("1.3里哪几条要补强", "1.3.2"), ("2.3的几条是不是都照旧", "2.3.4")])
def test_a_task_is_known_by_its_code_and_a_method_by_what_people_call_it(assistant, question, code):
    answer = ask(assistant, question)
    assert code in answer.answer
    assert "2.2.1" not in answer.answer


@pytest.mark.parametrize(
    ("question", "code"), [("1.3.4说的啥", "1.3.4"), ("1.3的最后一条讲什么", "1.3.4"), ("1.2第二条是什么", "1.2.2")]
)
def test_a_requirement_is_read_out_by_its_code_or_its_place(assistant, question, code):
    answer = ask(assistant, question, ["1.1有几条技能要求？"])
    requirement = next(r for r in assistant.catalogue.all(Requirement) if r.code == code)
    assert answer.answer == f"职业技能要求{code}：{requirement.name}。[1]"
    for suggestion in answer.suggestions:
        assert f"职业技能要求{code}" in ask(assistant, suggestion).answer


def test_a_wish_without_a_question_is_met_with_a_certificate(assistant):
    assert "跨境电商海外营销" in ask(assistant, "视觉好，懂审美，想给独立站做视觉营销和调研").answer
    assert ask(assistant, "我想退款").intent != "role_to_certificate"


def test_two_cases_get_a_certificate_each(assistant):
    answer = ask(assistant, "学生问客服方向，国内平台和跨境平台做主管，两种情况分别报哪张？").answer
    assert "电子商务客户服务" in answer
    assert "跨境电子商务多平台运营" in answer


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
    "question", ["元宇宙运营X证书还能考吗", "已经拿到的1+X证书还能换学分吗", "跨境电商B2B数据运营还能考几次"]
)
def test_the_change_of_status_answers_nothing_else(assistant, question):
    assert ask(assistant, question).intent != "certificate_status"


def test_a_value_of_each_book_of_a_level_is_listed(assistant):
    answer = ask(assistant, "中级教材每本多少章")
    for book in assistant.catalogue.all(Textbook):
        assert (f"{book.name}{book.chapters}章" in answer.answer) == (book.level == "中级")


def test_sums_of_several_levels_are_given_one_by_one(assistant):
    answer = ask(assistant, "初级和高级教材的章节加起来各是多少，哪个多？")
    for level in ("初级", "高级"):
        chapters = [b.chapters for b in assistant.catalogue.all(Textbook) if b.level == level]
        assert f"{level}的教材章节合计{sum(chapters)}章" in answer.answer


def test_requirements_of_a_task_are_counted_by_its_name(assistant):
    wanted = [r for r in assistant.catalogue.all(Requirement) if r.task == "店铺营销"]
    assert f"共{len(wanted)}条" in ask(assistant, "中级里店铺营销这个任务总共几条技能要求").answer


def test_books_of_each_level_are_counted_level_by_level(assistant):
    answer = ask(assistant, "初级、中级、高级的教材各有几本？")
    for level in ("初级", "中级", "高级"):
        count = sum(book.level == level for book in assistant.catalogue.all(Textbook))
        assert f"{level}的教材共{count}本" in answer.answer


def test_two_figures_that_are_quoted_lead_to_the_conflict(assistant):
    answer = ask(assistant, "一篇说开跨境电商本科的高校有14所，还有一篇说49所，哪个准")
    assert answer.intent == "conflict"
    assert "2022年6月底" in answer.answer


def test_conflicts_on_two_attributes_are_both_told(assistant):
    answer = ask(assistant, "B2B数据运营证书是第几批、标准是哪年发布的，各份资料说法不一致，都是怎么说的？")
    assert answer.intent == "conflict"
    for claim in ("第二批", "第三批", "2020年1月", "2021年5月"):
        assert claim in answer.answer


def test_the_difference_of_two_rows_is_reckoned(assistant):
    answer = ask(assistant, "失业保险的技能提升补贴，三级比五级能多拿多少？")
    assert "1000元（2000－1000）" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "A校按B2B中级证书做数据分析的任务，哪一条要加强内容？",
        "以后想当跨境客服，中职标准里点名的职业类证书有哪几个？",
        "综合能力认证里，带过团队做多平台运营的算哪一档？",
    ],
)
def test_no_certificate_is_recommended_where_another_thing_is_asked(assistant, question):
    assert ask(assistant, question).intent != "role_to_certificate"
