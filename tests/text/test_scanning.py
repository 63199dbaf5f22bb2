"""Characters, figures, citation marks and lines of Markdown as they are read out of texts."""

from __future__ import annotations

import pytest

from assistant.text.characters import joined_runs, without_brackets
from assistant.text.citation_marks import citation_marks, without_marks
from assistant.text.figures import codes, holds_figure, numbers
from assistant.text.list_marks import begins_anew, item_length, split_number, unit_length
from assistant.text.plain_markdown import cell_spans, is_row, is_rule, read_heading, split_locator


@pytest.mark.parametrize(
    ("text", "figure", "held"),
    [("见2.1。", "2.1", True), ("见2.1.3", "2.1", False), ("12.1", "2.1", False), ("于2021年，共21门", "21", True)],
)
def test_a_figure_stands_in_a_text_and_not_within_a_longer_one(text: str, figure: str, held: bool) -> None:
    assert holds_figure(text, figure) is held


def test_codes_and_numbers_are_read_as_people_write_them() -> None:
    assert codes("专业460103的2.1.1，共12门，费用300.", min_digits=5) == ["460103", "2.1.1"]
    assert numbers("第一、二学期，07号") == [1, 2, 7]
    assert numbers("每学期") == []


def test_marks_are_cited_numbers_with_the_space_before_them() -> None:
    assert without_marks("三年 [1][12]，须复审[3]。见[附录]与[1234]") == "三年，须复审。见[附录]与[1234]"
    assert [(m.start, m.end, m.n) for m in citation_marks("a [1]")] == [(1, 5, 1)]
    assert without_marks("[[1]") == "["


def test_brackets_and_marks_go_from_names() -> None:
    assert without_brackets("费用(元)/人(月)") == "费用/人"
    assert without_brackets("a (b") == "a (b"
    assert joined_runs("张 三/a_b", "-", lambda c: c.isalnum() or c == "_") == "张-三-a_b"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("• 报名", 2),
        ("（一）招生", 3),
        ("12、费用", 3),
        ("3. 费用", 3),
        ("①费用", 1),
        ("a) fee", 3),
        ("3.5分", 0),
        ("2023年", 0),
    ],
)
def test_an_item_is_told_by_its_mark(line: str, mark: int) -> None:
    assert item_length(line) == mark
    assert begins_anew(line) or not mark


def test_numbers_of_clauses_are_read_with_and_without_spaces() -> None:
    assert [unit_length(line, "条章") for line in ("第十二条 总则", "第 3 章", "第三方", "第条")] == [4, 5, 0, 0]
    assert split_number("3.2. 编码") == ("3.2", " 编码")
    assert split_number("4．1、范围") == ("4.1", "范围")
    assert split_number("2023年") == ("", "2023年")


def test_lines_of_markdown_say_what_they_are() -> None:
    assert read_heading("##  教师队伍 〔第9.1节〕 ") == (2, "教师队伍 〔第9.1节〕")
    assert read_heading("#无") == read_heading("####### x") == read_heading("# ") == (0, "")
    assert split_locator("教师队伍 〔第9.1节〕") == ("教师队伍", "第9.1节")
    assert split_locator("〔2019〕3号") == ("〔2019〕3号", "")
    row = "| a |  |b c|"
    assert is_row(row)
    assert not is_rule(row)
    assert is_rule("|---|:-:| ")
    assert [row[a:b] for a, b in cell_spans(row, 0, len(row))] == ["a", "", "b c"]
