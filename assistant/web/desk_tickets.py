"""Feedback as staff see it; everything that people wrote is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.api.schemas import CitationBody
from assistant.desk.records import Feedback, Selection, State, Trace
from assistant.desk.store import MAX_REPLY_CHARS
from assistant.text.page_texts import PageTexts
from assistant.web.html import action, badge, paragraph
from assistant.web.markdown import render_answer, source_list
from assistant.web.strings import Strings


def render_queue(
    records: Sequence[Feedback], total: int, selection: Selection, strings: Strings, *, built_at: str
) -> str:
    """Count, export and tickets of a selection.

    Args:
        records: those to show, newest first.
        total: how many the selection has.
        selection: what was asked for; the export has all of it.
        strings: the page's language.
        built_at: when the index that answers now was built.
    """
    texts = strings.of("desk")
    if not records:
        return paragraph("zt-empty", texts.none_open if selection.states == (State.OPEN,) else texts.none)
    tickets = "".join(render_ticket(r, strings, built_at=built_at) for r in records)
    more = ""
    if total > len(records):
        more = action("more", texts.more)
    return (
        f'<div class="zt-count-line"><span role="status">{escape(texts.count.format(n=total))}</span>'
        f"{_export(selection, strings, texts)}</div>{tickets}{more}"
    )


def render_ticket(feedback: Feedback, strings: Strings, *, built_at: str, said: str = "") -> str:
    """One piece of feedback with its answer, its trace and the form to work on it; ``said``: what just happened."""
    texts, judged = strings.of("desk"), feedback.judged
    title = f"zt-ticket-{feedback.id}"
    sent = escape(feedback.created_at)
    note = ""
    if feedback.reason:
        note = f'<p class="zt-note"><b>{escape(texts.reason)}</b> {escape(feedback.reason)}</p>'
    citations = [CitationBody.model_validate(c) for c in judged.citations]
    moved = ""
    if citations and built_at and judged.trace.built_at != built_at:
        moved = paragraph("zt-hint", texts.rebuilt)
    answer = render_answer(judged.answer, {c.n: c for c in citations}, strings)
    return (
        f'<article class="zt-ticket" data-id="{feedback.id}" aria-labelledby="{title}"><p class="zt-tags">'
        f"{badge(texts.ratings[feedback.rating], f'zt-{feedback.rating}')}"
        f"{badge(texts.states[feedback.state], f'zt-state-{feedback.state}')}"
        f'<time datetime="{sent}">{sent[:16].replace("T", " ")} UTC</time>'
        f'</p><h3 id="{title}">{escape(judged.question)}</h3>{note}'
        f"<details><summary>{escape(texts.answer)} · {escape(texts.statuses[judged.status])}</summary>"
        f'<div class="zt-text">{answer}</div>{moved}'
        f'<div class="zt-sources">{source_list(citations, strings)}</div></details>'
        f"<details><summary>{escape(texts.trace)}</summary>{_trace(judged.trace, judged.intent, texts)}</details>"
        f"{_form(feedback, texts, said)}</article>"
    )


def _trace(trace: Trace, intent: str, texts: PageTexts) -> str:
    facts = (
        f"<dl><dt>{escape(texts.standalone)}</dt><dd>{escape(trace.standalone)}</dd>"
        f"<dt>{escape(texts.confidence)}</dt><dd>{trace.confidence:.0%} · {escape(intent)}</dd></dl>"
    )
    if not trace.passages:
        return f'{facts}<p class="zt-hint">{escape(texts.no_passages)}</p>'
    rows = "".join(
        f"<tr{' class=zt-quoted' if p.chosen else ''}><td>{escape(p.text)}<small>{escape(p.title)} {escape(p.locator)}"
        f"{' · ' + escape(texts.chosen) if p.chosen else ''}</small></td>"
        f"<td>{p.score:.2f}</td><td>{p.dense:.2f}</td><td>{p.lexical:.2f}</td></tr>"
        for p in trace.passages
    )
    head = "".join(f"<th>{escape(t)}</th>" for t in (texts.passage, texts.score, texts.dense, texts.lexical))
    return (
        f"{facts}<h4>{escape(texts.passages)}</h4>"
        f'<div class="zt-table zt-figures" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _form(feedback: Feedback, texts: PageTexts, said: str) -> str:
    buttons = [_button(State.ANSWERED, texts.save_reply)]
    if feedback.state is State.OPEN:
        buttons += [_button(State.FIXED, texts.mark_fixed), _button(State.DISMISSED, texts.dismiss)]
    else:
        buttons.append(_button(State.OPEN, texts.reopen))
    buttons.append(action("remove", texts.delete))
    field = f"zt-reply-{feedback.id}"
    return (
        f'<form class="zt-answer-form"><label for="{field}">{escape(texts.reply)}'
        f" <small>{escape(texts.reply_hint)}</small></label>"
        f'<textarea id="{field}" name="reply" rows="2" maxlength="{MAX_REPLY_CHARS}">'
        f'{escape(feedback.reply)}</textarea><div class="zt-buttons">{"".join(buttons)}'
        f'<span class="zt-said" role="status">{escape(said)}</span></div></form>'
    )


def _button(state: State, label: str) -> str:
    return action("change", label, state=state)


def _export(selection: Selection, strings: Strings, texts: PageTexts) -> str:
    query = urlencode(
        [*(("rating", r.value) for r in selection.ratings), *(("state", s.value) for s in selection.states)]
    )
    links = "".join(
        f'<a class="zt-action" href="{strings.api}/desk/feedback.{form}{"?" if query else ""}{escape(query)}" download '
        f'title="{escape(texts.export_detail)}">{escape(texts.export)} {form.upper()}</a>'
        for form in ("csv", "xlsx")
    )
    return f'<span class="zt-exports">{links}</span>'
