"""The practice page: one question at a time, answered from the records, with its sources."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from assistant.answering.practice import Practice, practice_of
from assistant.api.loading import AssistantLoader
from assistant.catalogue.practice import Item, ItemKind, grade
from assistant.errors import PracticeError, ZhengtuError
from assistant.web import practice_state as state
from assistant.web.navigation import PRACTICE, render_bar
from assistant.web.panel import page_functions, render_panel, until_ready
from assistant.web.practice_rendering import (
    render_feedback,
    render_finished,
    render_item,
    render_message,
    render_practice,
)
from assistant.web.practice_state import Progress
from assistant.web.strings import Strings
from assistant.web.theme import PRACTICE_JS

Outputs = tuple[Any, Any]
_MAX_FILTER_CHARS = 200


def build_practice(loader: AssistantLoader, strings: Strings) -> gr.Blocks:
    """The page in one language; its handlers are private, programs use /api/practice."""
    page = _PracticePage(loader, strings)

    with gr.Blocks(title=PRACTICE.title(strings), analytics_enabled=False, fill_width=True) as blocks:
        # As on the chat page: one key for both languages, and nothing secret in it.
        stored = gr.BrowserState({}, storage_key="zhengtu-practice", secret="zhengtu")
        gr.HTML(render_bar(PRACTICE, strings), elem_id="zt-header", apply_default_css=False)
        shown = gr.HTML(
            render_message(strings.loading, strings),
            html_template="${value}",
            js_on_load=PRACTICE_JS,
            server_functions=page_functions(loader, strings),
            elem_id="zt-practice",
            apply_default_css=False,
        )
        gr.HTML(render_panel(strings), elem_id="zt-panel-host", apply_default_css=False)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        outputs = [shown, stored]
        shown.change_filter(page.change_filter, stored, outputs, **quiet)
        shown.answer(page.answer, stored, outputs, **quiet)
        shown.next(page.next, stored, outputs, **quiet)
        shown.restart(page.restart, stored, outputs, **quiet)
        blocks.load(page.show, stored, outputs, **quiet)
    return blocks


class _PracticePage:
    """The page's handlers; all state is in the arguments."""

    def __init__(self, loader: AssistantLoader, strings: Strings) -> None:
        self._loader = loader
        self._strings = strings

    async def show(self, stored: Any, request: gr.Request) -> AsyncIterator[Outputs]:
        """What the browser kept, within the filters of the page's address, as soon as the assistant is there."""
        async for message in until_ready(self._loader, self._strings):
            yield render_message(message, self._strings), gr.skip()
        asked = {n: v[:_MAX_FILTER_CHARS] for n, v in request.query_params.items() if n in state.FILTERS}
        progress = state.load(stored)
        if asked:
            # A link from the chat chooses all filters; those that it does not name are open.
            filters = {name: asked.get(name, "") for name in state.FILTERS}
            progress = progress.model_copy(update={**filters, "current": "", "chosen": None})
        yield await asyncio.to_thread(self._page, progress)

    def change_filter(self, stored: Any, event: gr.EventData) -> Outputs:
        """Other filters, and a question that fits them."""
        sent = _sent(event)
        filters = {name: str(sent.get(name) or "")[:_MAX_FILTER_CHARS] for name in state.FILTERS}
        return self._page(state.load(stored).model_copy(update={**filters, "current": "", "chosen": None}))

    def answer(self, stored: Any, event: gr.EventData) -> Outputs:
        """The answer graded; an incomplete one is handed back."""
        progress, sent = state.load(stored), _sent(event)
        try:
            item = self._practice().generator.item(progress.current, self._strings.language)
            if item is None or progress.chosen is not None or sent.get("id") != item.id:
                return self._page(progress)
            given = sent.get("chosen")
            chosen = [str(c) for c in given] if isinstance(given, list) else []
            if not _complete(item, chosen):
                return self._page(progress, self._strings.of("practice").incomplete)
            right = grade(item, chosen).right
        except PracticeError as error:
            return self._page(progress, str(error))
        except ZhengtuError as error:
            return render_message(str(error), self._strings), gr.skip()
        return self._page(progress.answered(item, chosen, right=right))

    def next(self, stored: Any) -> Outputs:
        """The next question."""
        return self._page(state.load(stored).model_copy(update={"current": "", "chosen": None}))

    def restart(self, stored: Any) -> Outputs:
        """The answers within the filters forgotten."""
        try:
            progress, items = state.fitting(state.load(stored), self._practice().generator, self._strings.language)
        except ZhengtuError as error:
            return render_message(str(error), self._strings), gr.skip()
        return self._page(progress.over(items).model_copy(update={"current": "", "chosen": None}))

    def _page(self, progress: Progress, problem: str = "") -> Outputs:
        """The page for this progress, and the progress to keep."""
        try:
            practice = self._practice()
        except ZhengtuError as error:
            return render_message(str(error), self._strings), gr.skip()
        progress, items = state.fitting(progress, practice.generator, self._strings.language)
        if not items:
            return render_message(self._strings.of("practice").nothing, self._strings), progress.model_dump(mode="json")
        item = next((i for i in items if i.id == progress.current), None)
        if item is None:
            progress = progress.next(items)
            item = next((i for i in items if i.id == progress.current), None)
        body = render_finished(self._strings) if item is None else self._item(practice, item, progress, problem)
        page = render_practice(progress, items, practice.generator, self._strings, body)
        return page, progress.model_dump(mode="json")

    def _item(self, practice: Practice, item: Item, progress: Progress, problem: str) -> str:
        if progress.chosen is None:
            return render_item(item, self._strings, problem)
        try:
            feedback = grade(item, progress.chosen)
        except PracticeError:
            # The records changed since this was answered.
            return render_item(item, self._strings)
        return render_feedback(practice.cite(item), progress.chosen, feedback, self._strings)

    def _practice(self) -> Practice:
        return practice_of(self._loader.assistant())


def _sent(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}


def _complete(item: Item, chosen: list[str]) -> bool:
    if item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        return len(chosen) == len(item.key) and all(chosen)
    return bool(chosen)
