import pytest

from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.model import ChoicePrinciple, ChoiceTest
from assistant.catalogue.school_choice import SchoolSituation, choose
from assistant.errors import SituationError
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(ROOT / "corpus" / "records")


def chosen(catalogue, **situation):
    return choose(SchoolSituation(**situation), catalogue)


def first(catalogue, **situation):
    return chosen(catalogue, **situation).choices[0].certificate.name


def test_the_school_of_the_paper_gets_the_certificate_that_it_chose(catalogue):
    found = chosen(
        catalogue,
        region="武汉",
        industries=("跨境电商",),
        platforms=("阿里巴巴国际站", "速卖通", "Shopee"),
        programme="跨境电商",
        posts=("跨境电商运营",),
    )
    assert [c.certificate.name for c in found.choices[:2]] == ["跨境电商B2B数据运营", "跨境电商B2C数据运营"]
    best = {r.principle.test for r in found.choices[0].reasons}
    assert best == {ChoiceTest(p.test) for p in catalogue.all(ChoicePrinciple)}
    # The paper names Shopee, but no certificate with it.
    assert found.unmatched == ("Shopee",)


@pytest.mark.parametrize(
    ("situation", "certificate"),
    [
        ({"platforms": ("速卖通",), "region": "日照", "programme": "跨境电商"}, "跨境电商B2C数据运营"),
        ({"platforms": ("Alibaba.com",)}, "跨境电商B2B数据运营"),
        ({"region": "武汉", "industries": ("跨境电商",), "posts": ("直播带货",)}, "直播电商"),
        ({"platforms": ("独立站",), "posts": ("海外社交媒体广告投放",)}, "跨境电商海外营销"),
        ({"posts": ("售后服务",)}, "电子商务客户服务"),
    ],
)
def test_what_a_school_wants_and_has_decides_before_the_merits_of_a_certificate(catalogue, situation, certificate):
    assert first(catalogue, **situation) == certificate


def test_merits_decide_between_certificates_that_fit_alike(catalogue):
    best, second, *_ = chosen(catalogue, industries=("外贸",)).choices
    assert best.certificate.name == "跨境电商B2B数据运营"
    assert best.rank[:2] == second.rank[:2]
    assert best.rank[2] > second.rank[2]


def test_more_posts_outweigh_one(catalogue):
    posts = ("售后服务", "海外搜索广告投放", "独立站选品")
    assert first(catalogue, posts=posts) == "跨境电商海外营销"


def test_what_no_source_speaks_of_is_told_and_gives_no_certificate(catalogue):
    found = chosen(catalogue, region="成都", industries=("汽车制造",))
    assert found.choices == ()
    assert found.unmatched == ("汽车制造", "成都")


def test_every_reason_has_the_place_of_its_evidence(catalogue):
    found = chosen(catalogue, region="湖北", platforms=("国际站",), posts=("跨境电商运营",))
    for choice in found.choices:
        assert all(r.place.locator and r.stated for r in choice.reasons)
    stated = {r.stated for r in found.choices[0].reasons}
    assert {"跨境电商产业位列其中", "跨境电商运营人才需求同比猛增190.9%"} <= stated


def test_the_path_has_three_steps_in_the_order_of_the_paper(catalogue):
    steps = chosen(catalogue, posts=("售后服务",)).steps
    assert list(dict.fromkeys((s.step, s.role) for s in steps)) == [
        ("修订人才培养方案", "前提"),
        ("教师队伍建设", "保障"),
        ("落实书证融通", "关键"),
    ]


def test_a_school_that_gives_nothing_is_asked_for_something():
    with pytest.raises(SituationError, match="地区.+region"):
        SchoolSituation(region=" ", posts=("",))
