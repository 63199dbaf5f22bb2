"""Quantities are read as they are meant, any text is read without an exception, and what is shown is read back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.asked import read_figures
from assistant.evidence.measured import names, read
from assistant.evidence.measures import Bound
from assistant.evidence.operations import Operation, left_out, operations
from assistant.evidence.quantities import plain, read_quantities, shown, unit_of


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("160个学生", Fraction(160), "", Bound.EXACT),
        ("不少于三千学时", Fraction(3000), "学时", Bound.AT_LEAST),
        ("一般占总学时的1/3", Fraction(1, 3), "%", Bound.ABOUT),
        ("才三成学生", Fraction(3, 10), "%", Bound.EXACT),
        ("占了一半学时", Fraction(1, 2), "%", Bound.EXACT),
        ("百分之九十五的学员", Fraction(95, 100), "%", Bound.EXACT),
        ("不高于20∶1", Fraction(20), ":", Bound.AT_MOST),
        ("拿了两年了", Fraction(24), "月", Bound.EXACT),
        ("干了一年半", Fraction(18), "月", Bound.EXACT),
        ("90%左右", Fraction(9, 10), "%", Bound.ABOUT),
        ("2.3万亿元", Fraction(2_300_000_000_000), "元", Bound.EXACT),
        ("a hundred and fifty students", Fraction(150), "", Bound.EXACT),
        ("no more than 90 min", Fraction(90), "小时", Bound.AT_MOST),
        ("$395", Fraction(395), "$", Bound.EXACT),
    ],
)
def test_a_quantity_is_read_with_unit_and_bound(text: str, value: Fraction, unit: str, bound: Bound) -> None:
    (found,) = read_quantities(plain(text))
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text", ["考三级证", "2021年3月5日", "第3节", "1+X", "B2B", "9.1.2", "730-702", "一般来说", "十几个人"]
)
def test_names_dates_and_codes_are_no_quantities(text: str) -> None:
    assert read_quantities(plain(text)) == ()


@given(st.integers(0, 10**6), st.sampled_from(["名", "学时", "元", "个月"]))
def test_a_whole_number_is_read_back(number: int, unit: str) -> None:
    (found,) = read_quantities(f"有{shown(Fraction(number))}{unit}")
    assert found.own == number


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert all(0 <= m.quantity.start < m.quantity.end <= len(found.plain) for m in found.measured)
    assert all(a.quantity.end <= b.quantity.start for a, b in zip(found.measured, found.measured[1:], strict=False))
    read_figures(text)
    operations(found.plain)
    assert all(0 <= start <= end for start, end in left_out(found.plain))


@given(st.text(alphabet="160个学生一半分之%/:20，。不少于至twenty of ", max_size=120))
def test_texts_of_figures_are_read(text: str) -> None:
    figures = read_figures(text)
    for measured in figures.text.measured:
        figures.beside(measured)


def test_nouns_are_parted_where_two_things_are_related() -> None:
    (ratio,) = read("学生数与专任教师数比例不高于20:1").measured
    assert names(ratio.part)[0] == "学生"
    assert names(ratio.whole)[0] == "专任教师"
    (share,) = read("At least 20% of full-time teachers hold senior titles.").measured
    assert (share.part, share.whole) == ("senior titles", "full-time teachers")


def test_what_one_was_told_is_told_apart_from_what_one_has() -> None:
    figures = read_figures("公共课规定要占一半学时，我们现在才40%，行吗")
    assert [m.quantity.written for m in figures.told] == ["一半"]
    assert [m.quantity.written for m in figures.own] == ["40%"]


def test_operations_are_read_from_the_words_of_the_language() -> None:
    assert operations("两本加起来多少")[0][0] is Operation.SUM
    assert operations("which domain has the highest weight")[0][0] is Operation.MOST
    # A bound is no extreme.
    assert operations("老师最少要几个") == ()
    assert left_out("除了选品还有哪些") != ()
    assert left_out("不是说2021年吗") == ()


def test_a_measure_ends_a_noun() -> None:
    assert unit_of("总学时") == "学时"
    assert unit_of("Total hours") == "hours"
    assert unit_of("章节数") == "章"
    assert unit_of("收费") == ""
