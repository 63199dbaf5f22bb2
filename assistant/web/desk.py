"""The desk: the queue of feedback, and the state of index, documents and evals.

Its server functions can be called over HTTP like any of Gradio's; ``DeskGuard`` stands before all of them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.api.loading import AssistantLoader, LoadState
from assistant.catalogue.loading import load_catalogue
from assistant.changes.questions import question_files
from assistant.changes.touching import touched
from assistant.corpus.check import located_texts
from assistant.corpus.editions import several
from assistant.corpus.freshness import overdue
from assistant.desk.desk import Desk
from assistant.desk.eval_figures import latest_figures
from assistant.desk.index_status import index_status
from assistant.desk.indexing import Indexing
from assistant.desk.records import DONE, QUEUED, Rating, Selection, State
from assistant.drafting.accepting import accept, edited, mark_decided, open_drafts
from assistant.drafting.drafts import Draft
from assistant.errors import DataFolderError, NotReadyError, ResultFileError, ZhengtuError
from assistant.index.generations import build
from assistant.index.reuse import Progress
from assistant.llm.budget import StageUse
from assistant.pack.schema import Schema
from assistant.text.page_texts import PageTexts
from assistant.types import Document, Passage
from assistant.web.desk_changes import render_changes, render_chooser, render_overdue
from assistant.web.desk_drafts import render_draft_chooser, render_drafts, wanted_values
from assistant.web.desk_overview import render_documents, render_evals, render_index, render_model_use
from assistant.web.desk_tickets import render_queue, render_ticket
from assistant.web.desk_upload import render_upload_box
from assistant.web.html import action, box, choice, options, paragraph, problem
from assistant.web.navigation import DESK
from assistant.web.scripted_page import scripted_page
from assistant.web.strings import Strings
from assistant.web.theme import DESK_JS

_PAGE = 20
_MAX_SHOWN = 200
_STATES = {"open": (State.OPEN,), "done": DONE, "all": ()}
_RATINGS = {"queue": QUEUED, "unanswered": (Rating.UNANSWERED,), "down": (Rating.DOWN,), "up": (Rating.UP,)}


def build_desk(loader: AssistantLoader, desk: Desk, strings: Strings) -> gr.Blocks:
    """The page in one language; programs use /api/desk."""
    view = _View(loader, desk, strings)
    texts = strings.of("desk")
    return scripted_page(
        loader,
        strings,
        DESK,
        frame=_frame(texts, strings),
        script=DESK_JS,
        functions=[
            view.queue,
            view.change,
            view.remove,
            view.overview,
            view.changes,
            view.tick,
            view.drafts,
            view.decide,
        ],
        tools=action("signOut", texts.sign_out),
    )


def _told(view: Callable[[_View, dict[str, Any]], str]) -> Callable[[_View, Any], str]:
    """What is wrong with what was asked for stands in the view's place; nothing while the assistant is loading."""

    @functools.wraps(view)
    def told(self: _View, wanted: Any) -> str:
        try:
            return view(self, wanted if isinstance(wanted, dict) else {})
        except NotReadyError:
            return ""
        except ZhengtuError as error:
            return problem(str(error))

    return told


def _done(act: Callable[[_View, dict[str, Any]], str | None]) -> Callable[[_View, Any], dict[str, str]]:
    """What was done: its ``html`` where there is some, or the ``problem`` for which it was not, "" for none."""

    @functools.wraps(act)
    def done(self: _View, wanted: Any) -> dict[str, str]:
        try:
            html = act(self, wanted if isinstance(wanted, dict) else {})
        except ZhengtuError as error:
            return {"problem": str(error)}
        except (KeyError, TypeError, ValueError, OverflowError):
            return {"problem": self._texts.offline}
        return {"problem": ""} if html is None else {"html": html}

    return done


class _View:
    """What the page's script asks for; everything that comes from a browser may be anything."""

    def __init__(self, loader: AssistantLoader, desk: Desk, strings: Strings) -> None:
        self._loader = loader
        self._desk = desk
        self._strings = strings
        self._texts = strings.of("desk")
        self._indexing = Indexing(self._rebuild)

    @_told
    def queue(self, wanted: dict[str, Any]) -> str:
        """The feedback that the filters select, newest first, as many as are to be shown."""
        show, kind = str(wanted.get("show")), str(wanted.get("kind"))
        selection = Selection(_RATINGS.get(kind, QUEUED), _STATES.get(show, (State.OPEN,)))
        shown = wanted.get("shown")
        limit = min(max(shown, _PAGE), _MAX_SHOWN) if isinstance(shown, int) else _PAGE
        records = self._desk.store.select(selection, limit)
        total = self._desk.store.count(selection)
        return render_queue(records, total, selection, self._strings, built_at=self._built_at())

    @_done
    def change(self, wanted: dict[str, Any]) -> str:
        """A record changed: as it is shown now."""
        reply = wanted.get("reply")
        changed = self._desk.store.update(
            int(wanted["id"]), state=State(wanted["state"]), reply=reply if isinstance(reply, str) else None
        )
        return render_ticket(changed, self._strings, built_at=self._built_at(), said=self._texts.saved)

    @_done
    def remove(self, wanted: dict[str, Any]) -> None:
        """A record removed."""
        self._desk.store.delete(int(wanted["id"]))

    def overview(self, _: Any = None) -> str:
        """Index, evals and documents; "" while the assistant is loading, and why where it could not be loaded."""
        status = self._loader.status
        if status.state is LoadState.FAILED:
            said = self._strings.failed.format(reason=status.detail)
            return f'<p class="zt-stale" role="alert">{escape(said)}</p>'
        try:
            generation = self._loader.assistant().generation
        except NotReadyError:
            return ""
        index = render_index(index_status(generation, self._desk.settings), self._strings)
        try:
            figures = latest_figures(self._desk.eval_results, generation.manifest.corpus_hash)
            evals = render_evals(figures, self._strings)
        except ResultFileError as error:
            evals = render_evals(None, self._strings, problem=str(error))
        documents = list(generation.documents.values())
        due = render_overdue(overdue(documents, date.today()), self._strings)
        return index + self._model_use() + evals + due + render_documents(documents, self._strings)

    @_told
    def changes(self, wanted: dict[str, Any]) -> str:
        """What a document's last edition changes and touches, or the documents that have several editions."""
        assistant = self._loader.assistant()
        found = several(assistant.generation.documents.values())
        listed = found.get(str(wanted.get("document") or ""))
        if listed is None:
            return render_chooser(found, self._strings)
        old, new = listed[-2:]
        files, log = question_files(self._desk.settings.corpus), self._desk.store.select()
        changes, items = touched(old, new, new.documents[0].language, assistant.catalogue, files, log)
        done = self._desk.worked.done(new.documents[0].id)
        return render_changes(old, new, changes, items, done, self._strings)

    @_done
    def tick(self, wanted: dict[str, Any]) -> None:
        """An item of the list ticked off, or on again."""
        work, item, done = str(wanted["document"]), str(wanted["item"]), wanted["done"] is True
        listed = several(self._loader.assistant().generation.documents.values())[work]
        self._desk.worked.tick(listed[-1].documents[0].id, item, done=done)

    @_told
    def drafts(self, wanted: dict[str, Any]) -> str:
        """The records proposed of a document on which nobody has decided, or the documents to choose from."""
        assistant = self._loader.assistant()
        document = assistant.generation.documents.get(str(wanted.get("document") or ""))
        if document is None:
            return render_draft_chooser(assistant.generation.documents.values(), self._strings)
        found, schema = self._open_drafts(document)
        locate = functools.partial(assistant.places.cite, language=document.language)
        return render_drafts(found, schema, locate, self._strings)

    def _open_drafts(self, document: Document) -> tuple[tuple[Draft, ...], Schema]:
        # As it is in the files: what was just accepted is proposed no more.
        catalogue = load_catalogue(self._desk.settings.catalogue)
        return open_drafts(document, self._passages(document), catalogue, self._desk.worked), catalogue.schema

    def _passages(self, document: Document) -> list[Passage]:
        return [p for p in self._loader.assistant().generation.passages if p.document_id == document.id]

    @_done
    def decide(self, wanted: dict[str, Any]) -> None:
        """Drafts accepted as they were edited, or refused."""
        document = self._loader.assistant().generation.documents[str(wanted["document"])]
        values = wanted_values(wanted["values"])
        found, _ = self._open_drafts(document)
        chosen = [d for d in found if d.key in values]
        if wanted["action"] == "accept":
            texts = {document.id: located_texts(document, self._passages(document))}
            accept([edited(d, values[d.key]) for d in chosen], self._desk.settings.catalogue, texts)
            self._indexing.request()
        mark_decided(document.id, chosen, self._desk.worked)

    def _rebuild(self, progress: Progress) -> None:
        """A new generation over the same documents, with which every server takes up the new records."""
        settings = self._desk.settings
        build(settings.corpus, settings.index, self._loader.assistant().embedder, progress=progress)

    def _model_use(self) -> str:
        settings = self._desk.settings
        use: tuple[StageUse, ...] = ()
        problem = ""
        try:
            use = self._desk.model_use.today()
        except DataFolderError as error:
            problem = str(error)
        return render_model_use(settings.language_model, use, settings.llm_daily_tokens, self._strings, problem)

    def _built_at(self) -> str:
        """When the index that answers was built; "" while it is loading."""
        try:
            return self._loader.assistant().generation.manifest.built_at
        except NotReadyError:
            return ""


def _frame(texts: PageTexts, strings: Strings) -> str:
    return (
        f'<div class="zt-desk" data-signed-out="{escape(texts.signed_out)}" data-session="{strings.api}/desk/session" '
        f'data-delete="{escape(texts.delete_sure)}">'
        f"<h1>{escape(texts.heading)}</h1>"
        f"{render_upload_box(strings)}"
        '<div class="zt-desk-columns"><section aria-labelledby="zt-queue-title">'
        f'<h2 id="zt-queue-title">{escape(texts.queue)}</h2><p class="zt-lead">{escape(texts.queue_detail)}</p>'
        f'<form class="zt-scope" id="zt-queue-filters">{choice("zt-show", "show", texts.show, options(texts.shows))}'
        f"{choice('zt-kind', 'kind', texts.kind, options(texts.kinds))}</form>"
        f'<div id="zt-queue"><p class="zt-empty">{escape(strings.loading)}</p></div></section>'
        '<aside id="zt-overview"></aside></div>'
        + "".join(
            box(name, said.title, f'{paragraph("zt-lead", said.detail)}<div id="zt-{name}"></div>')
            for name, said in (("changes", strings.of("desk_changes")), ("drafts", strings.of("desk_drafts")))
        )
        + "</div>"
    )
