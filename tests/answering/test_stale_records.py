"""A record that holds what a former edition said: cited from there, and the answer says what holds now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.notices import with_notices
from assistant.answering.places import Places
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place
from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.types import Document, Draft, Language, NoticeKind, Passage, Statement, Status
from assistant.understanding.query import Query

EDITION = """---
id: lift
edition: "{year}"
title: 电梯检验员考核办法
short_title: 考核办法
publisher: 测试
authority: organisation
effective: "{year}-01-01"
language: zh
original: 测试
---
# 电梯检验员考核办法

{text}
"""
OLD = "## 有效期 〔第3条〕\n\n检验员证有效期为4年。\n\n## 收费 〔第4条〕\n\n考试费每人300元。\n"
NEW = "## 有效期 〔第3条〕\n\n检验员证有效期为5年。\n\n## 复审 〔第4条〕\n\n到期前应当复审。\n\n## 收费 〔第5条〕\n\n考试费每人300元。\n"


@dataclass(frozen=True)
class _Texts:
    documents: dict[str, Document]
    passages: list[Passage]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder: Path = tmp_path_factory.mktemp("lift")
    for year, text in ((2018, OLD), (2024, NEW)):
        (folder / f"lift@{year}.md").write_text(EDITION.format(year=year, text=text), encoding="utf-8")
    documents = {d.id: d for d in load_corpus(folder)}
    former, today = (_Texts(documents, split_document(documents[f"lift@{year}"])) for year in (2018, 2024))
    return Places(today, Places(former))


def test_a_place_that_only_got_another_number_is_cited_where_it_stands_now(places: Places) -> None:
    citation = places.cite(Place.parse("lift#第4条"), "300元")
    assert citation is not None
    assert (citation.document, citation.locator) == ("lift@2024", "第5条")


def test_a_value_that_is_gone_is_cited_from_where_it_stood_and_the_answer_says_what_holds_now(places: Places) -> None:
    citation = places.cite(Place.parse("lift#第3条"), "4年")
    assert citation is not None
    assert citation.document == "lift@2018"
    query = Query("有效期几年", "有效期几年", "有效期几年", "有效期几年", Language.ZH, (), date(2026, 1, 1))
    draft = Draft(Status.ANSWERED, (Statement("检验员证的有效期是4年。", (citation,)),))
    documents = places._documents
    (notice,) = with_notices(query, draft, Catalogue(), places, documents).notices
    assert notice.kind is NoticeKind.SUPERSEDED
    assert "5年" in notice.text
    assert [documents[c.document].text[c.start : c.end] == c.quote for c in notice.citations] == [True, True]
    assert notice.citations[-1].document == "lift@2024"
