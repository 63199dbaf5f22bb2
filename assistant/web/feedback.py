"""The buttons under an answer with which a person judges it; feedback.js sends what they say."""

from __future__ import annotations

from html import escape

from assistant.api.schemas import AnswerBody
from assistant.desk.store import MAX_REASON_CHARS
from assistant.web.html import data
from assistant.web.strings import Strings

# What the script says.
_SAID = ("sending", "thanks_up", "thanks_down", "thanks_unanswered", "thanks_reason", "failed", "offline", "reply")
# Feather's thumb (MIT); the other one is the same upside down.
_THUMB = (
    '<svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"{turn}>'
    '<path d="M14 9V5a3 3 0 0 0-3-3l-4 9v11h11.28a2 2 0 0 0 2-1.7l1.38-9a2 2 0 0 0-2-2.3z"/>'
    '<path d="M7 22H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h3"/></svg>'
)


def render_feedback(answer: AnswerBody, strings: Strings) -> str:
    """Thumbs, the way to the staff's queue where nothing was found, and a closed form for a reason.

    The answer's text goes along because it is history for the answers after it; the server keeps its own.
    """
    texts = strings.of("feedback")
    told = data(
        url=f"{strings.api}/feedback".removeprefix("../"),
        language=strings.language,
        answer=answer.answer,
        **{name: getattr(texts, name) for name in _SAID},
    )
    unanswered = _rate("unanswered", escape(texts.unanswered)) if answer.status == "abstained" else ""
    return (
        f'<div class="zt-rate" data-feedback{told}>'
        f"{_thumb('up', texts.up)}{_thumb('down', texts.down)}{unanswered}"
        f'<p class="zt-rated" role="status"></p>'
        f'<button type="button" class="zt-action zt-again" data-action="rateAgain" hidden>'
        f"{escape(texts.again)}</button>"
        f'<form class="zt-reason" hidden><label>{escape(texts.reason_label)}'
        f'<textarea name="reason" rows="2" maxlength="{MAX_REASON_CHARS}"></textarea></label>'
        f"<small>{escape(texts.reason_hint)}</small>"
        f'<button type="submit" class="zt-action">{escape(texts.send)}</button></form>'
        f'<p class="zt-reply" hidden></p></div>'
    )


def _thumb(rating: str, label: str) -> str:
    turned = ' class="zt-turned"' if rating == "down" else ""
    return _rate(rating, _THUMB.format(turn=turned), f' aria-label="{escape(label)}" title="{escape(label)}"')


def _rate(rating: str, content: str, attributes: str = "") -> str:
    return (
        f'<button type="button" class="zt-action" data-action="rate" data-rating="{rating}" '
        f'aria-pressed="false"{attributes}>{content}</button>'
    )
