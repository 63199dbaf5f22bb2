"""A permanent link leads to its words, also after the document has changed around them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.links import LinkState, Target, link_query, resolve
from assistant.corpus.loaders import load_document
from assistant.corpus.sections import find_sections
from assistant.settings import ROOT
from assistant.types import Document

TRANSFER = load_document(ROOT / "corpus" / "documents" / "x-certificate-transfer-2025.md")
WORDS = "不得再开展新的X证书业务"


def _follow(query: str, document: Document) -> Target:
    fields = {name: values[0] for name, values in parse_qs(query[1:]).items()}
    return resolve(document, int(fields["start"]), int(fields["end"]), fields.get("sum", ""), fields.get("locator", ""))


def _changed(text: str) -> Document:
    return replace(TRANSFER, text=text, sections=tuple(find_sections(text)))


def _link() -> tuple[str, int]:
    start = TRANSFER.text.index(WORDS)
    return link_query(TRANSFER, start, start + len(WORDS)), start


@given(st.data())
def test_every_span_of_an_unchanged_document_is_found_as_it_is_linked(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TRANSFER.text) - 1))
    end = data.draw(st.integers(start + 1, len(TRANSFER.text)))
    assert _follow(link_query(TRANSFER, start, end), TRANSFER) == Target(start, end, LinkState.AS_LINKED)


def test_words_that_moved_are_found_where_they_are_now() -> None:
    query, start = _link()
    for before in ("# 新的开头\n\n这一段是后来加上的。\n\n", "𝌆" * 7 + "\n"):
        target = _follow(query, _changed(before + TRANSFER.text))
        assert target == Target(start + len(before), start + len(before) + len(WORDS), LinkState.MOVED)


def test_of_repeated_words_the_nearest_are_meant() -> None:
    query, start = _link()
    document = _changed(f"{WORDS}。\n\n" + TRANSFER.text + f"\n\n{WORDS}。\n")
    assert _follow(query, document).start == start + len(WORDS) + 3


def test_words_that_are_gone_lead_to_their_section_and_nothing_is_marked() -> None:
    query, _ = _link()
    document = _changed("导言。\n\n" + TRANSFER.text.replace(WORDS, "可以继续开展业务"))
    target = _follow(query, document)
    section = next(s for s in document.sections if s.locator == "转载页 2025·业务停止")
    assert target == Target(section.start, section.start, LinkState.CHANGED)


@pytest.mark.parametrize(("start", "end", "checksum"), [(10**8, 10**9, "0"), (0, 10**9, "zz" * 4), (50, 10, "")])
def test_nonsense_in_a_link_marks_nothing(start: int, end: int, checksum: str, tmp_path: Path) -> None:
    target = resolve(TRANSFER, start, end, checksum, "no such place")
    assert 0 <= target.start == target.end <= len(TRANSFER.text)
