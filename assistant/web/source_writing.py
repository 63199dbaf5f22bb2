"""Pieces that all views of the sources page share: links into it, badges, a document's standing and date."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from assistant.corpus.links import link_query
from assistant.text.page_texts import PageTexts
from assistant.types import Citation, Document, Language
from assistant.web.html import badge
from assistant.web.strings import Strings


def page_link(query: str, text: str, css: str = "", *, more: str = "") -> str:
    """A link within the page; ``text`` and ``more`` (further attributes) are HTML, ``query`` begins with "?"."""
    classes = f' class="{css}"' if css else ""
    return f'<a href="{escape(query)}" data-page{classes}{more}>{text}</a>'


def document_query(document: str, **further: str) -> str:
    """The query that opens a document."""
    return "?" + urlencode({"document": document, **further})


def copy_button(query: str, texts: PageTexts, *, label: str = "", css: str = "zt-action") -> str:
    """A button that copies a permanent link; ``label`` names it where its text would not do."""
    named = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
    return (
        f'<button type="button" class="{css}" data-action="copyLink" data-query="{escape(query)}"{named} '
        f'data-done="{escape(texts.copied)}" data-failed="{escape(texts.copy_failed)}">'
        f"{escape(texts.link if label else texts.copy_link)}</button>"
    )


def standing(document: Document, strings: Strings, texts: PageTexts) -> str:
    """Badges: authority, repost."""
    authority = strings.authority.get(document.authority.value, "")
    badges = [badge(authority, "zt-standing")] if authority else []
    if document.repost:
        badges.append(badge(texts.repost))
    return "".join(badges)


def source_line(citation: Citation, document: Document | None, issued: str | None, strings: Strings) -> str:
    """Where words come from: title, locator, authority and date, each told apart."""
    authority = strings.authority.get(citation.authority, "")
    lang = f' lang="{document.language.value}"' if document else ""
    parts = [f"<cite{lang}>{escape(citation.title)}</cite>", escape(citation.locator), escape(authority)]
    parts.append(f"<time>{escape(issued)}</time>" if issued else "")
    return " · ".join(p for p in parts if p)


def passage_tools(document: Document, start: int, end: int, texts: PageTexts) -> str:
    """Open a passage in its document, and copy its link."""
    query = link_query(document, start, end)
    return (
        f'<p class="zt-tools-line">{page_link(query, escape(texts.read), "zt-action")}{copy_button(query, texts)}</p>'
    )


def language_name(language: Language, strings: Strings) -> str:
    """A language's name in the page's language."""
    return strings.of("desk").languages[language]
