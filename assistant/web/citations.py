"""The source panel: the text around a citation, with the quoted words highlighted."""

from __future__ import annotations

from hashlib import sha256
from html import escape

from assistant.corpus.links import link_query
from assistant.types import Document, Section
from assistant.web.document_text import MarkedText, render_blocks
from assistant.web.html import paragraph
from assistant.web.original_view import original_link, page_picture, whose_words
from assistant.web.strings import Strings

# A section longer than this (plain texts are one section) is shown around the quote only.
_CONTEXT_CHARS = 1200
_CHECK_CHARS = 12


def render_source(document: Document, start: int, end: int, strings: Strings) -> str:
    """HTML of a document's section around ``text[start:end]``, which is marked.

    Args:
        document: the cited document; its text is untrusted and escaped.
        start: first cited character; values outside the text are moved to its bounds.
        end: one past the last cited character.
        strings: the page's language.
    """
    start = max(0, min(start, len(document.text)))
    end = max(start, min(end, len(document.text)))
    section = _section_at(document, start)
    left, right = _window(document.text, section, start, end)
    view = MarkedText(document.text, [(start, end)])
    return (
        f'<header class="zt-source-head"><h2 id="zt-source-title" tabindex="-1">{escape(document.title)}</h2>'
        f'<p class="zt-meta">{whose_words(document, strings)} {_meta(document, strings)}</p></header>'
        f"{page_picture(document, start, end, strings)}"
        f'<div class="zt-source-text" lang="{document.language.value}">'
        f"{_ellipsis(left > section.start, strings)}"
        f"{''.join(render_blocks(view, left, right))}"
        f"{_ellipsis(right < section.end, strings)}</div>"
        f'<p class="zt-original">{escape(strings.original)}{original_link(document, strings)}</p>'
        f'<p class="zt-permanent"><a data-query="{escape(link_query(document, start, end))}">'
        f"{escape(strings.open_document)}</a></p>"
    )


def render_missing(strings: Strings) -> str:
    """What the panel says of a document that is no longer there."""
    return paragraph("zt-empty", strings.document_missing)


def render_changed(strings: Strings) -> str:
    """What the panel says of a document whose text is no longer what was quoted."""
    return paragraph("zt-empty", strings.document_changed)


def check_of(quote: str) -> str:
    """A short sum of a quote, by which a page's citation knows its words again after the documents changed."""
    return sha256(quote.encode()).hexdigest()[:_CHECK_CHARS]


def _section_at(document: Document, position: int) -> Section:
    for section in document.sections:
        if section.start <= position < section.end:
            return section
    return Section(locator="", title="", level=0, start=0, end=len(document.text))


def _window(text: str, section: Section, start: int, end: int) -> tuple[int, int]:
    """The part of the section to show, cut at line ends where lines are short enough."""
    stop = max(section.end, end)
    left, right = section.start, stop
    if start - section.start > _CONTEXT_CHARS:
        cut = text.rfind("\n", start - _CONTEXT_CHARS, start)
        left = cut + 1 if cut >= 0 else start - _CONTEXT_CHARS
    if stop - end > _CONTEXT_CHARS:
        cut = text.find("\n", end, end + _CONTEXT_CHARS)
        further = text.rfind("\n", end, end + _CONTEXT_CHARS)
        right = max(cut, further) if cut >= 0 else end + _CONTEXT_CHARS
    return left, right


def _meta(document: Document, strings: Strings) -> str:
    parts = [strings.authority.get(document.authority.value, ""), document.publisher, document.issued or ""]
    return " · ".join(escape(p) for p in parts if p)


def _ellipsis(cut: bool, strings: Strings) -> str:
    return f'<p class="zt-cut" aria-label="{escape(strings.shortened)}">…</p>' if cut else ""
