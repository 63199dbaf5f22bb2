import math

import pytest

from assistant.catalogue.cooperation import Standing, Verdict, assess, next_kind
from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.school_figures import Condition, Figures
from assistant.errors import FigureError
from assistant.settings import ROOT

ALL_WORDS = frozenset({Condition.DISCIPLINE, Condition.LONG_TERM_PLAN, Condition.TEACHING})
ENOUGH = Figures(
    lecturers=4,
    offline_courses=2,
    offline_course_hours=32,
    practice_hours=160,
    x_certificates_per_year=200,
    job_platform_percent=95,
    job_fairs=1,
    confirmed=ALL_WORDS,
)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(ROOT / "corpus" / "records")


def kinds(catalogue, **figures):
    return {a.kind.name: a for a in assess(Figures(**figures), catalogue)}


def finding(assessment, condition):
    return next(f for f in assessment.findings if f.condition is condition)


def test_exactly_what_the_industry_college_asks_for_is_met(catalogue):
    college = assess(ENOUGH, catalogue)[0]
    assert college.verdict is Verdict.MET
    assert not college.having(Standing.MISSING, Standing.UNKNOWN)


@pytest.mark.parametrize(
    ("field", "value", "gap"),
    [
        ("lecturers", 3, 1),
        ("offline_courses", 1, 1),
        ("offline_course_hours", 30, 2),
        ("practice_hours", 120, 40),
        ("job_platform_percent", 90, 5),
        ("job_fairs", 0, 1),
    ],
)
def test_one_figure_too_low_is_the_one_condition_missing(catalogue, field, value, gap):
    given = {name: getattr(ENOUGH, name) for name in (*ENOUGH.known, "confirmed")}
    college = kinds(catalogue, **{**given, field: value})["产业学院"]
    assert college.verdict is Verdict.NOT_MET
    (missing,) = college.having(Standing.MISSING)
    assert [(m.field, m.have, m.gap) for m in missing.options] == [(field, value, gap)]


def test_either_certificate_is_enough_and_both_must_fall_short_to_miss(catalogue):
    def standing(x, operator):
        college = kinds(catalogue, x_certificates_per_year=x, operator_certificates_per_year=operator)["产业学院"]
        return finding(college, Condition.CERTIFICATES)

    assert standing(200, None).standing is Standing.MET
    assert standing(0, 280).standing is Standing.MET
    # 150 people on one way says nothing of the other.
    assert standing(150, None).standing is Standing.UNKNOWN
    both = standing(150, 270)
    assert both.standing is Standing.MISSING
    assert [m.gap for m in both.options] == [50, 10]


def test_unknown_is_not_zero(catalogue):
    nothing = kinds(catalogue)
    assert {a.verdict for a in nothing.values()} == {Verdict.UNKNOWN}
    assert finding(nothing["产业学院"], Condition.LECTURERS).options[0].gap is None
    assert finding(kinds(catalogue, lecturers=0)["产业学院"], Condition.LECTURERS).options[0].gap == 4


def test_no_requirement_and_no_statement_are_told_apart(catalogue):
    found = kinds(catalogue, lecturers=0)
    assert finding(found["1+X试点院校"], Condition.LECTURERS).standing is Standing.NOT_REQUIRED
    assert finding(found["阿里认证合作院校"], Condition.LECTURERS).standing is Standing.UNSTATED
    assert finding(found["人才基地"], Condition.CERTIFICATES).standing is Standing.NOT_REQUIRED
    assert finding(found["人才基地"], Condition.OFFLINE_COURSES).standing is Standing.NOT_REQUIRED
    assert finding(found["人才基地"], Condition.PRACTICE).standing is Standing.UNSTATED


def test_a_condition_in_words_is_met_missed_or_open_as_the_school_says(catalogue):
    base = "人才基地"
    assert kinds(catalogue, lecturers=2)[base].verdict is Verdict.UNKNOWN
    assert kinds(catalogue, lecturers=2)[base].numbers_met
    told = frozenset({Condition.DISCIPLINE, Condition.TEACHING})
    assert kinds(catalogue, lecturers=2, confirmed=told)[base].verdict is Verdict.MET
    assert kinds(catalogue, lecturers=2, denied=told)[base].verdict is Verdict.NOT_MET


def test_the_next_kind_is_the_nearest_and_of_equals_the_less_demanding(catalogue):
    assert next_kind(assess(Figures(lecturers=1), catalogue)).kind.name == "人才基地"
    assert next_kind(assess(Figures(lecturers=3), catalogue)).kind.name == "产业学院"
    assert next_kind(assess(Figures(lecturers=4), catalogue)) is None


def test_every_finding_points_at_the_row_that_states_it(catalogue):
    for assessment in assess(ENOUGH, catalogue):
        for found in assessment.findings:
            assert found.place.document == "alibaba-talent-programme-2021"
            if found.options or found.stated:
                assert found.place.locator.startswith("第4.2节 表")


@pytest.mark.parametrize(
    "figures",
    [
        {"lecturers": -1},
        {"lecturers": 2.5},
        {"lecturers": 10**9},
        {"practice_hours": -0.1},
        {"practice_hours": 100_000},
        {"job_platform_percent": 101},
        {"offline_course_hours": math.inf},
        {"x_certificates_per_year": math.nan},
        {"job_fairs": True},
    ],
)
def test_impossible_numbers_are_refused_with_the_name_of_the_figure(figures):
    with pytest.raises(FigureError, match='「.+」.+".+"'):
        Figures(**figures)
