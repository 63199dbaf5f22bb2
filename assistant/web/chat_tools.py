"""What stands around the conversation: history, sharing, the date. Filled and worked by chat_history.js."""

from __future__ import annotations

import json
from html import escape

from assistant.text.page_texts import PageTexts
from assistant.web.html import action
from assistant.web.strings import Strings

# Drawn here: an icon font would have to be loaded.
_CALENDAR = (
    '<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.7" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    '<rect x="4" y="5.5" width="16" height="14.5" rx="3"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/></svg>'
)


def render_chat_actions(strings: Strings) -> str:
    """The bar's buttons on the chat page."""
    texts = strings.of("chat")
    return (
        f'<button type="button" class="zt-action" data-action="history" aria-haspopup="dialog">{escape(texts.history)}'
        f"</button>{action('clear', strings.new_chat)}"
    )


def render_history(strings: Strings) -> str:
    """The closed drawer of this browser's conversations; the script fills its list, in this page's words."""
    texts = strings.of("chat")
    return (
        f'<dialog class="zt-history" id="zt-history" aria-labelledby="zt-history-title" '
        f'data-texts="{escape(_script_texts(texts, strings))}">'
        f'<div class="zt-panel-bar"><h2 id="zt-history-title">{escape(texts.history)}</h2>'
        f'<button type="button" class="zt-action" data-action="closeHistory" '
        f'aria-label="{escape(texts.history_close)}">✕</button></div>'
        f'<div class="zt-history-body"><p class="zt-history-note">{escape(texts.history_detail)}</p>'
        f'<p class="zt-empty" id="zt-history-empty">{escape(texts.history_empty)}</p>'
        f'<ul id="zt-history-list"></ul></div>'
        f'<div class="zt-history-end">{action("deleteAll", texts.delete_all)}</div></dialog>'
    )


def render_share(strings: Strings) -> str:
    """The menu below the newest answer: the conversation as a link or a file."""
    texts = strings.of("chat")
    files = "".join(action("download", label, form=form) for form, label in texts.download.items())
    return (
        f'<details class="zt-menu"><summary class="zt-action">{escape(texts.share)}</summary>'
        f'<div class="zt-menu-list">{action("copyLink", texts.copy_link)}{files}'
        f'<p role="status">{escape(texts.link_detail)}</p></div></details>'
    )


def render_day(strings: Strings) -> str:
    """The control for the day that questions are asked for; closed, and today, until somebody wants it."""
    texts = strings.of("chat")
    return (
        f'<details class="zt-day" id="zt-day"><summary aria-label="{escape(texts.as_of)}" '
        f'title="{escape(texts.as_of)}">{_CALENDAR}</summary>'
        f'<div class="zt-day-card"><label for="zt-day-input">{escape(texts.as_of_label)}</label>'
        f'<input id="zt-day-input" type="date" aria-describedby="zt-day-note">'
        f'<p id="zt-day-note">{escape(texts.as_of_detail)}</p><p id="zt-day-bad" role="alert"></p>'
        f'{action("today", texts.as_of_today)}</div></details><p class="zt-day-used" id="zt-day-used" hidden></p>'
    )


def _script_texts(texts: PageTexts, strings: Strings) -> str:
    """JSON of what the script writes by itself."""
    page = {
        "language": strings.language.value,
        "sources": strings.sources,
        "status": dict(strings.status),
        "notices": dict(strings.notices),
    }
    named = {key: getattr(texts, key).format(name=strings.own.name) for key in ("file_name", "file_title")}
    return json.dumps(vars(texts) | named | page, ensure_ascii=False)
