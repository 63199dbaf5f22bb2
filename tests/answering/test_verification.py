from dataclasses import replace

import pytest

from assistant.answering.verification import is_valid, number_citations, with_marks
from assistant.types import Citation, Draft, Statement, Status


@pytest.fixture
def documents(tiny_assistant):
    return tiny_assistant.generation.documents


@pytest.fixture
def citation(documents):
    text = documents["rules"].text
    start = text.index("产业学院的师资")
    end = text.index("。", start) + 1
    return Citation("rules", "合作办法", "", None, "第1节", text[start:end], start, end, "organisation")


def drafted(*statements):
    return Draft(Status.ANSWERED, statements)


def test_a_citation_shifted_by_one_character_is_invalid_and_drops_its_statement(documents, citation):
    shifted = replace(citation, start=citation.start + 1, end=citation.end + 1)
    assert is_valid(citation, documents)
    assert not is_valid(shifted, documents)
    statements, _, citations = number_citations(drafted(Statement("至少4名", (shifted,))), documents)
    assert (statements, citations) == ([], ())


def test_a_figure_that_no_quote_holds_drops_its_statement(documents, citation):
    draft = drafted(Statement("至少4名", (citation,)), Statement("至少5名", (citation,)))
    statements, _, _ = number_citations(draft, documents)
    assert [s.text for s in statements] == ["至少4名"]


def test_one_place_gets_one_number(documents, citation):
    draft = drafted(Statement("至少4名", (citation,)), Statement("4名讲师", (citation,)))
    statements, _, citations = number_citations(draft, documents)
    assert [c.n for c in citations] == [1]
    assert with_marks(statements) == "- 至少4名[1]\n- 4名讲师[1]"


def test_a_document_that_is_not_held_cannot_be_cited(documents, citation):
    assert not is_valid(replace(citation, document="elsewhere"), documents)


def test_a_table_and_what_follows_a_list_stand_after_an_empty_line(citation):
    cited = replace(citation, n=1)
    table = Statement("| 教材 |\n| --- |\n| 甲 |\n\n", (cited,))
    text = with_marks([Statement("共2条。", (cited,)), table])
    assert "\n\n| 教材 |" in text
    assert not text.startswith("- ")
    listed = with_marks([Statement("甲", (cited,)), Statement("乙", (cited,)), Statement("原因。")])
    assert listed == "- 甲[1]\n- 乙[1]\n\n原因。"
