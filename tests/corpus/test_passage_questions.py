"""Questions written for passages: they help to find them, and nothing of them is ever shown."""

import json
import shutil

import pytest

from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue
from assistant.corpus.check import check_corpus
from assistant.corpus.questions import passage_key
from assistant.errors import CorpusError, IndexStaleError
from assistant.index.generation import open_generation
from assistant.index.generations import build, check_fresh

WRITTEN = "教书的人手得凑够多少个"


@pytest.fixture
def corpus(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return tmp_path / "corpus"


def _write(corpus, passage, questions):
    folder = corpus / "questions"
    folder.mkdir(exist_ok=True)
    line = {"passage": passage_key(passage), "locator": passage.locator, "questions": questions}
    (folder / f"{passage.document_id}.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")


def _rank(corpus, index, embedder, asked):
    build(corpus, index, embedder)
    assistant = Assistant(open_generation(index), embedder, Catalogue())
    found = assistant.retriever.search(asked, embedder.embed_query(asked), k=20)
    return assistant, [h.passage.text for h in found.hits]


def test_a_passage_is_found_by_words_that_only_its_questions_have(corpus, tmp_path, embedder):
    asked = "教书的人手要几个才凑够"
    assistant, before = _rank(corpus, tmp_path / "before", embedder, asked)
    wanted = next(p for p in assistant.generation.passages if p.text == before[-1])
    _write(corpus, wanted, [WRITTEN])
    assistant, after = _rank(corpus, tmp_path / "after", embedder, asked)
    assert after[0] == wanted.text
    held = next(p for p in assistant.generation.passages if p.text == wanted.text)
    assert held.questions == (WRITTEN,)
    assert WRITTEN not in assistant.generation.documents[held.document_id].text


def test_new_questions_make_the_index_stale_and_edited_passages_lose_theirs(corpus, tmp_path, embedder):
    build(corpus, tmp_path / "index", embedder)
    passage = open_generation(tmp_path / "index").passages[0]
    _write(corpus, passage, [WRITTEN])
    with pytest.raises(IndexStaleError):
        check_fresh(tmp_path / "index", corpus, embedder.name)
    path = corpus / "documents" / f"{passage.document_id}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace(passage.text, passage.text[:-1] + "和助教。"), encoding="utf-8"
    )
    build(corpus, tmp_path / "index", embedder)
    assert not any(p.questions for p in open_generation(tmp_path / "index").passages)
    assert any(f"questions/{passage.document_id}.jsonl：1 行" in problem for problem in check_corpus(corpus))


def test_a_malformed_line_is_named_and_the_old_index_stays(corpus, tmp_path, embedder):
    manifest = build(corpus, tmp_path / "index", embedder)
    (corpus / "questions").mkdir()
    (corpus / "questions" / "rules.jsonl").write_text('{"passage": "x"}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"rules\.jsonl 第 1 行"):
        build(corpus, tmp_path / "index", embedder)
    assert open_generation(tmp_path / "index").manifest == manifest
