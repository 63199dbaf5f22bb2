"""Answers and sources as HTML: marked right, and never more than text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.api.schemas import AnswerBody, CitationBody, NoticeBody
from assistant.corpus.loaders import load_document
from assistant.types import Document
from assistant.web.citations import render_source
from assistant.web.conversation import Exchange, Kept, turn
from assistant.web.markdown import render_answer
from assistant.web.strings import EN, ZH, Strings
from assistant.web.transcript import render_conversation

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![i](http://evil.example/i.png)",
    "<http://evil.example>",
    "[a]: http://evil.example\n\n[a]",
    "`<b>`\n\n    <i>\n",
    "&lt;script&gt;",
    '"><svg onload=alert(1)>',
]
OURS = re.compile(
    r"</?(?:p|ul|ol|li|strong|em|br|code|pre|hr|h\d|blockquote|div|table|thead|tbody|tr|th|td|small|b|mark|span"
    r"|header|article|section|aside|button|details|summary|form|label|textarea|path)(?:\s[^<>]*)?/?>"
    # The thumbs.
    r"|<svg viewBox=[^<>]*>|</svg>"
    # The one link: to the place on the sources page, which the page's script completes.
    r"|<a data-query=\"\?document=[^<>\"]*\">|</a>"
)


def _citation(n: int = 1, **changes: object) -> CitationBody:
    values = {
        "n": n,
        "document": "d",
        "title": "标准",
        "publisher": "出版社",
        "issued": "2021",
        "locator": "第1节",
        "quote": "x",
        "start": 3,
        "end": 9,
        "authority": "paper",
    }
    return CitationBody.model_validate(values | changes)


def _answer(text: str, **changes: object) -> AnswerBody:
    values: dict[str, object] = {
        "id": None,
        "status": "answered",
        "refused": False,
        "answer": text,
        "language": "zh",
        "intent": "passage",
        "citations": [_citation()],
        "notices": [],
        "suggestions": [],
        "latency_ms": 1.0,
    }
    return AnswerBody.model_validate(values | changes)


def _only_our_tags(rendered: str) -> bool:
    return "<" not in OURS.sub("", rendered)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_an_answer_stays_text(text: str) -> None:
    rendered = render_answer(text, {}, ZH)
    assert _only_our_tags(rendered)
    assert not re.search(r"<[^>]*(?:href|src|onerror|onload)=", rendered)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_anywhere_in_a_conversation_stays_text(text: str) -> None:
    answer = _answer(
        text,
        citations=[_citation(title=text, publisher=text, locator=text, document=text)],
        notices=[NoticeBody(kind="conflict", text=text, citations=[1, 7])],
        suggestions=[text],
    )
    exchanges = (Exchange(question=text, answer=answer), Exchange(question=text, problem=text))
    for rendered in [*render_conversation(exchanges, ZH), *render_conversation(exchanges[:1], EN)]:
        assert _only_our_tags(rendered)


def test_marks_become_buttons_only_where_a_citation_is() -> None:
    rendered = render_answer("至少4名。[1] 另见[9]。", {1: _citation()}, ZH)
    assert rendered.count("<button") == 1
    assert 'data-start="3" data-end="9"' in rendered
    assert "[9]" in rendered


def test_suggestions_and_retry_stand_under_the_last_answer_only() -> None:
    exchange = Exchange(question="问", answer=_answer("答", suggestions=["接着问什么？"], status="clarify"))
    first, last = render_conversation((exchange, exchange), ZH)
    assert "接着问什么" not in first
    assert "retry" not in first
    assert ZH.choices in last
    assert 'data-question="接着问什么？"' in last
    assert "retry" in last


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("source") / "source.md"
    filler = "".join(f"第{n}句说的是别的事情，与引文无关。\n\n" for n in range(200))
    rows = "".join(f"| 第2节 第{n}行 | 课程{n} <i>x</i> | {n}0 |\n" for n in range(1, 90))
    # With our front matter, so that the text stays as it is written, markup and all.
    head = (
        "id: source\ntitle: 资料\nshort_title: 资料\npublisher: p\nauthority: organisation\nlanguage: zh\noriginal: o\n"
    )
    path.write_text(
        f"---\n{head}---\n# 资料\n\n## 甲 〔第1节〕\n\n{filler}- 产业学院至少4名<b>讲师</b>。\n- 其他。\n\n{filler}\n"
        f"## 乙 〔第2节〕\n\n| 定位 | 课程 | 学时 |\n|---|---|---|\n{rows}",
        encoding="utf-8",
    )
    return load_document(path)


def _marked(rendered: str) -> str:
    return html.unescape("".join(re.findall(r"<mark>(.*?)</mark>", rendered, re.DOTALL)))


def test_the_quoted_sentence_is_marked_in_its_surroundings(document: Document) -> None:
    quote = "产业学院至少4名<b>讲师</b>。"
    start = document.text.index(quote)
    rendered = render_source(document, start, start + len(quote), ZH)
    assert _marked(rendered) == quote
    assert rendered.count("zt-cut") == 2
    assert len(rendered) < 6000
    assert "<li>其他。</li>" in rendered
    assert _only_our_tags(rendered)


def test_a_quoted_row_keeps_its_column_names(document: Document) -> None:
    quote = "课程70 <i>x</i> | 700"
    start = document.text.index(quote)
    rendered = render_source(document, start, start + len(quote), ZH)
    assert "<th>课程</th><th>学时</th>" in rendered
    assert "定位" not in rendered
    assert _marked(rendered) == "课程70 <i>x</i>700"
    assert rendered.count("zt-quoted") == 1
    assert _only_our_tags(rendered)


@given(start=st.integers(-5, 20_000), length=st.integers(0, 3000), strings=st.sampled_from([ZH, EN]))
def test_any_span_renders_with_its_words_marked(document: Document, start: int, length: int, strings: Strings) -> None:
    rendered = render_source(document, start, start + length, strings)
    assert _only_our_tags(rendered)
    a = max(0, min(start, len(document.text)))
    section = next((s for s in document.sections if s.start <= a < s.end), None)
    shown = document.text[a : min(max(a, start + length), section.end if section else a)]
    words = set(re.findall(r"[\u4e00-\u9fff]{3,}", shown.replace("定位", "")))
    if "|" not in shown and "#" not in shown:
        assert all(word in _marked(rendered) for word in words)


def test_what_the_browser_keeps_comes_back_or_is_forgotten() -> None:
    conversation = (Exchange(question="问", answer=_answer("答。[1]")), Exchange(question="再问", problem="停"))
    kept = Kept(id="c1", exchanges=conversation)
    assert Kept.load(kept.dump()) == kept
    for broken in (None, "x", [{"question": 1}], [{"question": "x", "answer": {"old": "format"}}]):
        assert Kept.load(broken) == Kept()
    history = turn("那高级的呢？", conversation).history
    assert [(m.role, m.content) for m in history] == [("user", "问"), ("assistant", "答。[1]")]


def test_page_files_name_no_other_host() -> None:
    for file in Path("assistant/web").glob("*.*"):
        assert not re.search(r"https?://|//\w+\.\w+/", file.read_text(encoding="utf-8")), file
