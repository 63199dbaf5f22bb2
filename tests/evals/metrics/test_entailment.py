"""What counts as carried by a quote, case by case."""

import pytest

from evals.metrics.entailment import coverage, entails

ROW = "产业学院 | 教学资源 | 增设2门线下跨境电商B2B专业课，每门32学时"


@pytest.mark.parametrize(
    ("premise", "statement", "carried"),
    [
        (ROW, "产业学院增设2门线下专业课，每门32学时。", True),
        # A figure counts whole: 3 is not in 32, and 2 门 is not 12 门.
        (ROW, "产业学院增设3门线下专业课，每门32学时。", False),
        ("增设12门线下课", "增设2门线下课", False),
        ("占总学时50%以上", "占总学时50%以上", True),
        ("占总学时50学时以上", "占总学时50%以上", False),
        # Numerals in words are the same figure, in either language.
        ("增设两门线下专业课", "增设2门线下专业课", True),
        ("十二个模块的课程", "12个模块的课程", True),
        ("It has three work areas", "It has 3 work areas", True),
        ("不少于3,000学时", "不少于3000学时", True),
        # A name must stand in the quote, with every part of a list of them.
        ("网络直播运营证书由中广协评价", "「网络直播运营」证书由中广协评价", True),
        ("网络直播运营证书由中广协评价", "「社交电商运营」证书由中广协评价", False),
        ("面向运营专员等岗位", "面向「运营专员、推广专员」等岗位", False),
        (ROW, "产业学院增设2门线下跨境电商RCEP专业课", False),
        # Words: most of the content must be there.
        ("修业年限是三年", "考试费用由学校承担并在报名时交纳", False),
        ("The basic length of schooling is three years", "The basic length of schooling is 3 years.", True),
        ("The basic length of schooling is three years", "Lecturers must pass an examination.", False),
    ],
)
def test_entails(premise: str, statement: str, carried: bool) -> None:
    assert entails(premise, statement) is carried


def test_words_of_the_person_need_no_source_but_figures_do() -> None:
    premise = "该证书面向跨境平台运营岗位"
    statement = "该证书面向跨境平台运营岗位，对应您说的「跨境店长」"
    assert not entails(premise, statement)
    assert entails(premise, statement, said="我想当跨境店长")
    assert not entails("A校开设跨境电商专业", "A校2015年开设跨境电商专业", said="A校2015年开设跨境电商专业，对吗？")


def test_coverage_by_hand() -> None:
    # 证书 书有 有效 of the statement, 证书 有效 of the premise.
    assert coverage("证书，有效", "证书有效") == pytest.approx(2 / 3)
    assert coverage("x", "。") == 1
