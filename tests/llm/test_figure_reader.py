"""One reading of a figure, whatever its writing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.llm.grounding.arithmetic import read_sums
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figure_words import Unit
from assistant.llm.grounding.figures import Kind, plain


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3,000学时", 3000, Unit.HOUR),
        ("３０００学时", 3000, Unit.HOUR),
        ("三千学时", 3000, Unit.HOUR),
        ("一百二十人", 120, Unit.PERSON),
        ("一百五十名", 150, Unit.PERSON),
        ("两张", 2, Unit.COUNT),
        ("1.5亿", 150_000_000, None),
        ("150 million", 150_000_000, None),
        ("18万元", 180_000, Unit.MONEY),
        ("$500", 500, Unit.MONEY),
        ("twenty-five credits", 25, Unit.CREDIT),
        ("one hundred and fifty people", 150, Unit.PERSON),
        ("a 3-year plan", 3, Unit.YEAR),
        ("120 class hours", 120, Unit.HOUR),
        ("三分之一", Fraction(1, 3), None),
        ("two thirds", Fraction(2, 3), None),
        ("百分之五十", Fraction(1, 2), None),
        ("50%", Fraction(1, 2), None),
        ("六成", Fraction(3, 5), None),
        ("一半", Fraction(1, 2), None),
        ("3个月", 3, Unit.MONTH),
        ("5年级", 5, Unit.COUNT),
    ],
)
def test_numbers(text: str, value: Fraction, unit: Unit | None) -> None:
    (figure,) = read_figures(plain(text))
    assert (figure.kind, figure.value, figure.unit) == (Kind.NUMBER, value, unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-31", (2025, 12, 31)),
        ("2025年12月31日", (2025, 12, 31)),
        ("二〇二五年十二月", (2025, 12, None)),
        ("2025年底", (2025, 12, None)),
        ("2025/12", (2025, 12, None)),
        ("6月30日", (None, 6, 30)),
        ("December 31, 2025", (2025, 12, 31)),
        ("31st of December 2025", (2025, 12, 31)),
        ("in 2025,", (2025, None, None)),
    ],
)
def test_days(text: str, day: tuple[int | None, int | None, int | None]) -> None:
    (figure,) = read_figures(plain(text))
    assert (figure.kind, figure.day) == (Kind.DATE, day)


@pytest.mark.parametrize("text", ["1.3.2", "4-06-01-02", "函〔2025〕154号"])
def test_codes(text: str) -> None:
    (figure,) = read_figures(plain(text))
    assert figure.kind is Kind.CODE


@pytest.mark.parametrize(
    "text",
    ["一般都是唯一一个", "四川、三亚和九江", "1+X与B2B", "HSK4", "2021Q1", "几十人", "one of them", "进一步统一", "①②"],
)
def test_no_figures(text: str) -> None:
    assert read_figures(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("64+64=128", True),
        ("64+64=130", False),
        ("160名学生÷20＝8名", True),
        ("100×90%≈90", True),
        ("100×90%≈95", False),
        ("5177 − 3633 = 1544 yuan", True),
        ("32+32+32+32=64+64=128", True),
        ("3000×1/3=1000", True),
        ("10÷3≈3.33", True),
        ("160/20=8", True),
        ("5÷0=0", False),
    ],
)
def test_sums(text: str, right: bool) -> None:
    normal = plain(text)
    assert [s.right for s in read_sums(normal, read_figures(normal))] == [right]


@pytest.mark.parametrize("text", ["2016-2025年", "1学分=16学时", "3-5年", "增加2名，共4名"])
def test_no_sums(text: str) -> None:
    normal = plain(text)
    assert read_sums(normal, read_figures(normal)) == []
