"""What somebody without a session sees of the desk: a plain page, with nothing of Gradio behind it."""

from __future__ import annotations

from html import escape

from assistant.desk.password import MAX_CHARS
from assistant.text.page_texts import PageTexts
from assistant.web.html import problem as told_problem
from assistant.web.navigation import DESK, render_bar
from assistant.web.strings import Strings
from assistant.web.theme import CSS, SIGN_IN_JS


def render_sign_in(strings: Strings, *, configured: bool, problem: str = "") -> str:
    """The whole page: a form, or how to set a password where none is configured.

    Args:
        strings: the page's language.
        configured: whether there is a password to sign in with.
        problem: what keeps everybody out at present; "" for nothing.
    """
    texts = strings.of("desk")
    said = told_problem(problem) if problem else ""
    body = _form(strings, texts) if configured else _closed(texts)
    # The outer class is the one that page.css names, since Gradio's own pages have it.
    return (
        f'<!doctype html><html lang="{strings.html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(DESK.title(strings))}</title><style>{CSS}</style></head>'
        '<body class="zt-plain"><div class="gradio-container">'
        f'<div id="zt-header">{render_bar(DESK, strings)}</div>'
        f'<main class="zt-gate"><h1>{escape(texts.heading)}</h1>{said}{body}</main></div>'
        f"<script>{SIGN_IN_JS}</script></body></html>"
    )


def _form(strings: Strings, texts: PageTexts) -> str:
    return (
        f"<p>{escape(texts.gate)}</p>"
        f'<form id="zt-sign-in" data-url="{strings.api}/desk/session" data-offline="{escape(texts.offline)}">'
        # Password managers look for a name beside the password.
        '<input type="text" name="username" value="zhengtu-desk" autocomplete="username" hidden>'
        f'<label for="zt-password">{escape(texts.password)}</label>'
        f'<input type="password" id="zt-password" name="password" autocomplete="current-password" required '
        f'maxlength="{MAX_CHARS}" autofocus aria-describedby="zt-gate-problem">'
        '<p class="zt-problem" id="zt-gate-problem" role="alert"></p>'
        f'<button type="submit" class="zt-primary">{escape(texts.sign_in)}</button></form>'
    )


def _closed(texts: PageTexts) -> str:
    steps = "".join(
        f"<li>{escape(text)}<pre><code>{escape(code)}</code></pre></li>" for text, code in texts.closed_steps
    )
    return f"<p>{escape(texts.closed)}</p><ol>{steps}</ol>"
