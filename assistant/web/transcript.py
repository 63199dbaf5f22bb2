"""The conversation as HTML; every text that came from outside is escaped here."""

from __future__ import annotations

from html import escape

from assistant.api.schemas import AnswerBody, CitationBody, NoticeBody
from assistant.pack.pack import Persona
from assistant.understanding.turns import TurnKind
from assistant.web.chat_tools import render_share
from assistant.web.conversation import Conversation, Exchange
from assistant.web.feedback import render_feedback
from assistant.web.html import action, notice
from assistant.web.markdown import citation_button, render_answer, source_list
from assistant.web.navigation import PLAN, PRACTICE
from assistant.web.strings import Strings

_SHOWN_QUESTION_CHARS = 600

_COURTESIES = frozenset(k.value for k in (TurnKind.GREETING, TurnKind.THANKS, TurnKind.IDENTITY))


def render_conversation(conversation: Conversation, strings: Strings) -> list[str]:
    """One HTML text an exchange, or the welcome when there is none yet."""
    if not conversation:
        return [_welcome(strings)]
    last = len(conversation) - 1
    return [render_exchange(e, strings, last=n == last) for n, e in enumerate(conversation)]


def render_exchange(
    exchange: Exchange, strings: Strings, *, last: bool, written: str | None = None, waiting: str | None = None
) -> str:
    """An exchange.

    Args:
        exchange: the question and its answer.
        strings: the page's language.
        last: whether it is the latest one, which alone offers next questions.
        written: so much of the answer's text as was streamed by now; None when all was.
        waiting: what is being waited for while there is no answer yet; None when nothing is.
    """
    if waiting is not None:
        body = (
            '<p class="zt-waiting" role="status"><span class="zt-pulse" aria-hidden="true"></span>'
            f"{escape(waiting)}</p>"
            f'<div class="zt-actions">{action("stop", strings.stop)}</div>'
        )
    elif exchange.answer is None:
        text = exchange.problem or strings.stopped
        body = f'<p class="zt-problem" role="status">{escape(text)}</p>'
        body += f'<div class="zt-actions">{action("retry", strings.retry)}</div>' if last else ""
    else:
        body = _answer(exchange.answer, strings, last=last, written=written)
    busy = "true" if waiting is not None or written is not None else "false"
    return (
        f'<article class="zt-exchange{" zt-last" if last else ""}" data-question="{escape(exchange.question)}">'
        f'<div class="zt-question"><span class="zt-hidden">{escape(strings.you)}</span>'
        f"<p>{escape(_shown(exchange.question))}</p></div>{_day(exchange, strings)}"
        f'<section class="zt-answer" aria-label="{escape(strings.answer)}" aria-live="polite" aria-busy="{busy}">'
        f"{body}</section></article>"
    )


def _day(exchange: Exchange, strings: Strings) -> str:
    if exchange.as_of is None:
        return ""
    text = strings.of("chat").as_of_used.format(date=exchange.as_of)
    return f'<p class="zt-day-tag">{escape(text)}</p>'


def _answer(answer: AnswerBody, strings: Strings, *, last: bool, written: str | None) -> str:
    citations = {c.n: c for c in answer.citations}
    # Whoever is greeted was refused nothing.
    badge = strings.status.get(answer.status) if answer.intent not in _COURTESIES else None
    head = f'<p class="zt-badge zt-{answer.status}">{escape(badge)}</p>' if badge else ""
    shown = answer.answer if written is None else written
    text = f'<div class="zt-text" lang="{answer.language}">{render_answer(shown, citations, strings)}</div>'
    if written is not None:
        return head + text
    # What the answer says itself is not said again below it.
    notices = "".join(_notice(n, citations, strings) for n in answer.notices if n.text not in answer.answer)
    return (
        head
        + text
        + notices
        + _sources(answer, strings)
        + _actions(answer, strings, last=last)
        + (_suggestions(answer, strings) if last else "")
    )


def _notice(told: NoticeBody, citations: dict[int, CitationBody], strings: Strings) -> str:
    marks = "".join(citation_button(citations[n], strings) for n in told.citations if n in citations)
    return notice(strings.notices[told.kind], escape(told.text) + marks)


def _sources(answer: AnswerBody, strings: Strings) -> str:
    if not answer.citations:
        return ""
    return f'<div class="zt-sources"><h3>{escape(strings.sources)}</h3>{source_list(answer.citations, strings)}</div>'


def _actions(answer: AnswerBody, strings: Strings, *, last: bool) -> str:
    copy = action("copy", strings.copy, text=_plain(answer), done=strings.copied)
    last_only = action("retry", strings.retry) + render_share(strings) if last else ""
    return f'<div class="zt-actions">{copy}{last_only}{render_feedback(answer, strings)}</div>'


def _suggestions(answer: AnswerBody, strings: Strings) -> str:
    if not answer.suggestions:
        return ""
    title = strings.choices if answer.status == "clarify" else strings.next_questions
    return (
        f'<div class="zt-next"><h3>{escape(title)}</h3><div class="zt-chips">'
        f"{''.join(_suggestion(s, strings) for s in answer.suggestions)}</div></div>"
    )


def _suggestion(suggestion: str, strings: Strings) -> str:
    """A question to ask, or the link to a page that has been filled in."""
    page = next((p for p in (PLAN, PRACTICE) if suggestion.startswith(f"{p.slug}/?")), None)
    if page is None:
        return action("ask", suggestion, "zt-chip", question=suggestion)
    return f'<a class="zt-chip" href="./{escape(suggestion)}">{escape(page.name(strings))} ↗</a>'


def _welcome(strings: Strings) -> str:
    said = strings.own.said
    return (
        f'<section class="zt-welcome"><h1>{escape(said["welcome"])}</h1><p>{escape(said["welcome_detail"])}</p>'
        f'<div class="zt-personas">{"".join(_persona(p) for p in strings.own.personas)}</div></section>'
    )


def _persona(persona: Persona) -> str:
    return (
        f'<section class="zt-persona"><h2>{escape(persona.name)}<small>{escape(persona.purpose)}</small></h2>'
        f"{''.join(action('ask', q, 'zt-chip', question=q) for q in persona.questions)}</section>"
    )


def _plain(answer: AnswerBody) -> str:
    """The answer as people paste it: text, then its sources."""
    sources = [
        " · ".join(x for x in (f"[{c.n}] {c.title}", c.publisher, c.issued or "", c.locator) if x)
        for c in answer.citations
    ]
    return "\n".join([answer.answer, *([""] if sources else []), *sources])


def _shown(question: str) -> str:
    return question if len(question) <= _SHOWN_QUESTION_CHARS else question[:_SHOWN_QUESTION_CHARS] + "…"
