import pytest

from assistant.errors import PackError
from assistant.pack.lexicon import FILE_NAME, load_lexicon
from assistant.types import Message, Turn
from assistant.understanding.spellings import Spellings

SPELLINGS = Spellings(
    {"1+X": ["1加x", "1 + X"], "B2B": ["B to B"], "电子商务师": ["电商师"], "双师型": ["双师"], "2026年": ["26年"]},
    {"报考费用是多少": ["多少钱"]},
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1加X和1 + x是一个东西吗", "1+X和1+X是一个东西吗"),
        ("B to B数据运营", "B2B数据运营"),
        ("电商师三级", "电子商务师三级"),
        ("双师型教师", "双师型教师"),
        ("双师教师", "双师型教师"),
        ("26年还能报吗", "2026年还能报吗"),
        ("2026年还能报吗", "2026年还能报吗"),
        ("a rob to bake", "a rob to bake"),
    ],
)
def test_a_name_is_spelled_as_the_sources_spell_it(written, canonical):
    assert SPELLINGS.spell(written) == canonical


def test_a_few_words_are_a_question_only_where_something_was_spoken_of():
    before = (Message("user", "电商师是什么"), Message("assistant", "电商师……"))
    assert SPELLINGS.turn(Turn("那多少钱？", before)).question == "报考费用是多少"
    assert SPELLINGS.turn(Turn("多少钱")).question == "多少钱"


def test_replies_stay_as_they_were_given():
    before = (Message("user", "电商师是什么"), Message("assistant", "电商师……"))
    assert [m.content for m in SPELLINGS.turn(Turn("?", before)).history] == ["电子商务师是什么", "电商师……"]


def test_a_pack_without_a_lexicon_has_no_spellings(tmp_path):
    assert Spellings(load_lexicon(tmp_path).spellings).spell("1加X") == "1加X"


def test_a_malformed_lexicon_is_named(tmp_path):
    (tmp_path / FILE_NAME).write_text("spelling: 1", encoding="utf-8")
    with pytest.raises(PackError, match=FILE_NAME):
        load_lexicon(tmp_path)
