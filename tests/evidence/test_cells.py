"""The cells of the rows that a question names, in the columns that it names."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.evidence.asked import read_figures
from assistant.evidence.rows import find_cells
from assistant.evidence.tables import Table
from assistant.types import Passage, PassageKind, Turn

_COLUMNS = ("品种", "花色", "株高", "花期天数")
_ROWS = (
    ("月季甲", "红色", "80厘米", "30"),
    ("月季乙", "红色", "60厘米", "25"),
    ("月季丙", "白色", "70厘米", "未说明"),
    ("月季丁", "黄色", "90厘米", "20"),
)


@pytest.fixture
def roses() -> Table:
    rows = tuple(
        Passage(
            str(n),
            "roses",
            f"第{n}行",
            "品种表",
            "|".join(r),
            0,
            1,
            PassageKind.ROW,
            tuple(zip(_COLUMNS, r, strict=True)),
        )
        for n, r in enumerate(_ROWS)
    )
    return Table("品种表", "roses", _COLUMNS, rows)


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        ("红色的月季株高是多少", (0, 1), (2,)),
        ("红色的每种花期多少天", (0, 1), (3,)),
        ("月季丁的花色和株高", (3,), (1, 2)),
    ],
)
def test_rows_are_found_by_a_value_and_cells_by_their_column(
    roses: Table, question: str, rows: tuple[int, ...], columns: tuple[int, ...]
) -> None:
    found = find_cells(read_figures(question), roses)
    assert found is not None
    assert (found.rows, found.columns) == (rows, columns)


@pytest.mark.parametrize("question", ["月季株高多少", "红色的月季多少钱", "月季丙花期多少天", "红色的株高一共多少"])
def test_nothing_is_found_without_a_row_a_column_or_a_stated_cell(roses: Table, question: str) -> None:
    assert find_cells(read_figures(question), roses) is None


def test_all_rows_of_a_kind_are_said_with_the_asked_cell_alone(assistant: Assistant) -> None:
    answer = assistant.answer(Turn("B2B初级教材每本多少章"))
    assert answer.answer.count("10") == 2
    assert "学时" not in answer.answer
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        # What is left out is left out of all rows that bear its name, and what is left is called by what was asked.
        ("B2C中级那张任务表，除了行业数据和竞品数据，还有哪几项任务？", ("运营数据采集", "产品数据优化", "海外视频")),
        # The extreme row is called by its own name, the others by theirs.
        ("初级那两本书配的线上课，哪本更长？", ("店铺运营实战", "16", "14")),
    ],
)
def test_rows_are_called_by_what_tells_them_apart(assistant: Assistant, question: str, facts: tuple[str, ...]) -> None:
    answer = assistant.answer(Turn(question)).answer
    assert all(fact in answer for fact in facts)
    assert "推定" not in answer


def test_words_of_another_language_name_no_row(assistant: Assistant) -> None:
    answer = assistant.answer(
        Turn("In the Shandong paper, what are the three work areas of the intermediate B2C table?")
    )
    assert answer.answer.count("Work area Store data operation") == 0
    assert "overseas traffic data promotion" in answer.answer
