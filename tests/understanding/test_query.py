from datetime import date

import pytest

from assistant.errors import QuestionError
from assistant.types import Language, Turn
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.language import detect_language
from assistant.understanding.query import MAX_QUESTION_CHARS, clean_question, understand
from assistant.understanding.spelling import Speller


@pytest.mark.parametrize(
    "raw", ["", "   ", "？？！", "\x00\x01\x02\x03\x04\x05abc", "\ufffd" * 30 + "abc", "问" * (MAX_QUESTION_CHARS + 1)]
)
def test_what_cannot_be_read_is_refused_with_a_reason(raw):
    with pytest.raises(QuestionError, match="[。.]"):
        clean_question(raw)


def test_control_and_invisible_characters_are_taken_out():
    assert clean_question("产业\u200b学院\x07 要几名\n讲师?") == "产业 学院 要几名 讲师?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("产业学院要几名讲师？", Language.ZH),
        ("How many lecturers does an industry college need?", Language.EN),
        ("What does 产业学院 mean?", Language.EN),
        ("1+X 高级 工作领域", Language.ZH),
        ("RFQ和SEO是什么", Language.ZH),
    ],
)
def test_language(text, language):
    assert detect_language(text) is language


def test_names_are_found_in_any_script_and_width():
    query = understand(Turn("廣東有幾個專科？"), Lexicon(), Speller({}))
    assert query.ids(EntityKind.PROVINCE) == ("广东",)
    assert Lexicon().find("１．２．３ 是什么")[0].kind is EntityKind.CODE


def test_today_is_the_default_day():
    assert understand(Turn("现在还能报1+X吗"), Lexicon(), Speller({})).as_of == date.today()
    assert understand(Turn("现在呢", as_of=date(2022, 1, 1)), Lexicon(), Speller({})).as_of == date(2022, 1, 1)


CORPUS_TERMS = {
    "跨境": 50,
    "境电": 50,
    "电商": 60,
    "数据": 30,
    "据运": 20,
    "运营": 40,
    "锻炼": 5,
    "企业": 30,
    "的课": 9,
    "理学": 4,
    "里面": 3,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("夸境电商", "跨境电商"),
        ("数剧运营", "数据运营"),
        ("企业煅炼", "企业锻炼"),
        ("课里学", "课里学"),
        ("跨境电商", "跨境电商"),
    ],
)
def test_homophones_are_mended_and_good_words_left(typed, meant):
    assert Speller(CORPUS_TERMS).correct(typed) == meant


def test_a_latin_word_one_letter_off_is_mended():
    assert "certif" in Speller({"certif": 9, "lectur": 4}).correct("certificte")


def test_a_word_of_the_language_is_no_typing_error(embedder):
    speller = Speller({"charg": 9, "certif": 9}, is_word=embedder.is_word)
    assert speller.correct("What changed?") == "What changed?"
    assert "certif" in speller.correct("certificte")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("產業學院要幾名１＋Ｘ認證講師？", "产业学院要几名1+X认证讲师？"),
        ("Ｗｈｏ　ｉｓｓｕｅｓ　ｉｔ．", "Who issues it."),
    ],
)
def test_traditional_script_and_full_width_letters_are_read_as_the_common_writing(written, meant):
    assert clean_question(written) == meant
