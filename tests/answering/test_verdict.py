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
