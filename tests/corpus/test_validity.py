"""From when a text speaks: bare years, undated texts, dates of single places, superseded documents."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.dates import first_day
from assistant.corpus.loaders import load_document
from assistant.corpus.passages import split_document
from assistant.corpus.validity import Calendar, replacements, speaks_from

TEXT = """---
id: collected
title: 摘编
short_title: 摘编
publisher: 本库
authority: news
language: zh
original: 网页
dates:
  "后来放宽": "2024-05-28"
---
# 摘编

## 原来的条件 〔甲市页面 2023-05-25〕

原来要缴费满36个月，这是甲市2023年页面所写的申领条件。

后来放宽到参保满一年，这是2024年申领指南所写的条件。

## 谁能领 〔乙校页面 日期未见〕

在职职工可以领，这是乙校页面所写的内容，页面没有日期。
"""
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))


def _collected(tmp_path: Path) -> tuple[Any, ...]:
    path = tmp_path / "collected.md"
    path.write_text(TEXT, encoding="utf-8")
    document = load_document(path)
    return document, split_document(document)


def test_a_place_speaks_from_its_own_date(tmp_path: Path) -> None:
    document, passages = _collected(tmp_path)
    begins = {p.text[:4]: speaks_from(document, p.start) for p in passages}
    assert begins == {"原来要缴": date(2023, 5, 25), "后来放宽": date(2024, 5, 28), "在职职工": None}


@given(day=DAYS)
def test_bare_years_and_months_mean_their_first_day(day: date) -> None:
    assert first_day(f"{day:%Y}") == date(day.year, 1, 1)
    assert first_day(f"{day:%Y-%m}") == day.replace(day=1)
    assert first_day(day.isoformat()) == day


@given(issued=st.none() | DAYS, effective=st.none() | DAYS, asked=DAYS)
def test_what_speaks_on_a_day_has_begun_by_it(
    tmp_path_factory, issued: date | None, effective: date | None, asked: date
) -> None:
    document, passages = _collected(tmp_path_factory.getbasetemp())
    dated = replace(
        document,
        issued=issued and issued.isoformat(),
        effective=effective and effective.isoformat(),
        dates=(),
    )
    begins = effective or issued
    calendar = Calendar(passages, {dated.id: dated})
    speaking = calendar.speaking(calendar.era(asked))
    for passage, speaks in zip(passages, speaking, strict=True):
        first = begins or speaks_from(dated, passage.start)
        assert speaks == (first is None or first <= asked)


@given(first=DAYS, later=st.integers(0, 4000))
def test_nothing_falls_silent_as_days_pass(tmp_path_factory, first: date, later: int) -> None:
    document, passages = _collected(tmp_path_factory.getbasetemp())
    calendar = Calendar(passages, {document.id: document})
    before, after = (calendar.speaking(calendar.era(day)) for day in (first, first + timedelta(days=later)))
    assert all(b <= a for b, a in zip(before, after, strict=True))


def test_a_document_is_superseded_from_the_day_on_which_the_new_one_takes_effect(tmp_path: Path) -> None:
    document, _ = _collected(tmp_path)
    old = replace(document, id="old", issued="2019")
    new = replace(document, id="new", supersedes="old", issued="2022-11", effective="2023-02-01")
    found = replacements([old, new])
    assert set(found) == {"old"}
    assert not found["old"].holds_on(date(2023, 1, 31))
    assert found["old"].holds_on(date(2023, 2, 1))
