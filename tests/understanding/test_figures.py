import pytest

from assistant.catalogue.school_figures import Condition
from assistant.errors import FigureError
from assistant.understanding.figures import read_figures
from assistant.understanding.numbers import VAGUE, with_digits


def given(question):
    figures = read_figures(question)
    assert figures is not None, question
    return {name: getattr(figures, name) for name in figures.known}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "我们有3名1+X讲师、一年考150人,能做产业学院吗,还差什么?",
            {"lecturers": 3, "x_certificates_per_year": 150},
        ),
        (
            "我校有三名1+X认证讲师，每年1+X考证一百五十人，增设了两门线下课，每门32学时，想做产业学院还差什么",
            {"lecturers": 3, "x_certificates_per_year": 150, "offline_courses": 2, "offline_course_hours": 32},
        ),
        (
            "我们现在有4位认证讲师，学生人均项目实践160小时、操盘官每年300人，够产业学院的条件吗",
            {"lecturers": 4, "practice_hours": 160, "operator_certificates_per_year": 300},
        ),
        (
            "我们有10名老师，其中3名是1+X认证讲师，95%的取证学生进了求职平台，办过一场招聘会，能做产业学院吗",
            {"lecturers": 3, "job_platform_percent": 95, "job_fairs": 1},
        ),
        ("我們有兩名1+X講師，能做人才基地嗎", {"lecturers": 2}),
        (
            "We have 3 certified lecturers and 150 students take the 1+X certificate every year; can we become an "
            "industry college, and what is missing?",
            {"lecturers": 3, "x_certificates_per_year": 150},
        ),
        (
            "Our school has four 1+X certified lecturers, two offline courses of 32 hours each, 160 hours of project "
            "practice per student and two hundred and eighty operator certificates a year. Do we qualify as an "
            "industry college?",
            {
                "lecturers": 4,
                "offline_courses": 2,
                "offline_course_hours": 32,
                "practice_hours": 160,
                "operator_certificates_per_year": 280,
            },
        ),
    ],
)
def test_figures_are_read_as_they_are_said(question, figures):
    assert given(question) == figures


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("我们一名1+X讲师都没有，能做人才基地吗", "lecturers"),
        ("我们学校没有1+X讲师，可以做1+X试点院校吗", "lecturers"),
        ("我们有4名讲师，没有开过招聘会，能做产业学院吗", "job_fairs"),
    ],
)
def test_what_a_school_says_it_lacks_is_zero_and_not_unknown(question, field):
    assert given(question)[field] == 0


def test_what_is_not_a_figure_of_the_year_or_of_certified_lecturers_stays_unknown():
    assert given("我们累计考了500人1+X，有2名讲师，可以做产业学院吗") == {"lecturers": 2}
    assert given("我们有12名老师，一年考150人，能做产业学院吗") == {"x_certificates_per_year": 150}


def test_a_programme_that_the_school_runs_confirms_the_condition_in_words():
    figures = read_figures("我们有跨境电商专业，有2名1+X讲师，达到人才基地的要求了吗")
    assert figures.confirmed == {Condition.DISCIPLINE}
    assert read_figures("我们没有跨境电商专业，有2名1+X讲师，能做人才基地吗").denied == {Condition.DISCIPLINE}


@pytest.mark.parametrize(
    "question",
    [
        "产业学院至少要几名1+X认证讲师?",
        "我校准备申报产业学院，1+X认证讲师最少要几名？",
        "产业学院要求的两门线下课，人才基地也得开对吧，每门多少学时来着？",
        "我们要做产业学院，必须有4名讲师，对吗，能少吗",
        "我们有4名讲师，产业学院加盟要交多少保证金，能申请吗",
        "我们有十几名讲师，能做产业学院吗",
        "我们有3到4名讲师，能做产业学院吗",
        "产业学院和人才基地的讲师要求差几名",
        "产业学院一年要考的1+X人数，比没印标签那一行多多少人？",
        "How many certified lecturers must an industry college have?",
        "我们班有3名同学考了操盘官",
        "",
    ],
)
def test_fact_questions_and_vague_numbers_are_left_alone(question):
    assert read_figures(question) is None


def test_a_negative_number_is_refused_and_not_read_as_positive():
    for question in ("我校有-3名讲师，能做产业学院吗", "我校有负三名讲师，能做产业学院吗"):
        with pytest.raises(FigureError, match="-3"):
            read_figures(question)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("三十二", "32"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一百五十", "150"),
        ("两万三千", "23000"),
        ("1.5万人", "15000人"),
        ("二〇二五年", "2025年"),
        ("百分之九十五", "95%"),
        ("九成五以上", "95%以上"),
        ("1,200人", "1200人"),
        ("几十名", f"{VAGUE}名"),
        ("三四名", f"{VAGUE}名"),
        ("3-4名", f"{VAGUE}名"),
        ("3、4名", f"{VAGUE}名"),
        ("300人、95%的学生", "300人、95%的学生"),
        ("twenty-five", "25"),
        ("a hundred and fifty", "150"),
        ("a thousand and five", "1005"),
    ],
)
def test_number_words_become_digits(words, digits):
    assert with_digits(words) == digits
