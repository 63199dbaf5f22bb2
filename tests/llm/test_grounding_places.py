"""Figures of a table taken from another column, or another row, than the sentence speaks of: generated, each one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.evidence.evidence import Form
from assistant.llm.grounding import Line, StreamVerifier
from tests.llm.lines import line


@dataclass(frozen=True)
class Table:
    """Rows by what they are of; each column has its sentence."""

    columns: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]
    sentences: tuple[str, ...]

    def line(self, id_: str, row: str) -> Line:
        cells = "；".join(f"{c}={v}" for c, v in zip(self.columns, (row, *self.rows[row]), strict=True))
        return line(id_, cells, form=Form.ROW)

    def said(self, row: str, column: int, value: str, id_: str = "e1") -> str:
        return self.sentences[column].format(row=row, value=value, id=f"[{id_}]")


TABLES = {
    "hours": Table(
        ("课程", "理论学时", "实践学时", "总学时"),
        {"店铺运营": ("24", "40", "64"), "视觉设计": ("16", "32", "48"), "数据分析": ("20", "36", "56")},
        (
            "{row}的理论教学是{value}学时{id}。",
            "{row}的实践教学是{value}学时{id}。",
            "{row}的总学时是{value}{id}。",
        ),
    ),
    "teachers": Table(
        ("合作类型", "认证讲师", "企业导师"),
        {"订单班": ("4名", "6名"), "共建基地": ("2名", "3名")},
        ("{row}要认证讲师{value}{id}。", "{row}要企业导师{value}{id}。"),
    ),
    "exams": Table(
        ("Exam", "Passing score", "Storage weight", "Fee"),
        {"ALPHA": ("66%", "10%", "$395"), "BRAVO": ("75%", "12%", "$250")},
        (
            "The passing score of {row} is {value} {id}.",
            "Storage has a weight of {value} in {row} {id}.",
            "The fee of {row} is {value} {id}.",
        ),
    ),
}


def kept(lines: list[Line], reply: str) -> bool:
    verifier = StreamVerifier(lines, question="", today="2026-06-30")
    units = [*verifier.feed(reply), *verifier.close()]
    return bool(units) and all(u.kept for u in units)


def cells() -> Iterator[tuple[str, str, int]]:
    for name, table in TABLES.items():
        for row in table.rows:
            for column in range(len(table.sentences)):
                yield name, row, column


every_cell = pytest.mark.parametrize(("name", "row", "column"), list(cells()))


@every_cell
def test_the_figure_of_the_cell_is_kept(name: str, row: str, column: int) -> None:
    table = TABLES[name]
    lines = [table.line(f"e{n}", r) for n, r in enumerate(table.rows, start=1)]
    own = next(li for li in lines if row in li.text)
    assert kept(lines, table.said(row, column, table.rows[row][column], own.id))


@every_cell
def test_the_figure_of_another_column_falls(name: str, row: str, column: int) -> None:
    table = TABLES[name]
    others = {v for n, v in enumerate(table.rows[row]) if n != column}
    assert not [v for v in others if kept([table.line("e1", row)], table.said(row, column, v))]


@every_cell
def test_the_figure_of_another_row_falls(name: str, row: str, column: int) -> None:
    table = TABLES[name]
    for other in table.rows:
        if other != row:
            lines = [table.line("e1", row), table.line("e2", other)]
            # Both rows are cited, so that the figure does stand in what is cited.
            reply = table.said(row, column, table.rows[other][column]).replace("[e1]", "[e1][e2]")
            assert not kept(lines, reply)


def test_two_figures_of_a_sentence_that_changed_places_fall() -> None:
    text = "理论考试满分100分，60分及格；实操考试满分100分，70分及格。"
    assert kept([line("e1", text)], "理论60分及格，实操70分及格[e1]。")
    assert not kept([line("e1", text)], "理论70分及格，实操60分及格[e1]。")


def test_words_of_ones_own_for_a_figure_are_no_other_place() -> None:
    text = "实践性教学学时原则上占总学时50%以上；选修课程不少于10%。"
    assert kept([line("e1", text)], "动手做的课要占一半，即50%以上[e1]。")
