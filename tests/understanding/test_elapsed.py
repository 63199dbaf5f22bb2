"""The time between two dates of the asker stands in their place; other dates stay."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.types import Language
from assistant.understanding.elapsed import with_elapsed

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("question", "language", "months"),
    [
        ("证是2025年5月发的，现在都2026年11月了还能申吗", Language.ZH, 18),
        ("我2023年3月入行，到2026年12月年限到没到", Language.ZH, 45),
        ("我2026年2月拿的证，现在申请晚不晚", Language.ZH, 9),
        ("My certificate was issued in June 2024. It is now September 2025. Can I still claim?", Language.EN, 15),
    ],
)
def test_the_time_between_two_dates_is_told(question: str, language: Language, months: int) -> None:
    text, spent = with_elapsed(question, DAY, language)

    assert spent is not None
    assert spent.months == months
    assert spent.written in text
    assert "2025" not in text


@pytest.mark.parametrize(
    "question",
    [
        "2022年6月和2025年2月的通知有什么不同",
        "2025年6月和2026年7月两期报名满没满",
        "我2025年6月毕业，哪些证能考",
        "2021年1月的标准现在还用吗",
        "我明年也就是2027年6月毕业，现在能报吗",
    ],
)
def test_dates_of_something_else_stay(question: str) -> None:
    assert with_elapsed(question, DAY, Language.ZH) == (question, None)
