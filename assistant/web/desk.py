"""The desk: the queue of feedback, and the state of index, documents and evals.

Its server functions can be called over HTTP like any of Gradio's; ``DeskGuard`` stands before all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from assistant.errors import DataFolderError, DeskError, NotReadyError, ResultFileError, ZhengtuError
from assistant.index.generations import build
from assistant.index.reuse import Progress
from assistant.llm.budget import StageUse
from assistant.pack.schema import Schema
from assistant.text.page_texts import PageTexts
from assistant.types import Document, Language, Passage
from assistant.web.desk_changes import render_changes, render_chooser, render_overdue
from assistant.web.desk_drafts import render_draft_chooser, render_drafts, wanted_values
from assistant.web.desk_overview import render_documents, render_evals, render_index, render_model_use
from assistant.web.desk_tickets import render_queue, render_ticket
from assistant.web.desk_upload import render_upload_box
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

    # Gradio marks these functions, which it cannot do to methods.
    def queue(state: dict[str, Any]) -> str:
        return view.queue(state)

    def change(wanted: dict[str, Any]) -> dict[str, str]:
        return view.change(wanted)

    def remove(wanted: dict[str, Any]) -> dict[str, str]:
        return view.remove(wanted)

    def overview(_: Any) -> str:
        return view.overview()

    def changes(wanted: dict[str, Any]) -> str:
        return view.changes(wanted)

    def tick(wanted: dict[str, Any]) -> dict[str, str]:
        return view.tick(wanted)

    def drafts(wanted: dict[str, Any]) -> str:
        return view.drafts(wanted)

    def decide(wanted: dict[str, Any]) -> dict[str, str]:
        return view.decide(wanted)

    texts = strings.of("desk")
    sign_out = f'<button type="button" class="zt-action" data-action="signOut">{escape(texts.sign_out)}</button>'
    return scripted_page(
        loader,
        strings,
        DESK,
        frame=_frame(texts, strings),
        script=DESK_JS,
        functions=[queue, change, remove, overview, changes, tick, drafts, decide],
        tools=sign_out,
    )


class _View:
    """What the page's script asks for; everything that comes from a browser may be anything."""

    def __init__(self, loader: AssistantLoader, desk: Desk, strings: Strings) -> None:
        self._loader = loader
        self._desk = desk
        self._strings = strings
        self._texts = strings.of("desk")
        self._indexing = Indexing(self._rebuild)

    def queue(self, state: Any) -> str:
        """The feedback that the filters select, newest first, as many as are to be shown."""
        wanted = state if isinstance(state, dict) else {}
        show, kind = str(wanted.get("show")), str(wanted.get("kind"))
        selection = Selection(_RATINGS.get(kind, QUEUED), _STATES.get(show, (State.OPEN,)))
        shown = wanted.get("shown")
        limit = min(max(shown, _PAGE), _MAX_SHOWN) if isinstance(shown, int) else _PAGE
        try:
            records = self._desk.store.select(selection, limit)
            total = self._desk.store.count(selection)
        except DeskError as error:
            return f'<p class="zt-problem" role="alert">{escape(str(error))}</p>'
        return render_queue(records, total, selection, self._strings, built_at=self._built_at())

    def change(self, wanted: Any) -> dict[str, str]:
        """A record changed: its new ``html``, or the ``problem`` that kept it as it was."""
        sent = wanted if isinstance(wanted, dict) else {}
        reply = sent.get("reply")
        try:
            changed = self._desk.store.update(
                int(sent["id"]), state=State(sent["state"]), reply=reply if isinstance(reply, str) else None
            )
        except DeskError as error:
            return {"problem": str(error)}
        except (KeyError, TypeError, ValueError, OverflowError):
            return {"problem": self._texts.offline}
        return {"html": render_ticket(changed, self._strings, built_at=self._built_at(), said=self._texts.saved)}

    def remove(self, wanted: Any) -> dict[str, str]:
        """A record removed: an empty ``problem``, or why it is still there."""
        try:
            self._desk.store.delete(int(wanted["id"]))
        except DeskError as error:
            return {"problem": str(error)}
        except (KeyError, TypeError, ValueError, OverflowError):
            return {"problem": self._texts.offline}
        return {"problem": ""}

    def overview(self) -> str:
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

    def changes(self, wanted: Any) -> str:
        """What a document's last edition changes and touches, or the documents that have several editions."""
        sent = wanted if isinstance(wanted, dict) else {}
        try:
            assistant = self._loader.assistant()
            found = several(assistant.generation.documents.values())
            listed = found.get(str(sent.get("document") or ""))
            if listed is None:
                return render_chooser(found, self._strings)
            old, new = listed[-2:]
            language = new.documents[0].language
            files, log = question_files(self._desk.settings.corpus), self._desk.store.select()
            changes, items = touched(old, new, language, assistant.catalogue, files, log)
            done = self._desk.worked.done(new.documents[0].id)
        except NotReadyError:
            return ""
        except ZhengtuError as error:
            return f'<p class="zt-problem" role="alert">{escape(str(error))}</p>'
        return render_changes(old, new, changes, items, done, self._strings)

    def tick(self, wanted: Any) -> dict[str, str]:
        """An item of the list ticked off or on again: an empty ``problem``, or why it is not."""
        try:
            work, item, done = str(wanted["document"]), str(wanted["item"]), wanted["done"] is True
            listed = several(self._loader.assistant().generation.documents.values())[work]
            self._desk.worked.tick(listed[-1].documents[0].id, item, done=done)
        except ZhengtuError as error:
            return {"problem": str(error)}
        except (KeyError, TypeError, ValueError):
            return {"problem": self._texts.offline}
        return {"problem": ""}

    def drafts(self, wanted: Any) -> str:
        """The records proposed of a document on which nobody has decided, or the documents to choose from."""
        sent = wanted if isinstance(wanted, dict) else {}
        try:
            documents = self._loader.assistant().generation.documents
            document = documents.get(str(sent.get("document") or ""))
            if document is None:
                return render_draft_chooser(documents.values(), self._strings)
            found, schema = self._open_drafts(document)
        except NotReadyError:
            return ""
        except ZhengtuError as error:
            return f'<p class="zt-problem" role="alert">{escape(str(error))}</p>'
        places = self._loader.assistant().places
        return render_drafts(
            found, schema, lambda place, value: places.cite(place, value, document.language), self._strings
        )

    def _open_drafts(self, document: Document) -> tuple[tuple[Draft, ...], Schema]:
        # As it is in the files: what was just accepted is proposed no more.
        catalogue = load_catalogue(self._desk.settings.catalogue)
        return open_drafts(document, self._passages(document), catalogue, self._desk.worked), catalogue.schema

    def _passages(self, document: Document) -> list[Passage]:
        return [p for p in self._loader.assistant().generation.passages if p.document_id == document.id]

    def decide(self, wanted: Any) -> dict[str, str]:
        """Drafts accepted as they were edited, or refused: an empty ``problem``, or why nothing was done."""
        try:
            document = self._loader.assistant().generation.documents[str(wanted["document"])]
            values = wanted_values(wanted["values"])
            found, _ = self._open_drafts(document)
            chosen = [d for d in found if d.key in values]
            if wanted["action"] == "accept":
                texts = {document.id: located_texts(document, self._passages(document))}
                accept([edited(d, values[d.key]) for d in chosen], self._desk.settings.catalogue, texts)
                self._indexing.request()
            mark_decided(document.id, chosen, self._desk.worked)
        except ZhengtuError as error:
            return {"problem": str(error)}
        except (KeyError, TypeError, ValueError):
            return {"problem": self._texts.offline}
        return {"problem": ""}

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
    up = "../" if strings.language is Language.ZH else "../../"
    changes, drafts = strings.of("desk_changes"), strings.of("desk_drafts")
    return (
        f'<div class="zt-desk" data-signed-out="{escape(texts.signed_out)}" data-session="{up}api/desk/session" '
        f'data-delete="{escape(texts.delete_sure)}">'
        f"<h1>{escape(texts.heading)}</h1>"
        f"{render_upload_box(strings)}"
        '<div class="zt-desk-columns"><section aria-labelledby="zt-queue-title">'
        f'<h2 id="zt-queue-title">{escape(texts.queue)}</h2><p class="zt-lead">{escape(texts.queue_detail)}</p>'
        f'<form class="zt-scope" id="zt-queue-filters">{_select("show", texts.show, texts.shows)}'
        f"{_select('kind', texts.kind, texts.kinds)}</form>"
        f'<div id="zt-queue"><p class="zt-empty">{escape(strings.loading)}</p></div></section>'
        '<aside id="zt-overview"></aside></div>'
        f'<section class="zt-box" aria-labelledby="zt-changes-title"><h2 id="zt-changes-title">{escape(changes.title)}'
        f'</h2><p class="zt-lead">{escape(changes.detail)}</p><div id="zt-changes"></div></section>'
        f'<section class="zt-box" aria-labelledby="zt-drafts-title"><h2 id="zt-drafts-title">{escape(drafts.title)}'
        f'</h2><p class="zt-lead">{escape(drafts.detail)}</p><div id="zt-drafts"></div></section></div>'
    )


def _select(name: str, label: str, options: Mapping[str, str]) -> str:
    offered = "".join(f'<option value="{value}">{escape(text)}</option>' for value, text in options.items())
    labelled = f'<label for="zt-{name}">{escape(label)}</label>'
    return f'<div>{labelled}<select id="zt-{name}" name="{name}">{offered}</select></div>'
