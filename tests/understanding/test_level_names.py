"""Levels by their place get the name that their scheme gives them."""

from pathlib import Path

import pytest

from assistant.pack.lexicon import load_lexicon
from assistant.understanding.level_names import with_level_names

SCHEMES = load_lexicon(Path("corpus")).level_schemes


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("1+X最低那一级考哪些内容", "1+X初级考哪些内容"),
        ("B2B数据运营最高一级有几本教材", "B2B数据运营高级有几本教材"),
        ("阿里人才库里最高那一层要几年经验", "阿里人才库里精英要几年经验"),
        ("work areas of the lowest level of the 1+X certificate", "work areas of 初级 of the 1+X certificate"),
    ],
)
def test_a_place_becomes_a_name(question, expected):
    assert with_level_names(question, SCHEMES) == expected


@pytest.mark.parametrize("question", ["电子商务师最低那一级怎么申请", "最高级别的合作要几名讲师", "1+X最低要考多少人"])
def test_without_a_scheme_of_three_levels_nothing_changes(question):
    assert with_level_names(question, SCHEMES) == question


def test_a_pack_without_schemes_leaves_levels_as_they_are_called():
    assert with_level_names("1+X最低那一级考哪些内容", ()) == "1+X最低那一级考哪些内容"
