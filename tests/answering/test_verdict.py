"""Yes or no stands first where the words of the evidence decide it, and nothing where they do not."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.types import Turn


@pytest.mark.parametrize(
    ("question", "opens_with"),
    [
        ("跨境电子商务师是个独立职业对吧", "不对"),
        ("做1+X试点院校需要和阿里签约揭牌吗", "不需要"),
        ("1+X试点院校能不能加辅导", "能"),
        ("产业学院需要签约揭牌吗", "需要"),
        ("Is cross-border e-commerce specialist an independent occupation?", "No"),
        ("高级证书工作领域有三个对吧", "不对"),
        ("1+X教材一共7本对吧", "对"),
        ("四川现有跨境电商专科点25个，这数据对不对？", "不对"),
        ("A校2015年开的跨境电商专业，对吗", "不对"),
        ("跨境电商运营专项能力要考理论吗", "不用"),
    ],
)
def test_what_the_source_denies_or_bears_out_is_said_first(
    assistant: Assistant, question: str, opens_with: str
) -> None:
    assert assistant.answer(Turn(question)).answer.removeprefix("- ").startswith(opens_with)


@pytest.mark.parametrize(
    "question",
    [
        "A校2020年成立的阿里巴巴数字贸易学院是全国第一家产业学院，宣传稿这么写没问题吧？",
        "海外社媒那三个任务，A校是在第五学期的营销策划课里教的，我没记错吧？",
        "表1里B2B那张是2021年的吧",
    ],
)
def test_one_figure_that_fits_bears_no_other_claim_out(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question)).answer.removeprefix("- ")
    assert not answer.startswith(("对：", "对，", "有：", "是：", "可以："))


@pytest.mark.parametrize(
    ("question", "opens_with"),
    [
        ("我们学校生师比现在22比1，合规吗", "超过了"),
        ("中职总学时我们排了2900，行不行", "不行"),
        ("我们中职选修课占8%可以不", "不可以"),
        ("产业学院我们有3个1+X讲师，够格不", "不够"),
        ("水平测试我考了118分，过了没", "不够"),
        ("学生实习5个月行吗", "行"),
    ],
)
def test_an_own_figure_is_held_against_the_rule_however_it_is_asked(
    assistant: Assistant, question: str, opens_with: str
) -> None:
    assert assistant.answer(Turn(question)).answer.removeprefix("- ").startswith(opens_with)


def test_a_period_is_no_figure_of_ones_own(assistant: Assistant) -> None:
    assert not assistant.answer(Turn("教师一年下企业20天够不够")).answer.startswith("够")


def test_what_is_in_preparation_is_not_said_to_be_open(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("跨境电商运营经理中级证书可以考了吗")).answer.removeprefix("- ")
    assert "筹建中" in answer
    assert not answer.startswith(("可以", "能", "是", "有"))


@pytest.mark.parametrize(
    ("question", "opens_with", "says"),
    [
        ("本科开跨境电商最多的是广东吧？我准备推荐学生往广东考本科", "不对", "山东（3）"),
        ("开跨境电商专科最多的是广东吧", "对", "广东（66）"),
        ("高级教材每本都是10章吧", "不对", "《海外客户的开发与管理》是11"),
        ("初级教材的建议学时都是32学时对吧", "对", "32学时"),
        ("名字里都带直播的那两张1+X，发证单位一样吗？", "不一样", "南京奥派"),
        ("跨境电商B2B数据运营和跨境电商B2C数据运营是同一年的吗", "不一样", "2020年"),
        ("职业技能等级证书可以换学分吗", "可以", "经职业学校认定"),
    ],
)
def test_the_rows_that_a_claim_is_about_decide_it(
    assistant: Assistant, question: str, opens_with: str, says: str
) -> None:
    answer = assistant.answer(Turn(question)).answer
    assert answer.removeprefix("- ").startswith(opens_with)
    assert says in answer


@pytest.mark.parametrize(
    "question",
    [
        # Which table is meant nothing says.
        "表1里的证书都是中级的吧",
        # Six rows begin with 1.
        "1.1的三条都是维持原状对吧",
        # Another certificate than the two is found as well.
        "直播电商和社交电商运营的评价组织一样吗",
        # Consent is asked for, no registration.
        "1+X高级的三本教材每本都是10章，排课就按这个来，可以吧？",
    ],
)
def test_without_certainty_there_is_no_verdict(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(Turn(question)).answer.removeprefix("- ")
    assert not answer.startswith(("对", "不对", "一样", "不一样", "可以", "不可以"))
