"""The chat page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from html import escape
from typing import Any

import gradio as gr

from assistant.api.loading import AssistantLoader, LoadState
from assistant.api.pieces import split_pieces
from assistant.api.schemas import AnswerBody
from assistant.errors import ZhengtuError
from assistant.web import conversation as talk
from assistant.web.conversation import Conversation, Exchange
from assistant.web.navigation import CHAT, render_bar
from assistant.web.panel import progress_text, render_panel, source_html, until_ready
from assistant.web.strings import Strings
from assistant.web.theme import CHAT_JS
from assistant.web.transcript import render_conversation, render_exchange

# A whole answer is on screen within pieces * pause, about 0.1 s: quick, yet seen to be written.
_MAX_PIECES = 6
_PIECE_PAUSE_S = 0.012
_MAX_STORED_QUESTION_CHARS = 2000
_CONCURRENT_ANSWERS = 16
Outputs = tuple[Any, Any, Any]


def build_chat(loader: AssistantLoader, strings: Strings) -> gr.Blocks:
    """The page in one language; its handlers are private, programs use /api."""
    chat = _Chat(loader, strings)

    # Gradio marks these functions, which it cannot do to methods.
    def source(citation: dict[str, Any]) -> str:
        return source_html(loader, citation, strings)

    def progress(_: Any) -> str:
        return progress_text(loader, strings)

    with gr.Blocks(title=strings.title, analytics_enabled=False, fill_width=True) as blocks:
        # Stored under a fixed key, so that both languages and a restarted server find it again. The
        # "secret" is part of the page and hides nothing; the conversation never leaves this browser otherwise.
        stored = gr.BrowserState([], storage_key="zhengtu-conversation", secret="zhengtu")
        gr.HTML(render_bar(CHAT, strings, _new_chat(strings)), elem_id="zt-header", apply_default_css=False)
        transcript = gr.HTML(
            render_conversation((), strings),
            html_template="${value.join('')}",
            js_on_load=CHAT_JS,
            server_functions=[source, progress],
            elem_id="zt-transcript",
            apply_default_css=False,
        )
        with gr.Row(elem_id="zt-composer"):
            typed = gr.Textbox(
                label=strings.ask_label,
                placeholder=strings.ask_placeholder,
                lines=1,
                max_lines=6,
                container=False,
                autofocus=True,
                scale=1,
                elem_id="zt-question",
            )
            send = gr.Button(strings.send, variant="primary", scale=0, min_width=88, elem_id="zt-send")
        gr.HTML(f"<p>{escape(strings.caution)}</p>", elem_id="zt-caution", apply_default_css=False)
        gr.HTML(render_panel(strings), elem_id="zt-panel-host", apply_default_css=False)
        outputs = [transcript, typed, stored]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = gr.on(
            [typed.submit, send.click, transcript.submit, transcript.retry],
            chat.ask,
            [typed, stored],
            outputs,
            concurrency_limit=_CONCURRENT_ANSWERS,
            **quiet,
        )
        transcript.stop(chat.restore, stored, transcript, cancels=[asked], **quiet)
        transcript.clear(chat.clear, None, outputs, cancels=[asked], **quiet)
        blocks.load(chat.restore, stored, transcript, **quiet)
    page: gr.Blocks = blocks
    return page


class _Chat:
    """The page's handlers; all state is in the arguments."""

    def __init__(self, loader: AssistantLoader, strings: Strings) -> None:
        self._loader = loader
        self._strings = strings

    async def ask(self, typed: str, stored: Any, event: gr.EventData) -> AsyncIterator[Outputs]:
        """Answer what was typed, what a button in the transcript says, or the last question again."""
        earlier = talk.load(stored)
        sent = event._data if isinstance(event._data, dict) else {}
        question = str(sent.get("question") or typed or "").strip()
        if sent.get("again") and earlier:
            question, earlier = earlier[-1].question, earlier[:-1]
        if not question:
            yield gr.skip(), gr.update(value="", placeholder=self._strings.empty_question), gr.skip()
            return
        pending = Exchange(question=question[:_MAX_STORED_QUESTION_CHARS])
        finished = [render_exchange(e, self._strings, last=False) for e in earlier]
        # The composer is emptied, and the question stored, once; later yields leave both alone.
        composer: Any = gr.update(value="", placeholder=self._strings.ask_placeholder)
        kept: Any = talk.dump((*earlier, pending))
        async for message in until_ready(self._loader, self._strings):
            yield [*finished, self._pending(pending, message)], composer, kept
            composer = kept = gr.skip()
        exchange = await asyncio.to_thread(self._answered, question, pending, earlier)
        if exchange.answer is not None:
            written = ""
            for piece in split_pieces(exchange.answer.answer, _MAX_PIECES)[:-1]:
                written += piece
                shown = render_exchange(exchange, self._strings, last=True, written=written)
                yield [*finished, shown], gr.skip(), gr.skip()
                await asyncio.sleep(_PIECE_PAUSE_S)
        done = (*earlier, exchange)
        yield [*finished, render_exchange(exchange, self._strings, last=True)], gr.skip(), talk.dump(done)

    def restore(self, stored: Any) -> list[str]:
        """What the browser kept, shown again; an exchange that was cut off says so."""
        return render_conversation(talk.load(stored), self._strings)

    def clear(self) -> Outputs:
        """A new conversation."""
        return render_conversation((), self._strings), "", []

    def _answered(self, question: str, pending: Exchange, earlier: Conversation) -> Exchange:
        try:
            answer = self._loader.assistant().answer(talk.turn(question, earlier))
        except ZhengtuError as error:
            status = self._loader.status
            failed = status.state is LoadState.FAILED
            problem = self._strings.failed.format(reason=status.reason) if failed else str(error)
            return pending.model_copy(update={"problem": problem})
        return pending.model_copy(update={"answer": AnswerBody.of(answer)})

    def _pending(self, pending: Exchange, message: str) -> str:
        return render_exchange(pending, self._strings, last=True, waiting=message)


def _new_chat(strings: Strings) -> str:
    return f'<button type="button" class="zt-action" data-action="clear">{escape(strings.new_chat)}</button>'
