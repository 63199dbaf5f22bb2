"""Table rows as sentences: what they are about, the asked cells, and never a printed row."""

import pytest

from assistant.answering.rows import Rows
from assistant.types import Language, Passage, PassageKind, Turn
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


def test_a_sentence_that_says_the_same_takes_the_place_of_a_row(assistant):
    answer = assistant.answer(Turn("产业学院的申报条件")).answer
    assert answer.count("长期人才培养计划") == 1
    assert "的要求是" not in answer


def table_of(columns, *lines):
    """A made-up table, each row of the given cells."""
    cells = [tuple(zip(columns, line, strict=True)) for line in lines]
    return [
        Passage(f"r{n}", "made-up", f"第{n}行", "补贴表", " | ".join(line), 0, 1, PassageKind.ROW, of_row)
        for n, (line, of_row) in enumerate(zip(lines, cells, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("潜水员的补贴有多少钱", "900元"),
        ("潜水员能领多少补贴", "900元"),
        ("潜水员做培训要多久", "40学时"),
    ],
)
def test_who_asks_how_much_is_told_the_amount_and_not_only_what_it_is_called(assistant, question, amount):
    columns = ("岗位", "补贴", "每月最多", "培训", "时长")
    made_up = table_of(
        columns,
        ("潜水员", "水下作业补贴（2024年办法）", "900元", "面授和下水练习", "40学时"),
        ("塔吊工", "高空作业补贴（2024年办法）", "700元", "面授和上机练习", "32学时"),
    )
    query = assistant.reader.understand(Turn(question))
    assert amount in Rows(made_up).sentence(made_up[0], query)


def test_an_amount_that_all_rows_call_alike_is_told_too(assistant):
    made_up = table_of(
        ("补贴", "岗位", "每月最多"),
        ("特殊岗位补贴（2024年办法）", "潜水员", "900元"),
        ("特殊岗位补贴（2024年办法）", "塔吊工", "700元"),
    )
    asks_amount = assistant.reader.understand(Turn("潜水员能领多少补贴"))
    assert "900元" in Rows(made_up).sentence(made_up[0], asks_amount)
    # Who asks what it is called is told no more.
    asks_name = assistant.reader.understand(Turn("潜水员的补贴叫什么"))
    assert "900元" not in Rows(made_up).sentence(made_up[0], asks_name)
