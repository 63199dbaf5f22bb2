"""What must hold for any text: passages are exact spans, in order, without overlap, losing no sentence."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.corpus.loaders import load_document
from assistant.corpus.passages import split_document
from assistant.retrieval.tokenization import normalise, simplify, tokenize

PIECES = st.sampled_from(
    [
        "# 标题 〔第1节〕",
        "## 小节 〔第1.1节〕",
        "产业学院至少4名讲师。",
        "- 列表项",
        "| 定位 | 值 |",
        "|---|---|",
        "| 行1 | 32 |",
        "",
        "a b. c",
        "甲\t乙\t丙",
        "！？。",
        "｜",
    ]
)
TEXTS = st.one_of(st.text(min_size=1, max_size=400), st.lists(PIECES, min_size=1, max_size=30).map("\n".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS.filter(lambda t: t.strip() and "\x00" not in t and "\r" not in t))
def test_passages_are_spans_of_their_document(tmp_path: Path, text: str):
    path = tmp_path / "any.md"
    path.write_text("正文" + text.encode("utf-8", "replace").decode(), encoding="utf-8", newline="")
    document = load_document(path)
    end = 0
    for passage in split_document(document):
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.start >= end
        end = passage.end


@given(sentences=st.lists(st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=60), min_size=1, max_size=12))
def test_no_sentence_of_prose_is_lost(tmp_path_factory, sentences):
    path = tmp_path_factory.mktemp("prose") / "p.txt"
    path.write_text("".join(s + "。" for s in sentences), encoding="utf-8")
    passages = split_document(load_document(path))
    assert "".join(p.text for p in passages).replace("\n", "") == "".join(s + "。" for s in sentences)


@given(text=st.text(max_size=300))
def test_script_conversion_keeps_the_length_and_terms_are_stable(text):
    assert len(simplify(text)) == len(text)
    assert tokenize(normalise(text)) == tokenize(text)


def test_mixed_script_terms_are_whole_and_split():
    terms = tokenize("跨境電商B2B數據运营1+X证书1.2.3与730702")
    for term in ("b2b", "1+x", "1.2.3", "730702", "电商", "数据"):
        assert term in terms
