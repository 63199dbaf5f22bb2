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
