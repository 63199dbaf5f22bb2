"""Table rows as sentences: what they are about, the asked cells, and never a printed row."""

import pytest

from assistant.answering.rows import Rows
from assistant.types import Language, Turn
from evals.metrics.clean import prints_a_row


@pytest.fixture(scope="module")
def rows(assistant):
    return Rows(assistant.generation.passages)


def row_with(assistant, *values):
    chinese = (p for p in assistant.generation.passages if p.language is Language.ZH)
    return next(p for p in chinese if {*values} <= {v for _, v in p.cells})


def test_the_asked_column_alone_is_said(assistant, rows):
    row = row_with(assistant, "跨境电商平台综合运营实训", "综合实训")
    query = assistant.reader.understand(Turn("跨境电商平台综合运营实训几学分"))
    sentence = rows.sentence(row, query)
    assert "学分4" in sentence
    assert "总学时" not in sentence


def test_where_the_asked_column_only_names_the_thing_the_row_says_what_it_comes_to(assistant, rows):
    row = row_with(assistant, "中级（四级）", "不超过1500元")
    query = assistant.reader.understand(Turn("四级证有补贴吗"))
    assert "1500元" in rows.sentence(row, query)


def test_what_tells_a_row_from_the_others_is_its_subject(assistant, rows):
    row = row_with(assistant, "3.2.3")
    query = assistant.reader.understand(Turn("计算海外社媒付费广告的投资回报率是哪一条"))
    assert rows.sentence(row, query).startswith("编号3.2.3")


def test_no_row_of_the_corpus_is_printed(assistant, rows):
    query = assistant.reader.understand(Turn("有哪些内容"))
    with_cells = [p for p in assistant.generation.passages if p.cells]
    assert with_cells
    for row in with_cells:
        sentence = rows.sentence(row, query)
        assert not prints_a_row(sentence), sentence
        assert sentence.count("。") <= 1, sentence


def test_the_name_that_is_asked_for_stands_first(assistant, rows):
    row = row_with(assistant, "跨境店铺运维")
    query = assistant.reader.understand(Turn("商标法等知识产权法规放在中职哪门专业核心课"))
    sentence = rows.sentence(row, query)
    assert sentence.startswith("是「跨境店铺运维」")
    assert "商标法" in sentence


def test_a_row_is_called_by_no_more_than_tells_it_apart(assistant, rows):
    row = row_with(assistant, "产业学院", "师资力量")
    query = assistant.reader.understand(Turn("产业学院要几名讲师"))
    sentence = rows.sentence(row, query)
    assert "至少4名" in sentence
    assert "具体实施" not in sentence
