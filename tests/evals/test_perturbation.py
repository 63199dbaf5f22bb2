"""Other writings of a question: changed, readable, and the same every time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from evals.perturbation import Variant, full_width, perturb, traditional, typos


def test_by_hand() -> None:
    assert full_width("B2B 证书?") == "Ｂ２Ｂ\u3000证书？"
    assert traditional("跨境电商证书的考试费") == "跨境電商證書的考試費"


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_full_width_forms_are_the_same_text_after_nfkc(text: str) -> None:
    assert unicodedata.normalize("NFKC", full_width(text)) == text


def test_typing_errors_are_few_and_sound_alike() -> None:
    question = "产业学院至少需要几名1+X认证讲师才可以申请？"
    written = typos(question)
    changed = [(a, b) for a, b in zip(question, written, strict=True) if a != b]
    assert 1 <= len(changed) <= 3
    for a, b in changed:
        assert pinyin(a, style=Style.TONE3) == pinyin(b, style=Style.TONE3)
    assert typos(question) == written


def test_typing_errors_in_latin_words_swap_two_letters() -> None:
    written = typos("certificates")
    assert written != "certificates"
    assert sorted(written) == sorted("certificates")


@pytest.mark.parametrize("text", ["", "2021", "B2B 1+X 3.2.1"])
def test_figures_codes_and_nothing_stay(text: str) -> None:
    assert typos(text) == text


@given(st.text(), st.sampled_from(Variant))
def test_any_text_can_be_written_otherwise(text: str, variant: Variant) -> None:
    assert perturb(text, variant) == perturb(text, variant)
    assert text != "" or perturb(text, variant) == ""
