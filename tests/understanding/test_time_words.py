"""Words of time are read against the day on which they are said."""

from datetime import date

import pytest

from assistant.understanding.time_words import dated

DAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("去年10月报的名", "2025年10月报的名"),
        ("前年考的，今年还能升吗", "2024年考的，2026年还能升吗"),
        ("上个月出的通知", "2025年12月出的通知"),
        ("26年初还能报吗", "2026年初还能报吗"),
        ("I registered last year", "I registered in 2025"),
        ("the notice of next month", "the notice of 2026-02"),
    ],
)
def test_years_and_months_are_those_of_the_day(said: str, meant: str) -> None:
    assert dated(said, DAY) == meant


@pytest.mark.parametrize(
    "span", ["从业10年", "满22年可报", "工作20年以上", "职教20条", "2022年版", "证明年限用什么", "六十以上年龄"]
)
def test_spans_and_full_years_stay(span: str) -> None:
    assert dated(span, DAY) == span
