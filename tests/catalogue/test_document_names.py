from types import SimpleNamespace

from assistant.catalogue.names import document_names
from assistant.understanding.entities import EntityKind, Lexicon


def document(id_, *aliases, text=""):
    return SimpleNamespace(id=id_, work=id_, title=aliases[0], short_title="", aliases=aliases[1:], text=text)


def found(question, *documents):
    lexicon = Lexicon(document_names(documents))
    return [m.id for m in lexicon.find(question) if m.kind is EntityKind.DOCUMENT]


STANDARD = document("standard", "中职教学标准", "中职国标", "山东那家")


def test_the_end_of_a_name_that_nothing_else_has_stands_for_the_document():
    assert found("国标里实践课占多少", STANDARD, document("paper", "人才论文")) == ["standard"]


def test_what_another_document_says_as_well_is_no_name():
    assert found("国标里实践课占多少", STANDARD, document("paper", "人才论文", text="另有国标规定")) == []


def test_a_pointing_word_is_no_name():
    assert found("那家在哪里", STANDARD) == []
