from assistant.corpus.loaders import load_corpus, load_document
from assistant.corpus.passages import MAX_PASSAGE_CHARS, sentence_spans, split_document
from assistant.settings import ROOT
from assistant.types import Language, PassageKind


def test_a_table_row_is_a_passage_with_its_column_names(tiny_corpus):
    rules = next(d for d in load_corpus(tiny_corpus / "documents") if d.id == "rules")
    rows = [p for p in split_document(rules) if p.kind is PassageKind.ROW]
    assert [p.locator for p in rows] == ["第2节 第1行", "第2节 第2行"]
    assert rows[1].cells == (("等级", "中级"), ("教材", "《跨境电商B2B店铺数据运营》"), ("学时", "48"))
    assert rows[1].header == "合作办法 › 教材 › 教材清单"


def test_places_in_an_english_document_are_named_in_english(tmp_path):
    table = "| Code | Fee |\n|---|---|\n| BX-1 | 85 |\n"
    text = f"What this office charges for its certificates.\n\n# Fees\n\n{table}"
    (tmp_path / "fees.md").write_text(text, encoding="utf-8")
    assert [p.locator for p in split_document(load_document(tmp_path / "fees.md"))] == ["opening", "Fees row 2"]


def test_headings_captions_and_locators_are_never_quoted(tiny_corpus):
    for document in load_corpus(tiny_corpus / "documents"):
        for passage in split_document(document):
            assert "〔" not in passage.text
            assert "教材清单" not in passage.text
            assert not passage.text.startswith("#")


def test_passages_of_the_whole_corpus_are_exact_spans_that_do_not_overlap():
    for document in load_corpus(ROOT / "corpus" / "documents"):
        end = 0
        for passage in split_document(document):
            assert document.text[passage.start : passage.end] == passage.text
            assert passage.text == passage.text.strip() != ""
            assert passage.start >= end
            end = passage.end


def test_passage_ids_are_unique_in_the_whole_corpus():
    ids = [p.id for d in load_corpus(ROOT / "corpus" / "documents") for p in split_document(d)]
    assert len(ids) == len(set(ids))


def test_no_passage_is_cut_by_the_embedding_model(embedder):
    passages = [p for d in load_corpus(ROOT / "corpus" / "documents") for p in split_document(d)]
    longest = sorted(passages, key=lambda p: len(p.searchable.encode()))[-60:]
    assert max(embedder.count_tokens(p.searchable) for p in longest) <= 512


def test_text_without_headings_is_joined_over_line_breaks(tmp_path):
    (tmp_path / "raw.txt").write_text(
        "我国跨境电商行\n\n业发展迅猛，专业人\n\n才短缺。\n\n" + "长句，" * 300, encoding="utf-8"
    )
    passages = split_document(load_corpus(tmp_path)[0])
    assert "我国跨境电商行\n\n业发展迅猛，专业人\n\n才短缺。" in passages[0].text
    assert max(len(p.text) for p in passages) <= MAX_PASSAGE_CHARS[Language.ZH]


def test_the_parameters_of_an_address_belong_to_it() -> None:
    text = "来源：某刊，网址：https://example.org/list?id=16ff&year=2025 。能报吗?能报。"

    said = [text[start:end] for start, end in sentence_spans(text, 0, len(text), 400)]

    assert said == ["来源：某刊，网址：https://example.org/list?id=16ff&year=2025 。", "能报吗?", "能报。"]
