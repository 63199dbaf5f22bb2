import pytest

from assistant.types import Message
from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.subjects import pointed_at

LEXICON = Lexicon([(Entity(EntityKind.CERTIFICATE, n, n), []) for n in ("直播电商", "社交电商运营", "海外营销")])
HISTORY = (
    Message("user", "想做直播带货考啥证"),
    Message("assistant", "直播电商比较对口。[1]"),
    Message("user", "那社交的呢"),
    Message("assistant", "社交电商运营面向产品运营、平台运营。[1]"),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("第一个是哪家来着", "直播电商证书是哪家来着"),
        ("另外这俩还能报名吗", "另外直播电商证书、社交电商运营证书还能报名吗"),
        ("那两张有什么区别", "直播电商证书、社交电商运营证书有什么区别"),
    ],
)
def test_what_came_up_one_by_one_is_called_by_its_name(question, expected):
    assert pointed_at(question, HISTORY, LEXICON) == (expected, True)


def test_a_place_in_a_list_is_counted_within_the_list():
    history = (Message("user", "有哪些证"), Message("assistant", "有社交电商运营、直播电商、海外营销。"))
    assert pointed_at("第一个考什么", history, LEXICON)[0] == "社交电商运营考什么"


@pytest.mark.parametrize("question", ["第三个呢", "第一学期学什么", "这三家里哪个合适"])
def test_nothing_is_named_where_too_few_things_came_up(question):
    assert pointed_at(question, HISTORY, LEXICON) == (question, False)


LISTED = (
    Message("user", "有哪些证"),
    Message("assistant", "- 表里有3张：社交电商运营、直播电商、海外营销。[1]\n- 直播电商由甲公司评价。[2]"),
)
BULLETS = (
    Message("user", "做运营考什么"),
    Message("assistant", "- 最贴近的是「社交电商运营」（中级）。[1]\n- 也可以考虑「海外营销」（初级）。[2]"),
)
TABLE = (
    Message("user", "各张收费列个表"),
    Message("assistant", "| 证书 | 费用 |\n| --- | --- |\n| 海外营销 | 90元 |\n| 直播电商 | 80元 |\n\n[1][2]"),
)


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (LISTED, "最后那个要多少钱", "海外营销要多少钱"),
        (LISTED, "第二个是哪家的", "直播电商是哪家的"),
        (BULLETS, "第二个要多少钱", "海外营销要多少钱"),
        (BULLETS, "初级的那张要多少钱", "海外营销初级要多少钱"),
        (LISTED, "社交的那个要多少钱", "社交电商运营要多少钱"),
        (TABLE, "第一个是哪家的", "海外营销是哪家的"),
        (TABLE, "红色的那张要多少钱", "红色的那张要多少钱"),
    ],
)
def test_a_place_or_a_word_takes_the_thing_that_the_answer_has_there(history, question, expected):
    assert pointed_at(question, history, LEXICON)[0].replace("证书", "") == expected


def test_who_goes_on_counting_counts_in_the_same_list():
    history = (
        *LISTED,
        Message("user", "第二个是哪家的"),
        Message("assistant", "直播电商由甲公司评价，社交电商运营由乙公司评价。"),
    )
    assert pointed_at("最后一个贵吗", history, LEXICON)[0] == "海外营销证书贵吗"


def test_a_number_takes_what_was_spoken_of_before_what_stood_beside_it():
    history = (*LISTED, Message("user", "那海外营销呢"), Message("assistant", "海外营销面向运营。"))
    assert pointed_at("这三张都贵吗", history, LEXICON)[0] == "社交电商运营、直播电商、海外营销都贵吗"
    assert pointed_at("这俩都贵吗", history, LEXICON)[0] == "社交电商运营证书、海外营销证书都贵吗"
