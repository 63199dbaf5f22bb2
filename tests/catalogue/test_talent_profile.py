import pytest

from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.talent_profile import by_group, find_element, find_level, profile
from assistant.errors import UnknownElementError, UnknownTalentLevelError
from assistant.pack.schema import Kind
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(ROOT / "corpus" / "records")


def names(elements):
    return [e.name for e in elements]


def test_the_elements_of_each_level_are_as_many_as_the_source_says(catalogue):
    for level in catalogue.all(Kind.TALENT_LEVEL):
        assert len(profile([], level.name, catalogue).missing) == level.number("elements")


def test_held_and_missing_make_up_the_level(catalogue):
    found = profile(["修图", "写文案", "直播", "选品"], "成熟", catalogue)
    assert names(found.held) == ["图片拍摄和编辑", "文案撰写", "直播营销"]
    assert len(found.missing) == 16
    # 类目选品 is asked of the elite only.
    assert names(found.beyond) == ["类目选品"]
    assert "类目选品" not in names(found.next_missing)
    assert len(found.next_missing) == 21


def test_what_a_level_adds_to_one_that_is_complete(catalogue):
    novice = names(e for e in catalogue.all(Kind.SKILL_ELEMENT) if "新手" in e.texts("held_by"))
    found = profile(novice, "新手", catalogue)
    assert found.missing == ()
    assert names(found.next_missing) == ["多平台运营", "全球市场分析", "多平台活动策划", "推广数据优化", "新老客户运营"]
    everything = profile(names(catalogue.all(Kind.SKILL_ELEMENT)), "精英", catalogue)
    assert (everything.missing, everything.next_level, everything.next_missing) == ((), None, ())


@pytest.mark.parametrize("name", ["成熟", "进阶", "进阶级", "成熟级", "Mature", " 成熟 "])
def test_the_middle_level_is_found_under_both_its_names(catalogue, name):
    assert find_level(name, catalogue).name == "成熟"


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("图片拍摄和编辑", "图片拍摄和编辑"),
        ("图片编辑", "图片拍摄和编辑"),
        ("直播營銷", "直播营销"),
        ("直播营消", "直播营销"),
        ("Live stream marketing", "直播营销"),
        ("copy writing", "文案撰写"),
        ("数据分析", "数据解读和诊断"),
        ("商品数据分析", "商品分析"),
        ("询盘", "客户询盘转化"),
    ],
)
def test_elements_are_found_by_name_alias_and_likeness(catalogue, name, element):
    assert find_element(name, catalogue).name == element


def test_an_unknown_element_is_refused_with_all_that_exist(catalogue):
    with pytest.raises(UnknownElementError) as error:
        profile(["做饭"], "成熟", catalogue)
    assert all(e.name in str(error.value) and e.name_en in str(error.value) for e in catalogue.all(Kind.SKILL_ELEMENT))


def test_a_name_that_fits_two_elements_is_asked_back_with_those_two(catalogue):
    with pytest.raises(UnknownElementError, match="推广数据优化、商品数据优化；") as error:
        find_element("数据优化", catalogue)
    assert "平面设计" not in str(error.value)


def test_an_unknown_level_is_refused_with_the_levels(catalogue):
    with pytest.raises(UnknownTalentLevelError, match="新手、成熟（进阶）、精英.+Novice, Mature, Elite"):
        profile([], "大师", catalogue)
    with pytest.raises(UnknownTalentLevelError):
        find_level("", catalogue)


def test_groups_keep_every_element_once(catalogue):
    elements = catalogue.all(Kind.SKILL_ELEMENT)
    groups = by_group(elements)
    assert list(groups) == ["建店铺", "选商品", "会营销", "悉数据", "懂客户", "强素质"]
    assert [e for g in groups.values() for e in g] == list(elements)
