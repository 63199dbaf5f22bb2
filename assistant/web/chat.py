"""The chat page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from typing import Any
from uuid import uuid4

import gradio as gr

from assistant.api.admission import Admission, Visitor
from assistant.api.loading import AssistantLoader, LoadState
from assistant.api.schemas import AnswerBody
from assistant.api.streaming import Shown, stream_steps
from assistant.errors import AdmissionError, BusyError, TooSlowError, ZhengtuError
from assistant.types import Answer, Language, Status, Step
from assistant.web.chat_requests import Asked, asked
from assistant.web.chat_tools import render_chat_actions, render_day, render_history
from assistant.web.conversation import Conversation, Exchange, Kept, turn
from assistant.web.navigation import CHAT, render_bar
from assistant.web.panel import page_functions, render_panel, until_ready
from assistant.web.strings import Strings
from assistant.web.theme import CHAT_JS
from assistant.web.transcript import render_conversation, render_exchange

_MAX_STORED_QUESTION_CHARS = 2000
Outputs = tuple[Any, Any, Any]
# Run in the browser: the day goes along with the question; the script keeps the history.
_WITH_DAY = """(typed, stored, _) => {
    document.dispatchEvent(new CustomEvent('zt-asking', { detail: typed }));
    return [typed, stored, document.getElementById('zt-day').dataset.day ?? ''];
}"""
_KEEP = "(kept) => { document.dispatchEvent(new CustomEvent('zt-kept', { detail: kept })); }"
_RESTORED = "(kept) => { window.ztRestored = kept; document.dispatchEvent(new Event('zt-restored')); }"


def build_chat(
    loader: AssistantLoader, strings: Strings, admission: Admission, language_model: str | None = None
) -> gr.Blocks:
    """The page in one language; its handlers are private, programs use /api.

    It says that a ``language_model`` words the answers, and which, where there is one.
    """
    chat = _Chat(loader, strings, admission)
    caution = (
        strings.own.said["caution"] if language_model is None else strings.caution_model.format(model=language_model)
    )

    with gr.Blocks(title=strings.own.title, analytics_enabled=False, fill_width=True) as blocks:
        # Stored under a fixed key, so that both languages and a restarted server find it again. The
        # "secret" is part of the page and hides nothing; the conversation never leaves this browser otherwise.
        stored = gr.BrowserState({}, storage_key="zhengtu-conversation", secret="zhengtu")
        day = gr.Textbox(visible=False)
        bar = render_bar(CHAT, strings, render_chat_actions(strings)) + render_history(strings)
        gr.HTML(bar, elem_id="zt-header", apply_default_css=False)
        transcript = gr.HTML(
            render_conversation((), strings),
            html_template="${value.join('')}",
            js_on_load=CHAT_JS,
            server_functions=page_functions(loader, strings),
            elem_id="zt-transcript",
            apply_default_css=False,
        )
        with gr.Row(elem_id="zt-composer"):
            gr.HTML(render_day(strings), elem_id="zt-day-host", apply_default_css=False, min_width=0)
            typed = gr.Textbox(
                label=strings.ask_label,
                placeholder=strings.own.said["ask_placeholder"],
                lines=1,
                max_lines=6,
                container=False,
                autofocus=True,
                scale=1,
                elem_id="zt-question",
            )
            send = gr.Button(strings.send, variant="primary", scale=0, min_width=88, elem_id="zt-send")
        gr.HTML(f"<p>{escape(caution)}</p>", elem_id="zt-caution", apply_default_css=False)
        gr.HTML(render_panel(strings), elem_id="zt-panel-host", apply_default_css=False)
        outputs = [transcript, typed, stored]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        answering = gr.on(
            [typed.submit, send.click, transcript.submit, transcript.retry],
            chat.ask,
            [typed, stored, day],
            outputs,
            js=_WITH_DAY,
            # The admission has the line, and the words for whoever cannot be taken.
            concurrency_limit=None,
            **quiet,
        )
        transcript.stop(chat.restore, stored, transcript, cancels=[answering], **quiet)
        transcript.clear(chat.clear, None, outputs, cancels=[answering], **quiet)
        transcript.select(chat.open, None, outputs, cancels=[answering], **quiet)
        stored.change(None, stored, None, js=_KEEP)
        blocks.load(chat.restore, stored, transcript, **quiet).then(None, stored, None, js=_RESTORED)
    return blocks


# Stands for an answer whose text is still coming.
_BEING_WRITTEN = AnswerBody.of(Answer(None, Status.ANSWERED, "", Language.ZH, "written"))


class _Chat:
    """The page's handlers; all state is in the arguments."""

    def __init__(self, loader: AssistantLoader, strings: Strings, admission: Admission) -> None:
        self._loader = loader
        self._strings = strings
        self._admission = admission

    async def ask(
        self, typed: str, stored: Any, day: Any, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[Outputs]:
        """Answer what was typed, what a button in the transcript says, the last question again, or a link's."""
        kept = Kept.load(stored)
        sent = event._data if isinstance(event._data, dict) else {}
        questions, earlier = asked(sent, typed, str(day or ""), kept.exchanges)
        if not questions:
            yield gr.skip(), gr.update(value="", placeholder=self._strings.empty_question), gr.skip()
            return
        id_ = kept.id if earlier or "questions" not in sent else ""
        kept = Kept(id=id_ or uuid4().hex, exchanges=earlier)
        visitor = Visitor(request.client.host if request.client else "unknown", request.session_hash)
        for question in questions:
            async for shown, composer, now in self._answer(question, kept, visitor):
                kept = now or kept
                yield shown, composer, now.dump() if now else gr.skip()

    async def _answer(
        self, question: Asked, kept: Kept, visitor: Visitor
    ) -> AsyncIterator[tuple[list[str], Any, Kept | None]]:
        """The transcript as the answer comes; with it the conversation whenever that is to be kept anew."""
        earlier = kept.exchanges
        try:
            pending = Exchange(question=question.question[:_MAX_STORED_QUESTION_CHARS], as_of=question.as_of)
            refused = ""
        except ValueError:
            pending = Exchange(question=question.question[:_MAX_STORED_QUESTION_CHARS])
            refused = self._strings.of("chat").as_of_bad
        finished = [render_exchange(e, self._strings, last=False) for e in earlier]
        # The composer is emptied, and the question stored, once; later yields leave both alone.
        composer: Any = gr.update(value="", placeholder=self._strings.own.said["ask_placeholder"])
        now: Kept | None = kept.with_exchange(pending)
        async for message in until_ready(self._loader, self._strings):
            yield [*finished, render_exchange(pending, self._strings, last=True, waiting=message)], composer, now
            composer, now = gr.skip(), None
        exchange, shown = pending.model_copy(update={"problem": refused}) if refused else pending, Shown()
        if not refused:
            async for step in self._steps(question.question, pending, earlier, visitor):
                if isinstance(step, Exchange):
                    exchange = step
                    continue
                shown.take(step)
                if isinstance(step, Answer):
                    exchange = pending.model_copy(update={"answer": AnswerBody.of(step)})
                    continue
                exchange = pending.model_copy(update={"answer": _BEING_WRITTEN})
                written = render_exchange(exchange, self._strings, last=True, written=shown.text)
                yield [*finished, written], gr.skip(), None
        whole = render_exchange(exchange, self._strings, last=True)
        yield [*finished, whole], gr.skip(), kept.with_exchange(exchange)

    def restore(self, stored: Any) -> list[str]:
        """What the browser kept, shown again; an exchange that was cut off says so."""
        return render_conversation(Kept.load(stored).exchanges, self._strings)

    def open(self, event: gr.EventData) -> Outputs:
        """A conversation of this browser's history, which travels here and back once."""
        sent = event._data if isinstance(event._data, dict) else {}
        kept = Kept.load(sent.get("kept"))
        return render_conversation(kept.exchanges, self._strings), gr.skip(), kept.dump()

    def clear(self) -> Outputs:
        """A new conversation; what stands in the composer stays there."""
        return render_conversation((), self._strings), gr.skip(), Kept().dump()

    async def _steps(
        self, question: str, pending: Exchange, earlier: Conversation, visitor: Visitor
    ) -> AsyncIterator[Step | Exchange]:
        """The steps of an answer as they come; where there is none, the exchange that says why."""
        texts = self._strings.of("chat")
        try:
            asked_now = turn(question, earlier, pending.as_of)
            async for step in stream_steps(self._loader.assistant(), asked_now, self._admission, visitor):
                yield step
            return
        except AdmissionError as error:
            said = texts.busy if isinstance(error, BusyError) else texts.too_often
            problem = said.format(seconds=error.retry_after_s)
        except TooSlowError:
            problem = texts.too_slow
        except ZhengtuError as error:
            status = self._loader.status
            failed = status.state is LoadState.FAILED
            problem = self._strings.failed.format(reason=status.reason) if failed else error.public
        yield pending.model_copy(update={"problem": problem})
