"""What a new edition touches: records by what they hold, questions by their facts, what was answered by what it quoted."""

from datetime import date
from pathlib import Path

import pytest

from assistant.catalogue.model import Place
from assistant.changes.comparison import compare_texts
from assistant.changes.impact import CitedValue, Item, ItemKind, Side, Standing, impact
from assistant.corpus.loaders import load_document
from assistant.corpus.passages import split_document
from assistant.desk.database import Database
from assistant.desk.records import Judged, Rating, State, Trace
from assistant.desk.store import FeedbackStore
from assistant.learn.labelled import LabelledQuestion
from assistant.types import Citation, Document, Language, Status

HEAD = """---
id: lift
edition: "{edition}"
title: 电梯检验员考核办法
short_title: 考核办法
publisher: 测试
authority: organisation
effective: "{edition}-01-01"
language: zh
original: 测试
---
# 电梯检验员考核办法
"""
OLD = """
## 有效期 〔第3条〕

检验员证有效期为4年。

## 收费 〔第4条〕

考试费每人300元。

## 考试 〔第5条〕

| 定位 | 科目 | 时长 |
|---|---|---|
| 第5条 第1行 | 理论 | 90分钟 |
| 第5条 第2行 | 实操 | 120分钟 |
"""
# A clause before 收费 gives it another number; 有效期 and 实操 change.
NEW = """
## 有效期 〔第3条〕

检验员证有效期为5年。

## 复审 〔第4条〕

检验员证到期前应当参加复审培训。

## 收费 〔第5条〕

考试费每人300元。

## 考试 〔第6条〕

| 定位 | 科目 | 时长 |
|---|---|---|
| 第6条 第1行 | 理论 | 90分钟 |
| 第6条 第2行 | 实操 | 150分钟 |
"""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    folder = tmp_path_factory.mktemp("lift")

    def side(edition: str, text: str) -> Side:
        path = folder / f"lift@{edition}.md"
        path.write_text(HEAD.format(edition=edition) + text, encoding="utf-8")
        document = load_document(path)
        return Side(document, split_document(document))

    return side("2018", OLD), side("2024", NEW)


def _impact(sides: tuple[Side, Side], **touched: object) -> tuple[Item, ...]:
    changes = compare_texts(sides[0].document.text, sides[1].document.text)
    return impact(*sides, changes, since=date(2024, 1, 1), **touched)


def test_a_record_is_stale_moved_or_sound(sides: tuple[Side, Side]) -> None:
    records = [
        CitedValue("certificate lift.validity", "4年", Place(document="lift", locator="第3条")),
        CitedValue("certificate lift.fee", "300元", Place(document="lift", locator="第4条")),
        CitedValue("certificate lift.practical", "120分钟", Place(document="lift@2018", locator="第5条 第2行")),
        CitedValue("certificate lift.theory", "90分钟", Place(document="lift", locator="第5条 第1行")),
        CitedValue("certificate crane.validity", "4年", Place(document="crane", locator="第3条")),
        CitedValue("certificate lift.new", "5年", Place(document="lift@2024", locator="第3条")),
    ]
    found = {i.name.split(".")[-1]: i for i in _impact(sides, records=records)}
    assert {name: i.standing for name, i in found.items()} == {
        "validity": Standing.STALE,
        "fee": Standing.ELSEWHERE,
        "practical": Standing.STALE,
        "theory": Standing.ELSEWHERE,
    }
    assert "5年" in found["validity"].now
    assert found["fee"].now == "第5条"
    assert found["theory"].now == "第6条 第1行"


def question(id_: str, text: str, facts: tuple[tuple[str, ...], ...], **more: object) -> LabelledQuestion:
    return LabelledQuestion.model_validate({"id": id_, "question": text, "answerable": True, "facts": facts, **more})


def test_questions_whose_facts_changed_are_listed_and_those_of_an_earlier_day_are_not(sides: tuple[Side, Side]) -> None:
    questions = [
        question("Q1", "电梯检验员证的有效期是几年", (("4年", "four years"),)),
        question("Q2", "电梯检验员考试费每人多少", (("300元",),)),
        question("Q3", "电梯检验员证的有效期是几年", (("4年",),), as_of=date(2020, 1, 1)),
        question("Q4", "吊车司机要几年驾龄", (("4年",),)),
        question("Q5", "检验员证有效期是不是4年", (("一",),), forbidden=("5年",)),
    ]
    assert [i.name for i in _impact(sides, questions=questions)] == ["Q1", "Q5"]


def test_what_was_answered_from_a_changed_clause_is_listed_by_whether_it_waits(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    store = FeedbackStore(Database(tmp_path))

    def add(quote: str, rating: Rating, document: Document = sides[0].document) -> None:
        start = document.text.index(quote)
        cited = Citation(document.id, document.title, "", None, "", quote, start, start + len(quote), "organisation", 1)
        trace = Trace("问", 1.0, "2020-01-01T00:00:00+00:00", ())
        store.add(Judged(f"问 {quote}", "答", Status.ANSWERED, "passage", (cited,), trace), rating, "", Language.ZH)

    add("检验员证有效期为4年。", Rating.DOWN)
    add("检验员证有效期为4年。", Rating.UP)
    add("考试费每人300元。", Rating.DOWN)
    add("检验员证有效期为5年。", Rating.DOWN, sides[1].document)
    found = _impact(sides, log=store.select())
    assert [(i.kind, i.name) for i in found] == [(ItemKind.ANSWER, "2"), (ItemKind.TICKET, "1")]
    store.update(1, state=State.DISMISSED)
    assert {i.kind for i in _impact(sides, log=store.select())} == {ItemKind.ANSWER}
