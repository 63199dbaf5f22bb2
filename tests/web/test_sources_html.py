"""The sources page's HTML: escaped, complete, marked where it should be, and calm about nonsense from a browser."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.disputes import disputes
from assistant.answering.places import Places
from assistant.assistant import Assistant
from assistant.catalogue.loading import load_catalogue
from assistant.corpus.differences import compare_documents
from assistant.corpus.links import LinkState, Target
from assistant.corpus.reading import ReadCorpus, read_corpus
from assistant.corpus.sections import find_sections
from assistant.retrieval.search import Found, Hit
from assistant.settings import ROOT
from assistant.types import Document, Language, Passage
from assistant.web.source_beside import render_beside
from assistant.web.source_conflicts import render_conflicts
from assistant.web.source_reader import PART_CHARS, parts, render_reader
from assistant.web.source_search import render_documents, render_found
from assistant.web.sources import _View
from assistant.web.strings import EN, ZH, Strings
from tests.api.serving import loaded

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
OURS = re.compile(
    r"</?(?:p|ul|ol|li|dl|dt|dd|div|h[1-6]|small|b|mark|del|ins|span|time|cite|blockquote|header|article|section|aside|nav"
    r"|details|summary|label|select|option|fieldset|legend|table|tr|th|td)(?:\s[^<>]*)?>"
    r"|<(?:input type=\"(?:radio|checkbox)\"|button type=\"button\")[^<>]*>|</button>"
    r"|<a href=\"(?:\?[^<>\"]*|https?://[^<>\"]*)\"[^<>]*>|</a>"
)


@pytest.fixture(scope="module")
def corpus() -> ReadCorpus:
    return read_corpus(ROOT / "corpus" / "documents")


def _hostile(corpus: ReadCorpus) -> Document:
    document = corpus.documents["skill-subsidy-facts"]
    text = f"# {HOSTILE} 〔{HOSTILE}〕\n\n{HOSTILE}\n\n| 定位 | {HOSTILE} |\n|---|---|\n| {HOSTILE} | {HOSTILE} |\n"
    fields = dict.fromkeys(
        ("title", "short_title", "publisher", "issued", "effective", "original", "issued_note"), HOSTILE
    )
    return replace(document, **fields, id=HOSTILE, text=text, sections=tuple(find_sections(text)))


def _shown(rendered: str) -> str:
    """What a browser shows, after making sure that every tag is one of ours."""
    left = OURS.sub("", rendered)
    assert "<" not in left, left[max(0, left.index("<") - 80) :][:200]
    return html.unescape(left)


def _marked(rendered: str, tag: str = "mark") -> str:
    return html.unescape("".join(re.findall(rf"<{tag}>(.*?)</{tag}>", rendered, re.DOTALL)))


def _read(document: Document, corpus: ReadCorpus, start: int = 0, end: int = 0, strings: Strings = ZH) -> str:
    return render_reader(document, Target(start, end, LinkState.AS_LINKED), corpus.documents, (), strings)


@pytest.mark.parametrize("strings", [ZH, EN])
def test_nothing_that_a_document_holds_becomes_markup(corpus: ReadCorpus, strings: Strings) -> None:
    hostile = _hostile(corpus)
    newer = replace(hostile, id="newer", supersedes=HOSTILE, text=hostile.text + f"\n{HOSTILE}2\n")
    documents = {**corpus.documents, hostile.id: hostile, newer.id: newer}
    held = ReadCorpus(documents, corpus.passages)
    passage = Passage("p", HOSTILE, HOSTILE, f"x › {HOSTILE}", hostile.text, 0, len(hostile.text))
    hit = Hit(hostile, passage, 0, len(hostile.text), HOSTILE, 1.0, ((3, 20),))
    for rendered in (
        _read(hostile, held, 5, 30, strings),
        render_documents([hostile, newer], documents, strings, dated=True),
        render_found(Found((hit,), 1, terms=frozenset({"script"})), strings, quoted=False, dated=True, limit=1),
        render_beside(hostile, newer, compare_documents(hostile, newer), documents, strings),
        render_beside(
            hostile, corpus.documents["skill-subsidy-facts"], compare_documents(hostile, newer), documents, strings
        ),
        render_conflicts((), (), documents, strings, about=hostile),
    ):
        assert "onerror=alert(1)" in _shown(rendered)


def test_only_web_addresses_become_links_out(corpus: ReadCorpus) -> None:
    document = corpus.documents["x-certificate-transfer-2025"]
    address = 'href="https://www.shzv.edu.cn/xdfyxy/info/news-15259.html" target="_blank" rel="noopener noreferrer'
    assert address in render_documents([document], corpus.documents, ZH, dated=False)
    for original in ("javascript:alert(1)", "file:///etc/passwd", "//evil.example/x", "见 https://a.example"):
        rendered = render_documents([replace(document, original=original)], corpus.documents, ZH, dated=False)
        assert 'target="_blank"' not in rendered
        assert original in _shown(rendered)


def test_every_document_can_be_read_whole_with_all_its_sections_in_the_outline(corpus: ReadCorpus) -> None:
    for document in corpus.documents.values():
        rendered = _read(document, corpus)
        shown = _shown(rendered)
        for section in document.sections:
            assert f'id="zt-section-{section.start}"' in rendered
            assert section.title in shown
        words = set(re.findall(r"[\u4e00-\u9fff]{4,}|[A-Za-z]{6,}", document.text))
        assert all(word in shown for word in words)
        assert rendered.count("<table>") >= document.text.count("\n\n| 定位 |")


@given(st.data())
def test_the_linked_words_are_marked(corpus: ReadCorpus, data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(list(corpus.documents.values())))
    passage = data.draw(st.sampled_from([p for p in corpus.passages if p.document_id == document.id]))
    rendered = _read(document, corpus, passage.start, passage.end)
    plain = re.sub(r"[\s|*-]|\d+[.)、]", "", passage.text)
    assert re.sub(r"[\s|*-]|\d+[.)、]", "", _marked(rendered)) == plain


def test_each_piece_knows_its_offset(corpus: ReadCorpus) -> None:
    document = corpus.documents["school-a-1x-paper"]
    pieces = re.findall(r'data-at="(\d+)">(.*?)</(?:p|li|td|th)>', _read(document, corpus), re.DOTALL)
    assert len(pieces) > 200
    for offset, piece in pieces:
        text = html.unescape(re.sub(r"<[^<>]+>", "", piece))
        assert document.text[int(offset) : int(offset) + len(text)] == text


def test_a_long_document_is_read_in_parts_that_cover_it(corpus: ReadCorpus) -> None:
    paragraph = "这是一段很长的文字，一行一行写下去。\n"
    text = "".join(f"## 第{n}章\n\n{paragraph * (n * 400)}" for n in range(1, 40)) + "无换行" * PART_CHARS
    document = replace(corpus.documents["skill-subsidy-facts"], text=text, sections=tuple(find_sections(text)))
    cuts = parts(document)
    assert "".join(text[a:b] for a, b in cuts) == text
    assert max(b - a for a, b in cuts) <= PART_CHARS
    middle = cuts[len(cuts) // 2][0] + 50
    rendered = _read(document, corpus, middle, middle + 10)
    assert len(rendered) < 4 * PART_CHARS
    assert _marked(rendered) == text[middle : middle + 10].replace("\n", "")
    assert ZH.of("sources").later in rendered


def test_a_moved_or_changed_place_is_said(corpus: ReadCorpus) -> None:
    document, texts = corpus.documents["skill-subsidy-facts"], ZH.of("sources")
    for state, said in ((LinkState.MOVED, texts.moved), (LinkState.CHANGED, texts.changed)):
        assert said in render_reader(document, Target(0, 0, state), corpus.documents, (), ZH)


@pytest.mark.parametrize("strings", [ZH, EN])
def test_every_conflict_of_the_catalogue_is_listed_with_each_side_and_the_reason(
    corpus: ReadCorpus, strings: Strings
) -> None:
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    found = disputes(catalogue, Places(corpus), strings.language)
    rendered = render_conflicts(found, (), corpus.documents, strings)
    shown = _shown(rendered)
    texts = strings.of("sources")
    sides = [side for d in found for side in d.sides]
    assert rendered.count("<blockquote") == len(sides) == sum(len(c.claims) for c in catalogue.conflicts)
    assert rendered.count("zt-preferred") == sum(c.preferred for d in catalogue.conflicts for c in d.claims)
    for conflict in catalogue.conflicts:
        assert (conflict.reason if strings is ZH else conflict.reason_en) in shown
        assert f'id="{conflict.id}"' in rendered
    assert texts.not_preferred in shown
    for side in sides:
        assert side.citation
        assert side.citation.quote in shown
        assert side.citation.locator in shown


def test_a_disputed_section_says_so_where_it_is_read(corpus: ReadCorpus) -> None:
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    found = disputes(catalogue, Places(corpus), Language.ZH)
    document = corpus.documents["x-certificate-transfer-2025"]
    rendered = render_reader(document, Target(0, 0, LinkState.AS_LINKED), corpus.documents, found, ZH)
    assert 'href="?view=conflicts#conflict-1x-state"' in rendered
    assert rendered.count("zt-notice") == 1


def test_a_replaced_document_says_by_which(corpus: ReadCorpus) -> None:
    old = corpus.documents["skill-subsidy-facts"]
    new = replace(old, id="newer", title="新的摘编", supersedes=old.id)
    documents = {**corpus.documents, new.id: new}
    for rendered in (
        render_documents([old], documents, ZH, dated=False),
        render_reader(old, Target(0, 0, LinkState.AS_LINKED), documents, (), ZH),
        render_conflicts((), (), documents, ZH),
    ):
        assert "新的摘编" in _shown(rendered)
        assert "newer" in rendered


@pytest.fixture(scope="module")
def view(tiny_assistant: Assistant) -> _View:
    loader = loaded(tiny_assistant)
    return _View(loader, ZH)


NONSENSE: list[Any] = [
    None,
    "x",
    [],
    {},
    {"q": 3, "in": [], "from": {}, "more": None},
    {"document": None, "start": "x", "end": -1},
    {"document": "standard", "start": "９", "end": "1" * 400, "sum": 7, "locator": HOSTILE},
    {"document": "standard", "start": True, "end": 1e9, "with": "rules"},
    {"document": HOSTILE, "with": HOSTILE, "in": HOSTILE, "q": HOSTILE * 30, "authority": HOSTILE, "language": "xx"},
    {"document": "standard", "with": "standard"},
    {"q": "学时", "from": "2025-02-30"},
    {"q": "学时", "from": "2025-02-03", "to": "2024-01-01"},
    {"q": "\x00\ud800", "in": "\ud800"},
]


@pytest.mark.parametrize("state", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_from_a_browser_gets_a_calm_page(view: _View, state: Any) -> None:
    for shown in (view.listing, view.reader, view.beside, view.conflicts):
        _shown(shown(state))
    assert view.link(state) in ("",) or view.link(state).startswith("?document=standard&")


def test_what_is_wrong_is_said(view: _View) -> None:
    texts = ZH.of("sources")
    assert "日期须存在" in view.listing({"q": "学时", "from": "2025-02-30"})
    assert texts.document_gone in view.reader({"document": "gone"})
    assert "另一份资料" in view.beside({"document": "standard", "with": "standard"})
    assert texts.none_exact in view.listing({"q": "「没有这句话」"})
    assert texts.no_documents in view.listing({"from": "1990-01-01", "to": "1990-02-01"})


def test_a_selection_is_linked_with_its_words(view: _View, tiny_assistant: Assistant) -> None:
    text = tiny_assistant.generation.documents["standard"].text
    start = text.index("3000学时")
    query = view.link({"document": "standard", "start": start, "end": start + 6})
    fields = {k: v[0] for k, v in parse_qs(query[1:]).items()}
    assert "<mark>3000学时</mark>" in view.reader(fields)
