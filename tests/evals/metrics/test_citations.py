"""Citation recall and precision by statement, worked out by hand."""

from assistant.types import Answer, Citation, Language, NumberedNotice, Status
from evals.metrics.citations import StatementCounts, count_notices, count_statements, statements_of


def citation(n: int, quote: str) -> Citation:
    return Citation("d", "办法", "p", None, "1", quote, 0, len(quote), "paper", n)


def answer(text: str, *quotes: str, notice: str = "") -> Answer:
    citations = tuple(citation(n, q) for n, q in enumerate(quotes, start=1))
    notices = (NumberedNotice("outdated", notice, (1,)),) if notice else ()
    return Answer("q", Status.ANSWERED, text, Language.ZH, "passage", citations, notices)


def title(one: Citation) -> str:
    return one.title


def counts(*arguments: str) -> StatementCounts:
    return count_statements(answer(*arguments), "", title)


def test_sentences_inherit_the_marks_that_close_their_run() -> None:
    text = "最接近的内容：\n- 学制三年。总学时3000。[1][2]\n- 实习每周30学时。[3]\n没有出处的话"
    assert statements_of(text) == [
        ("学制三年。", (1, 2)),
        ("总学时3000。", (1, 2)),
        ("实习每周30学时。", (3,)),
        ("没有出处的话", ()),
    ]


def test_a_table_is_one_statement_a_row() -> None:
    text = "| 课程 | 学时 |\n| --- | --- |\n| 国际单证 | 32 |\n\n[1]"
    assert statements_of(text) == [("| 课程 | 学时 |", (1,)), ("| 国际单证 | 32 |", (1,))]


def test_brackets_of_the_source_are_no_marks() -> None:
    assert statements_of("参考文献[7]是张伟的文章。[1]") == [("参考文献[7]是张伟的文章。", (1,))]


def test_a_statement_without_a_carrying_quote_lowers_recall() -> None:
    assert counts("学制是三年。[1]\n实习每周30学时。[2]", "学制是三年", "实习每周20学时") == StatementCounts(2, 1, 2, 1)
    assert counts("学制是三年。", "学制是三年") == StatementCounts(1, 0, 0, 0)


def test_an_irrelevant_citation_lowers_precision_only() -> None:
    assert counts("学制是三年。[1][2]", "学制是三年", "教材由出版社出版") == StatementCounts(1, 1, 2, 1)


def test_quotes_that_carry_it_only_together_are_both_precise() -> None:
    quotes = ("中级教材是32学时", "高级教材是48学时")
    assert counts("中级教材是32学时，高级教材是48学时。[1][2]", *quotes) == StatementCounts(1, 1, 2, 2)


def test_a_mark_without_a_citation_carries_nothing() -> None:
    assert counts("学制是三年。[9]", "学制是三年") == StatementCounts(1, 0, 0, 0)


def test_column_names_belong_to_the_premise() -> None:
    one = answer("浙江的专科开设数量是38。[1]", "浙江 | 38")
    assert count_statements(one, "", title).carried == 0
    assert count_statements(one, "", lambda c: "各省专科开设数量").carried == 1


def test_notices_count_apart() -> None:
    one = answer("学制是三年。[1]", "学制是三年", notice="学制是三年。请向学校确认报名时间。")
    assert count_notices(one, "", title) == StatementCounts(2, 1, 2, 1)
    assert count_statements(one, "", title).statements == 1
