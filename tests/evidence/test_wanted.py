"""A figure answers only who asks for an amount of that; a kind of thing that nothing names is not told."""

import pytest

from assistant.evidence.wanted import amounts_wanted, kinds_wanted, names_kind


@pytest.mark.parametrize(
    ("question", "stated", "other"),
    [
        ("B公司给A校派了几名企业导师？", "B公司派了3名企业导师。", "2017年A校与B公司开始合作，共建4间实训室。"),
        ("补贴审核完要公示几天", "公示期为5个工作日，即5天。", "条件是累计缴费满36人次。"),
        ("那本书多少钱一本", "每本定价48元。", "全书共12章，建议学时32。"),
        ("课程一共几学分", "学分 4", "学时 48"),
        ("这门课要学多久", "学习周期为2周。", "这门课有12节。"),
        ("How many sub accounts were closed?", "Last year 6 sub accounts were closed.", "Teams have 3 students."),
    ],
)
def test_an_amount_is_stated_by_a_figure_of_its_kind(question: str, stated: str, other: str) -> None:
    amounts = amounts_wanted(question)
    assert amounts
    assert all(a.is_stated([stated]) for a in amounts)
    assert not any(a.is_stated([other]) for a in amounts)


@pytest.mark.parametrize("question", ["哪几门课是核心课", "比去年涨了多少", "这几乎不可能吧", "综合实训放在大几"])
def test_what_any_figure_or_none_may_answer_asks_for_no_amount(question: str) -> None:
    assert amounts_wanted(question) == ()


def test_figures_of_the_question_itself_are_not_asked_for() -> None:
    assert amounts_wanted("183个考点里湖北有7个，对吗") == ()


@pytest.mark.parametrize(
    ("question", "named", "other"),
    [
        ("第三模块是哪位老师讲的", "主讲老师为校外专家。", "第三模块共8节。"),
        ("条码设备要什么牌子", "推荐的牌子有三种。", "实训室有条码设备。"),
        ("Which city hosted the cup?", "the cup was held in the city of rizhao", "teams won the third prize"),
    ],
)
def test_a_kind_of_thing_is_named_or_not(question: str, named: str, other: str) -> None:
    kinds = kinds_wanted(question)
    assert kinds
    assert all(names_kind(k, named) for k in kinds)
    assert not any(names_kind(k, other) for k in kinds)
