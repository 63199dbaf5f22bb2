"""Answers on a day: nothing that came later, the stop with what it concerns, the verdict first."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Status, Turn

Ask = Callable[[str, str], Answer]
STOP = "154号"


@pytest.fixture(scope="module")
def ask(assistant: Assistant) -> Ask:
    return lambda question, day: assistant.answer(Turn(question, as_of=date.fromisoformat(day)))


@pytest.mark.parametrize(
    "question",
    [
        "现在还能报考1+X证书吗？",
        "移交通知说了什么",
        "想当客服主管选哪张证",
        "中职教学标准的总学时是多少",
        "X证书归谁管",
    ],
)
@pytest.mark.parametrize("day", ["2019-07-10", "2022-06-01", "2024-12-31"])
def test_no_citation_is_younger_than_the_day(ask: Ask, question: str, day: str) -> None:
    answer = ask(question, day)
    for citation in answer.citations:
        assert (citation.issued or "") <= day
    shown = (answer.answer, *answer.suggestions, *(n.text for n in answer.notices))
    assert STOP not in "".join(shown)
    assert "2025年" not in "".join(shown)


def test_whether_it_can_be_taken_depends_on_the_day(ask: Ask) -> None:
    before, after = ask("现在还能报考1+X证书吗？", "2022-06-01"), ask("现在还能报考1+X证书吗？", "2026-03-01")
    assert before.answer.startswith("可以")
    assert after.answer.startswith("现在不能新报")
    assert not [n for n in after.notices if n.kind == "superseded"]


@pytest.mark.parametrize(
    "question", ["做售后客服考哪张1+X证", "产业学院每年要多少人考1+X", "Which 1+X certificate suits live commerce?"]
)
def test_the_stop_stands_in_the_answer_in_the_words_of_the_notice(ask: Ask, question: str) -> None:
    answer = ask(question, "2026-03-01")
    notice = next(n for n in answer.notices if n.kind == "superseded")
    assert STOP in notice.text
    assert "电子商务师" in notice.text
    assert notice.text + "".join(f"[{n}]" for n in notice.citations) in answer.answer
    assert len(notice.text) < 100 or answer.language == "en"


@pytest.mark.parametrize("question", ["多平台运营的评价组织是哪家公司？", "B2B数据运营中级分几个工作领域？"])
def test_what_a_certificate_contains_needs_no_warning(ask: Ask, question: str) -> None:
    assert not [n for n in ask(question, "2026-03-01").notices if n.kind == "superseded"]


def test_what_can_be_taken_instead_is_what_the_day_knew(ask: Ask) -> None:
    # The exam page of June 2025 had not appeared.
    notice = next(n for n in ask("做售后客服考哪张1+X证", "2025-03-01").notices if n.kind == "superseded")
    assert "2025-06" not in notice.text


def test_a_day_before_every_dated_source_is_told_as_such(ask: Ask) -> None:
    answer = ask("B2B数据运营是谁评价的", "2001-01-01")
    assert answer.status is Status.ABSTAINED
    assert "2001-01-01" in answer.answer


EDITION = """---
id: fees-{year}
title: 考务规程（{year}版）
short_title: 考务规程{year}
publisher: 测试
authority: organisation
issued: "{year}"
{supersedes}
language: zh
original: 测试
---
# 考务规程

## 收费 〔第1条〕

叉车司机考试的报名费是{fee}元。

{more}
"""


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("editions")
    old = EDITION.format(year=2018, fee=120, supersedes="", more="叉车司机考试的补考窗口设在三号楼一层大厅。")
    new = EDITION.format(year=2023, fee=180, supersedes="supersedes: fees-2018", more="")
    (folder / "old.md").write_text(old, encoding="utf-8")
    (folder / "new.md").write_text(new, encoding="utf-8")
    return Assistant.open(Settings(corpus=folder, index=tmp_path_factory.mktemp("editions-index")))


@pytest.mark.parametrize(("day", "fee", "not_yet"), [("2020-05-01", "120元", "180元"), ("2024-05-01", "180元", "")])
def test_the_edition_of_the_day_answers(two_editions: Assistant, day: str, fee: str, not_yet: str) -> None:
    answer = two_editions.answer(Turn("叉车司机考试的报名费是多少", as_of=date.fromisoformat(day)))
    assert fee in answer.answer.split("\n")[0]
    assert not not_yet or not_yet not in answer.answer


def test_what_only_the_old_edition_says_comes_with_a_notice(two_editions: Assistant) -> None:
    question = "叉车司机考试的补考窗口设在哪里"
    then, now = (two_editions.answer(Turn(question, as_of=date(year, 5, 1))) for year in (2020, 2024))
    assert "三号楼" in then.answer
    # It holds for that day; since when it no longer does is told, as exact as it is known.
    assert [n.kind for n in then.notices] == ["superseded"]
    assert "2023年起" in then.notices[0].text
    assert "2023-01-01" not in then.answer
    assert "三号楼" in now.answer
    assert [n.kind for n in now.notices] == ["superseded"]
    assert "2023版" in now.answer


OF_ONE_DOCUMENT = """---
id: retakes
edition: "{year}"
title: 叉车考试补考办法
short_title: 补考办法
publisher: 测试
authority: organisation
issued: "{year}-05-10"
effective: "{year}-09-01"
language: zh
original: 测试
---
# 叉车考试补考办法

## 补考 〔第{clause}条〕

叉车司机考试的补考费是{fee}元。

{more}
"""


@pytest.fixture(scope="module")
def of_one_document(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("of-one-document")
    kept = "叉车司机考试的成绩单在三号楼一层大厅领取。"
    for year, clause, fee, more in ((2019, 3, 60, kept), (2023, 4, 95, "")):
        text = OF_ONE_DOCUMENT.format(year=year, clause=clause, fee=fee, more=more)
        (folder / f"retakes@{year}.md").write_text(text, encoding="utf-8")
    return Assistant.open(Settings(corpus=folder, index=tmp_path_factory.mktemp("of-one-document-index")))


@pytest.mark.parametrize(
    ("question", "day", "fee", "warned"),
    [
        ("叉车司机考试的补考费是多少", "2022-03-01", "60元", True),
        # Issued, but not yet in force.
        ("叉车司机考试的补考费是多少", "2023-06-01", "60元", True),
        ("叉车司机考试的补考费是多少", "2023-09-01", "95元", False),
        ("按2019版，叉车司机考试的补考费是多少", "2024-03-01", "60元", True),
        ("2020年叉车司机考试的补考费是多少", "2024-03-01", "60元", True),
        ("按旧版办法叉车司机考试的补考费是多少", "2024-03-01", "60元", True),
    ],
)
def test_the_edition_in_force_or_asked_for_answers(
    of_one_document: Assistant, question: str, day: str, fee: str, warned: bool
) -> None:
    answer = of_one_document.answer(Turn(question, as_of=date.fromisoformat(day)))
    other = {"60元": "95元", "95元": "60元"}[fee]
    assert fee in answer.answer
    assert other not in answer.answer
    assert {c.document for c in answer.citations} == {f"retakes@{2019 if fee == '60元' else 2023}"}
    assert ("superseded" in {n.kind for n in answer.notices}) is warned


def test_a_former_day_is_told_both_days_of_its_edition(of_one_document: Assistant) -> None:
    answer = of_one_document.answer(Turn("叉车司机考试的补考费是多少", as_of=date(2022, 3, 1)))
    (notice,) = answer.notices
    assert "2019-09-01" in notice.text
    assert "2023-09-01" in notice.text
    assert notice.text in answer.answer


def test_what_only_a_former_edition_says_is_not_said_of_today(of_one_document: Assistant) -> None:
    question = "叉车司机考试的成绩单在哪里领取"
    then, now = (of_one_document.answer(Turn(question, as_of=date(year, 3, 1))) for year in (2022, 2024))
    assert "三号楼" in then.answer
    assert "三号楼" not in now.answer
