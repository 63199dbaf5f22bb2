"""The tool computes what follows from passages of any subject, and is silent where subject and property do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering.verification import figures
from assistant.assistant import Assistant
from assistant.evidence.evidence import Evidence, Form
from assistant.settings import Settings
from assistant.types import Message, Passage, Status, Turn
from assistant.understanding.query import Query

POOL = """# 游泳救生员培训细则

## 班级

救生班的学员数与教练数比例不高于8:1。持急救证的教练占全部教练的比例不低于50%。

救生班的水中练习课时一般占总课时的2/3。

## 报考

报考中级救生员，满足任一即可：持初级证后满2年；从业满5年。

报考高级救生员，持中级证后满4年。

救生员证须在签发之日起12个月内到泳池登记。

救生员年审：泳姿、急救满分各100分，各需70分以上才合格。

## 学时

训练满6小时计1学分，外出值勤按每周20学时计。

## 费用

| 等级 | 项目 | 收费 | 课时 |
|---|---|---|---|
| 初级 | 水中救生 | 300元 | 40 |
| 中级 | 水中救生 | 450元 | 60 |
| 高级 | 水中救生 | 700元 | 80 |
| 高级 | 岸上急救 | 200元 | 20 |

## 泳具

| 泳具 | 租金（元/件） | 押金 | 每月 |
|---|---|---|---|
| 蹼泳板 | 30 | 400元 | 120元 |
| 救生浮标 | 45 | 300元 | 150元 |
"""
KITES = """# Kite instructor guide

## Exam parts

| Part | Weight | Minutes |
|---|---|---|
| Weather | 20% | 30 |
| Rigging | 45% | 60 |
| Rescue | 35% | 45 |

## Staff

A kite school has a pupil-instructor ratio of at most 4:1. At least 25% of instructors hold rescue badges.
"""


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("pool")
    (folder / "documents").mkdir()
    (folder / "documents" / "pool.md").write_text(POOL, encoding="utf-8")
    (folder / "documents" / "kites.md").write_text(KITES, encoding="utf-8")
    return Assistant.open(Settings(corpus=folder, index=tmp_path_factory.mktemp("pool-index")))


def reckon(assistant: Assistant, query: Query, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    return assistant.holdings.on(query.as_of).answerer.reckoner.reckon(query, passages)


def said(assistant: Assistant, question: str) -> str:
    query = assistant.reader.understand(Turn(question))
    passages = [r.hit.passage for r in assistant.reader.find(query).ranked]
    found = reckon(assistant, query, passages)
    assert all(e.form is Form.COMPUTED and e.citations for e in found)
    return " ".join(e.text for e in found)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("救生班有40个学员，教练至少要几个？", ["5个", "40÷8=5"]),
        ("救生班有42个学员，教练至少要几个？", ["6个"]),
        ("教练一共10名，持急救证的至少几名？", ["5名", "10×50%=5"]),
        ("教练10名，持急救证的只有3名，够吗？", ["不够", "还差2名"]),
        ("总课时90，水中练习要多少课时？", ["60课时"]),
        ("水中救生初级和中级收费一共多少？", ["750元"]),
        ("水中救生高级比初级收费贵多少钱？", ["400元"]),
        ("水中救生中级，3个人一起报要多少钱？", ["1350元", "450×3"]),
        ("我报水中救生初级，我弟报水中救生中级，俩人报名费一共多少？", ["750元"]),
        ("训练了24小时，能计几学分？", ["4学分"]),
        ("外出值勤3周计多少学时？", ["60"]),
        ("各等级里收费最贵的是哪个？", ["700元"]),
        ("高级的项目除了水中救生还有哪些？", ["岸上急救"]),
        # Which price is meant nobody says.
        ("哪样泳具最贵？", ["租金", "救生浮标（45）", "押金", "蹼泳板（400元）"]),
        ("租救生浮标三个月一共多少钱？", ["450元", "150×3"]),
        ("We have 12 pupils at our kite school. How many instructors do we need at least?", ["3", "12÷4=3"]),
        ("Which part of the kite exam has the highest weight?", ["Rigging", "45%"]),
        ("What is the weight of Weather and Rescue together?", ["55%"]),
    ],
)
def test_what_follows_is_said(pool: Assistant, question: str, holds: list[str]) -> None:
    text = said(pool, question)
    assert all(h in text for h in holds), text


@pytest.mark.parametrize(
    ("question", "opens_with", "holds"),
    [
        ("我的救生员证是2025年3月签发的，现在2026年6月了还能到泳池登记吗？", "不能", ["15个月", "12个月"]),
        ("我的救生员证是2025年9月签发的，现在2026年6月了还能到泳池登记吗？", "能", ["9个月"]),
        ("救生员年审我泳姿85、急救66，合格了吗？", "不够", ["急救66", "还差4分"]),
        ("救生员年审泳姿85分、急救71分，能合格吧？", "对", ["70分"]),
    ],
)
def test_what_decides_is_said_after_the_verdict(
    pool: Assistant, question: str, opens_with: str, holds: list[str]
) -> None:
    text = said(pool, question)
    assert text.startswith(opens_with), text
    assert all(h in text for h in holds), text


@pytest.mark.parametrize(
    "question",
    [
        "救生班有40个学员，保洁员至少要几个？",
        "我骑车两年了，报考高级救生员还差几年？",
        "水中救生初级和中级的装备费一共多少？",
        "水中救生初级和潜水证收费一共多少？",
        "年审那天体检和复训一共多少钱？",
        "教练的宿舍能住10人，够吗？",
        "We have 12 boats. How many harbours do we need?",
        "救生员要考什么？",
        "持初级证3年、骑车1年，报考中级救生员够吗？",
        "水中救生初级和中级的收费、课时各合计多少？",
        "救生员年审我泳姿85，合格了吗？",
        "我的救生员证是2025年6月签发的，现在2026年6月了还能到泳池登记吗？",
    ],
)
def test_what_does_not_follow_is_not_said(pool: Assistant, question: str) -> None:
    assert said(pool, question) == ""


def test_figures_that_were_computed_survive_verification(pool: Assistant) -> None:
    answer = pool.answer(Turn("救生班有40个学员，教练至少要几个？"))
    assert answer.status is Status.ANSWERED
    assert "40÷8=5" in answer.answer
    assert answer.citations


def test_every_figure_is_quoted_or_declared(pool: Assistant) -> None:
    query = pool.reader.understand(Turn("教练10名，持急救证的只有3名，够吗？"))
    (found,) = reckon(pool, query, [r.hit.passage for r in pool.reader.find(query).ranked])
    quoted = figures(found.quoted)
    assert figures(found.text) == found.computed | (figures(found.text) & quoted)
    assert "5" in found.computed
    assert not found.computed & quoted


def test_the_order_of_candidates_changes_nothing_that_is_sure(pool: Assistant) -> None:
    query = pool.reader.understand(Turn("水中救生初级和中级收费一共多少？"))
    passages = [r.hit.passage for r in pool.reader.find(query).ranked][:6]
    assert reckon(pool, query, passages) == reckon(pool, query, passages[::-1])


def test_nothing_is_made_of_nothing(pool: Assistant, tmp_path: Path) -> None:
    query = pool.reader.understand(Turn("救生班有40个学员，教练至少要几个？"))
    assert reckon(pool, query, []) == ()


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Which part takes longer, Weather or Rigging?", ["30", "60"]),
        ("Compare the weight of Rigging and Rescue.", ["45%", "35%", "10%"]),
        ("水中救生的中级和高级，哪个课时长？", ["60", "80"]),
    ],
)
def test_rows_named_side_by_side_are_compared_in_what_is_asked(
    pool: Assistant, question: str, holds: list[str]
) -> None:
    answer = pool.answer(Turn(question))
    assert answer.status is Status.ANSWERED
    assert all(h in answer.answer for h in holds), answer.answer


def test_comparison_of_what_no_column_states_is_not_made_up(pool: Assistant) -> None:
    answer = pool.answer(Turn("Is Weather or Rigging more dangerous in winter?"))
    assert "more)" not in answer.answer


def test_a_story_around_a_sum_hides_no_table_that_the_question_is_answered_from(pool: Assistant) -> None:
    story = "我妹妹在城里商场上班，周末带孩子来学，申请表、照片、名单都收齐了，要写个数："
    query = pool.reader.understand(Turn(f"{story}水中救生高级比初级收费贵多少钱"))
    passages = [r.hit.passage for r in pool.reader.find(query).ranked]
    rows = [p.text for p in passages if p.cells and "水中救生" in p.text]
    reckoner = pool.holdings.on(query.as_of).answerer.reckoner

    assert not reckoner.reckon(query, passages)
    assert "400元" in " ".join(e.text for e in reckoner.reckon(query, passages, rows))


def test_a_sum_is_asked_for_by_what_its_column_counts(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    books = "# 救生教材\n\n| 教材 | 章节数 | 页 |\n|---|---|---|\n| 急救入门 | 12 | 90 |\n| 水域安全 | 11 | 80 |\n"
    (tmp_path / "documents" / "books.md").write_text(books, encoding="utf-8")
    assistant = Assistant.open(Settings(corpus=tmp_path, index=tmp_path / "index"))

    assert "23" in said(assistant, "急救入门和水域安全两本一共多少章？")


def test_a_follow_up_sums_in_what_was_asked_before(pool: Assistant) -> None:
    history = (Message("user", "水中救生初级收费多少？"), Message("assistant", "300元。"))
    answer = pool.answer(Turn("那中级呢，跟初级加一块多少？", history))

    assert "750元" in answer.answer
