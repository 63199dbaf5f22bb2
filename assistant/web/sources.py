"""The sources page: search, read, lay side by side, see what disagrees. Its state is the page's address."""

from __future__ import annotations

import functools
from collections.abc import Callable
from html import escape
from typing import Any

import gradio as gr

from assistant.answering.disputes import Dispute, disputes, status_citation
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.catalogue.model import StatusChange
from assistant.corpus.differences import compare_documents
from assistant.corpus.links import link_query, resolve
from assistant.errors import NotReadyError, ZhengtuError
from assistant.retrieval.highlighting import split_phrases
from assistant.retrieval.search import MAX_RESULTS, Filters, search, select_documents
from assistant.text.page_texts import PageTexts
from assistant.types import Document
from assistant.web import source_state as sent
from assistant.web.html import problem
from assistant.web.navigation import SOURCES
from assistant.web.scripted_page import scripted_page
from assistant.web.source_beside import render_beside
from assistant.web.source_conflicts import render_conflicts
from assistant.web.source_reader import back_link, render_reader
from assistant.web.source_search import render_documents, render_fields, render_found
from assistant.web.strings import Strings
from assistant.web.theme import SOURCES_JS

_FIRST_HITS = 20


def build_sources(loader: AssistantLoader, strings: Strings) -> gr.Blocks:
    """The page in one language; its functions are the page's own, programs use /api/search and /api/documents."""
    view = _View(loader, strings)
    return scripted_page(
        loader,
        strings,
        SOURCES,
        frame=_frame(strings.of("sources")),
        script=SOURCES_JS,
        functions=[view.fields, view.listing, view.reader, view.beside, view.conflicts, view.link],
    )


def _told(view: Callable[[_View, Any], str]) -> Callable[[_View, Any], str]:
    """What is wrong with what was asked for stands in the view's place."""

    @functools.wraps(view)
    def told(self: _View, state: Any) -> str:
        try:
            return view(self, state)
        except ZhengtuError as error:
            return back_link(self._texts) + problem(str(error))

    return told


class _View:
    """What the page's script asks for; everything in ``state`` comes from a browser and may be anything."""

    def __init__(self, loader: AssistantLoader, strings: Strings) -> None:
        self._loader = loader
        self._strings = strings
        self._texts = strings.of("sources")

    def fields(self, _: Any = None) -> str:
        """The search form's fields; "" while the index is loading."""
        try:
            return render_fields(self._documents(), self._strings)
        except NotReadyError:
            return ""

    @_told
    def listing(self, state: Any) -> str:
        """The passages for a query; all documents that the filters leave where there is none."""
        assistant = self._loader.assistant()
        filters = sent.filters(state, self._strings.language)
        dated = bool(filters.first or filters.last)
        query = sent.text(state, "q")
        if not query.strip():
            return self._listed(filters, dated)
        limit = MAX_RESULTS if sent.text(state, "more") else _FIRST_HITS
        found = search(assistant.retriever, assistant.embedder, query, filters, limit)
        quoted = bool(split_phrases(query)[0])
        return render_found(found, self._strings, quoted=quoted, dated=dated, limit=limit)

    @_told
    def reader(self, state: Any) -> str:
        """A document at a link's target."""
        documents = self._documents()
        document = documents.get(sent.text(state, "document"))
        if document is None:
            return self._gone()
        target = resolve(
            document,
            sent.number(state, "start"),
            sent.number(state, "end"),
            sent.text(state, "sum"),
            sent.text(state, "locator"),
        )
        return render_reader(document, target, documents, self._disputes(), self._strings)

    @_told
    def beside(self, state: Any) -> str:
        """Two documents side by side."""
        documents = self._documents()
        left, right = (documents.get(sent.text(state, name)) for name in ("document", "with"))
        if left is None or right is None:
            return self._gone()
        return render_beside(left, right, compare_documents(left, right), documents, self._strings)

    @_told
    def conflicts(self, state: Any) -> str:
        """All disagreements, or those of one document."""
        assistant, documents = self._loader.assistant(), self._documents()
        about = documents.get(sent.text(state, "in"))
        found = [d for d in self._disputes() if about is None or about.id in d.documents]
        changes = [
            (change, status_citation(change, assistant.places, self._strings.language), _names(assistant, change))
            for change in (assistant.catalogue.status_changes if about is None else ())
        ]
        return render_conflicts(found, changes, documents, self._strings, about)

    def link(self, state: Any) -> str:
        """The query of a permanent link to selected text; "" where there is none to link."""
        try:
            document = self._documents().get(sent.text(state, "document"))
        except NotReadyError:
            return ""
        start, end = sent.number(state, "start"), sent.number(state, "end")
        if document is None or not 0 <= start < end <= len(document.text):
            return ""
        return link_query(document, start, end)

    def _documents(self) -> dict[str, Document]:
        return self._loader.assistant().generation.documents

    def _listed(self, filters: Filters, dated: bool) -> str:
        documents = self._documents()
        return render_documents(select_documents(documents, filters), documents, self._strings, dated=dated)

    def _disputes(self) -> tuple[Dispute, ...]:
        assistant = self._loader.assistant()
        return disputes(assistant.catalogue, assistant.places, self._strings.language)

    def _gone(self) -> str:
        return back_link(self._texts) + problem(self._texts.document_gone)


def _names(assistant: Assistant, change: StatusChange) -> list[str]:
    return [r.name for r in assistant.catalogue.everything() if r.id in change.certificates]


def _frame(texts: PageTexts) -> str:
    """The page before its content is there."""
    return (
        f'<div class="zt-directory"><div id="zt-sources-head"><h1>{escape(texts.heading)}</h1>'
        f'<p class="zt-intro">{escape(texts.intro)}</p></div>'
        f'<nav class="zt-views" aria-label="{escape(texts.views)}"><a href="?" data-page data-view="listing">'
        f'{escape(texts.find)}</a><a href="?view=conflicts" data-page data-view="conflicts">'
        f"{escape(texts.conflicts)}</a></nav>"
        f'<form class="zt-search" id="zt-search" role="search" aria-label="{escape(texts.search)}">'
        f'<p role="status">{escape(texts.waiting)}</p></form>'
        f'<div id="zt-view" data-failed="{escape(texts.failed)}"></div>'
        f'<button type="button" class="zt-primary zt-selection" id="zt-selection" data-action="copyLink" hidden '
        f'data-done="{escape(texts.copied)}" data-failed="{escape(texts.copy_failed)}">'
        f"{escape(texts.copy_selection)}</button></div>"
    )
