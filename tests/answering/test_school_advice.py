"""Which certificate to pilot first: reasons with their sources, the path, and what has changed since."""

from datetime import date

import pytest

from assistant.answering.advice import advise_choice, advise_cooperation, advise_profile
from assistant.answering.places import Places
from assistant.answering.verification import is_valid, number_citations, unsupported_figures, with_marks
from assistant.catalogue.school_choice import SchoolSituation
from assistant.catalogue.school_figures import Figures
from assistant.errors import UnknownElementError
from assistant.types import Language, Status

SCHOOL = SchoolSituation(
    region="武汉",
    industries=("跨境电商",),
    platforms=("阿里巴巴国际站", "速卖通", "Shopee"),
    programme="跨境电商",
    posts=("跨境电商运营",),
)


@pytest.fixture(scope="module")
def places(assistant):
    return Places(assistant.generation)


@pytest.fixture(scope="module")
def advice(assistant, places):
    def give(situation, language=Language.ZH, day=date(2026, 1, 1)):
        draft = advise_choice(situation, assistant.catalogue, places, language, day)
        assert not [s.text for s in draft.statements if unsupported_figures(s)]
        cited = [c for s in draft.statements for c in s.citations]
        assert all(is_valid(c, assistant.generation.documents) for c in cited)
        return draft, with_marks(number_citations(draft, assistant.generation.documents)[0])

    return give


def test_the_first_certificate_has_each_of_its_reasons_with_a_source(advice):
    draft, text = advice(SCHOOL)
    assert text.startswith("- 建议先试点「跨境电商B2B数据运营」（中级）")
    assert "您的实训平台是阿里巴巴国际站，A校跨境电商专业与数字贸易学院合作，对接阿里巴巴国际站。" in text
    assert "5177元，高出1544元" in text
    assert "也可以考虑「跨境电商B2C数据运营」" in text
    bare = [s.text for s in draft.statements if not s.citations]
    assert bare == ["资料没有说到这些对应哪张证书，没有计入：Shopee。"]


def test_the_path_is_told_as_what_the_school_of_the_paper_did(advice):
    _, text = advice(SCHOOL)
    first, second, third = (text.index(word) for word in ("第一步（前提）", "第二步（保障）", "第三步（关键）"))
    assert first < second < third
    assert "选派6位专任教师" in text[second:third]


def test_the_same_in_english(advice):
    _, text = advice(SCHOOL, Language.EN)
    assert text.startswith("- Pilot Cross-border e-commerce B2B data operation")
    assert "demand for cross-border operation talent grew 190.9%" in text
    assert "\n\nThe sources name no certificate for these, so they did not count: Shopee.\n" in text


def test_certificates_that_nothing_tells_apart_stand_side_by_side(advice):
    _, text = advice(SchoolSituation(industries=("直播",)))
    assert "先试点「直播电商」" in text
    assert "先试点「网络直播运营（短视频数字化）」" in text


def test_what_no_source_speaks_of_is_asked_back(advice):
    draft, text = advice(SchoolSituation(region="成都", industries=("汽车制造",)))
    assert draft.status is Status.CLARIFY
    assert "汽车制造、成都" in text
    assert "速卖通" in text


def test_the_change_of_2025_is_told_from_its_day_on(advice, assistant, places):
    draft, _ = advice(SCHOOL)
    assert any("154" in n.text and n.citations for n in draft.notices)
    before, _ = advice(SCHOOL, day=date(2022, 6, 1))
    assert before.notices == ()
    cooperation = advise_cooperation(
        Figures(lecturers=4), (), assistant.catalogue, places, Language.EN, date(2026, 1, 1)
    )
    assert [n for n in cooperation.notices if "154" in n.text]


def test_a_form_that_names_an_unknown_element_gets_the_error(assistant, places):
    with pytest.raises(UnknownElementError):
        advise_profile(["做饭"], "成熟", assistant.catalogue, places, Language.ZH)
    draft = advise_profile(["文案"], "进阶", assistant.catalogue, places, Language.ZH)
    assert "您已有1项" in draft.statements[0].text
