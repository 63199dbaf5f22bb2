"""Whose words a page shows, and the way to the original: a restatement is called one, wherever it stands."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

from assistant.types import Document
from assistant.web.html import badge
from assistant.web.strings import Strings


def whose_words(document: Document, strings: Strings) -> str:
    """A badge: the words are the original's, or ours after it."""
    return badge(strings.restated if document.restated else strings.original_words)


def original_link(document: Document, strings: Strings) -> str:
    """The original's name, a link where it is kept or has an address; nothing is fetched unless a person follows it."""
    shown = escape(document.original)
    if document.kept:
        # page.js knows where the API is.
        path = escape(f"documents/{quote(document.id, safe='')}/original")
        return f'<a data-href="{path}" download title="{escape(strings.open_original)}">{shown}</a>'
    parts = urlsplit(document.original) if " " not in document.original else None
    if parts and parts.scheme in ("http", "https") and parts.netloc:
        return f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>'
    return shown


def page_picture(document: Document, start: int, end: int, strings: Strings) -> str:
    """The page of an added PDF with the words marked; "" for any other. page.js removes one that cannot be had."""
    if not document.kept or "页" not in document.place_at(start):
        return ""
    query = f"documents/{quote(document.id, safe='')}/page.png?start={start}&end={end}"
    alt = strings.page_picture.format(place=document.place_at(start))
    return f'<figure class="zt-page"><img data-src="{escape(query)}" alt="{escape(alt)}"></figure>'
