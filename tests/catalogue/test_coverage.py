import re
from dataclasses import replace

import pytest

from assistant.catalogue.coverage import CACHE_NAME, CoverageEstimator, CoverageStatus, EvidenceKind
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.shared_words import shared_words
from assistant.catalogue.taught import MAX_COURSES, TaughtCourse
from assistant.corpus.check import located_texts
from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.errors import CourseListError, NoRequirementsError
from assistant.pack.schema import Kind
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(ROOT / "corpus" / "records")


@pytest.fixture(scope="module")
def estimator(catalogue, embedder):
    return CoverageEstimator(catalogue, embedder, cache=ROOT / "corpus" / CACHE_NAME)


def courses(*names):
    return [TaughtCourse(n) for n in names]


def statuses(coverage):
    return {r.requirement.text("code"): r.status for r in coverage.requirements}


def test_the_recorded_courses_are_judged_by_their_record(catalogue, estimator):
    school = [c.name for c in catalogue.all(Kind.COURSE) if c.text("programme") == "school-a"]
    coverage = estimator.cover(courses(*school))
    assert set(coverage.recorded) == set(school)
    for item in coverage.requirements:
        assert {e.course.name for e in item.evidence} == set(item.requirement.texts("courses"))
        assert {e.kind for e in item.evidence} == {EvidenceKind.RECORDED}
        strengthen = item.requirement.text("method") == "内容强化"
        assert item.status is (CoverageStatus.PARTLY if strengthen else CoverageStatus.COVERED)


def test_evidence_by_record_brings_semester_and_method(estimator):
    item = next(r for r in estimator.cover(courses("国际单证")).requirements if r.requirement.text("code") == "2.3.1")
    assert (item.evidence[0].semester, item.evidence[0].method) == ("第三学期", "维持原状")


@pytest.mark.parametrize("name", ["國際單證", "《国际单证》", " 国际单证 ", "International documents"])
def test_a_recorded_course_is_known_by_other_spellings(estimator, name):
    coverage = estimator.cover(courses(name))
    assert coverage.recorded == (name.strip(),)
    assert {r.requirement.text("task_code") for r in coverage.requirements if r.status is CoverageStatus.COVERED} == {
        "2.3"
    }


def test_an_unknown_course_is_estimated_with_the_words_that_match(estimator):
    coverage = estimator.cover(courses("国际物流"))
    item = next(r for r in coverage.requirements if r.requirement.text("code") == "2.3.3")
    assert item.status is CoverageStatus.COVERED
    assert item.evidence[0].kind is EvidenceKind.ESTIMATED
    assert 0.5 < item.evidence[0].score < 1
    assert item.evidence[0].words == ("国际物流",)
    assert not coverage.recorded
    assert statuses(coverage)["3.2.2"] is CoverageStatus.MISSING


def test_a_description_says_what_the_name_does_not(estimator):
    bare = estimator.cover(courses("专业选修课B"))
    told = estimator.cover([TaughtCourse("专业选修课B", "海外社媒付费广告的投放、数据报表解读与投资回报率计算")])
    assert statuses(bare)["3.2.3"] is CoverageStatus.MISSING
    assert statuses(told)["3.2.3"] is not CoverageStatus.MISSING
    assert statuses(told)["2.3.1"] is CoverageStatus.MISSING


def test_a_recorded_course_with_a_description_may_cover_more(estimator):
    told = estimator.cover([TaughtCourse("国际单证", "报价核算、报价单制作与外贸合同签订")])
    item = next(r for r in told.requirements if r.requirement.text("code") == "2.2.1")
    assert item.evidence
    assert item.evidence[0].kind is EvidenceKind.ESTIMATED


def test_general_education_covers_nothing(estimator):
    coverage = estimator.cover(courses("语文", "高等数学", "体育与健康", "历史", "军事理论"))
    assert set(statuses(coverage).values()) == {CoverageStatus.MISSING}


def test_a_name_that_names_the_trade_alone_never_covers_by_estimate(estimator):
    coverage = estimator.cover(courses("跨境电商概论"))
    assert all(r.status is not CoverageStatus.COVERED for r in coverage.requirements)


def test_the_estimate_does_not_see_the_alignments_of_the_table(catalogue, embedder):
    def without_table(requirement: Record) -> Record:
        return requirement.having(courses=("高等数学",), semesters=("第一学期",), method="维持原状")

    without = tuple(map(without_table, catalogue.all(Kind.REQUIREMENT)))
    changed = replace(catalogue, records={**catalogue.records, Kind.REQUIREMENT: without})
    taught = courses("国际物流", "客户关系管理", "跨境物流实务")

    def scores(records: Catalogue) -> list[list[tuple[str, float]]]:
        coverage = CoverageEstimator(records, embedder, cache=ROOT / "corpus" / CACHE_NAME).cover(taught)
        return [[(e.course.name, e.score) for e in r.evidence] for r in coverage.requirements]

    assert scores(changed) == scores(catalogue)
    assert any(scores(catalogue))


def test_every_piece_of_evidence_stands_where_it_says(estimator):
    documents = load_corpus(ROOT / "corpus" / "documents")
    texts = {d.id: located_texts(d, split_document(d)) for d in documents}
    coverage = estimator.cover(courses("跨境物流实务", "国际单证", "供应链管理实务"))
    places = [p for r in coverage.requirements for p in (r.place, *(q for e in r.evidence for q in e.places))]
    assert {p.document for p in places} >= {"school-a-1x-paper", "teaching-standard-730702"}
    assert [p for p in places if p.locator not in texts[p.document]] == []


def test_shipped_vectors_give_what_the_model_gives(catalogue, embedder, estimator):
    taught = courses("国际物流", "社群营销")
    computed = CoverageEstimator(catalogue, embedder).cover(taught)
    for a, b in zip(computed.requirements, estimator.cover(taught).requirements, strict=True):
        assert [e.score for e in a.evidence] == pytest.approx([e.score for e in b.evidence], abs=0.02)


@pytest.mark.parametrize(
    ("taught", "words"),
    [
        ([], ["空", "empty"]),
        (courses("跨境电商实务", "  "), ["第 2 门", "Course 2"]),
        (courses(*map(str, range(MAX_COURSES + 1))), [str(MAX_COURSES + 1), "At most"]),
    ],
)
def test_a_list_that_cannot_be_judged_is_refused_in_both_languages(estimator, taught, words):
    with pytest.raises(CourseListError) as error:
        estimator.cover(taught)
    assert all(w in str(error.value) for w in words)


def test_a_certificate_without_requirements_on_record_is_named(catalogue, embedder):
    with pytest.raises(NoRequirementsError) as error:
        CoverageEstimator(catalogue, embedder, "cert-live-commerce")
    assert "直播电商" in str(error.value)
    assert "跨境电商B2B数据运营" in str(error.value)


def test_the_same_course_twice_counts_once(estimator):
    assert estimator.cover(courses("国际物流", "國際物流")).courses == (TaughtCourse("国际物流"),)


def test_shared_words_end_where_words_end():
    field = ["店铺营销", "店铺建设", "店铺运营", "店铺运维"]
    assert shared_words("跨境店铺运维", "跨境电商平台店铺运营", field, re.compile("跨境电商|跨境")) == ("店铺",)
    assert shared_words("搜索引擎营销SEM", "平台内搜索引擎推广SEM计划") == ("搜索引擎", "sem")
    assert shared_words("高等数学", "解读付费广告数据报表") == ()
