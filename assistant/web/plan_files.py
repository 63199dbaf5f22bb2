"""What the plan page gives to take away: a plan's sheet, and the sheets of a class. plan_files.js does the rest."""

from __future__ import annotations

from html import escape

from assistant.web.html import action, data
from assistant.web.strings import Strings

_FORMS = ("pdf", "docx")
# What the script says; each becomes a data attribute.
_SAID = (
    "missing",
    "too_large",
    "reading",
    "progress",
    "fetching",
    "stopped",
    "failed",
    "finished",
    "finished_none",
    "reason",
    "none_chosen",
)


def render_modes(strings: Strings) -> str:
    """The choice between a plan for one person and sheets for a class."""
    texts = strings.of("plan_files")
    buttons = "".join(
        f'<button type="button" class="zt-mode" data-action="mode" data-mode="{mode}" '
        f'aria-pressed="{"true" if mode == "one" else "false"}">{escape(name)}</button>'
        for mode, name in (("one", texts.one), ("class", texts.many))
    )
    return f'<div class="zt-modes" role="group" aria-label="{escape(texts.modes)}">{buttons}</div>'


def render_actions(strings: Strings) -> str:
    """The buttons beside a plan; what went wrong with a file is said below them."""
    texts = strings.of("plan_files")
    files = "".join(
        action(
            "sheet",
            texts.sheet.format(form=form.upper()),
            form=form,
            url=f"{strings.api}/plan/sheet.{form}",
            language=strings.language,
            busy=texts.sheet_busy,
            failed=texts.sheet_failed,
        )
        for form in _FORMS
    )
    return (
        f'<div class="zt-actions">{files}'
        f"{action('print', texts.print)}</div>"
        '<p class="zt-sheet-said" id="zt-sheet-said" role="status"></p>'
    )


def render_class(strings: Strings) -> str:
    """The form for a class list, and the places of its progress and its outcome."""
    texts = strings.of("plan_files")
    language, api = strings.language.value, strings.api
    said = data(**{name: getattr(texts, name) for name in _SAID})
    forms = "".join(
        f'<label><input type="radio" name="form" value="{form}"{" checked" if form == "pdf" else ""}>'
        f"<span>{escape(name)}</span></label>"
        for form, name in texts.forms
    )
    return (
        f'<section class="zt-class" id="zt-class" aria-labelledby="zt-class-title" hidden data-language="{language}" '
        f'data-url="{api}/plan/batch"{said}>'
        f'<h2 id="zt-class-title" tabindex="-1">{escape(texts.heading)}</h2><p>{escape(texts.intro)}</p>'
        '<form id="zt-class-form"><ol class="zt-class-steps">'
        f"<li><b>{escape(texts.step_template)}</b><p>{escape(texts.step_template_detail)}</p>"
        f'<a class="zt-action" href="{api}/plan/class-template.xlsx?language={language}" download>'
        f"{escape(texts.template)}</a></li>"
        f'<li><b>{escape(texts.step_list)}</b><p id="zt-class-hint">{escape(texts.step_list_detail)}</p>'
        '<div class="zt-upload"><input class="zt-hidden" id="zt-class-file" type="file" accept=".xlsx,.csv" '
        f'aria-label="{escape(texts.step_list)}" aria-describedby="zt-class-hint zt-class-name">'
        f'<label for="zt-class-file" class="zt-action" aria-hidden="true">{escape(texts.choose)}</label>'
        f'<span id="zt-class-name">{escape(texts.none_chosen)}</span></div></li>'
        f'<li><fieldset><legend>{escape(texts.form)}</legend><div class="zt-forms">{forms}</div></fieldset></li></ol>'
        '<div class="zt-form-actions">'
        f'<button type="submit" class="zt-primary" id="zt-class-start">{escape(texts.start)}</button>'
        f'<button type="button" class="zt-action" id="zt-class-stop" data-action="stopClass" hidden>'
        f"{escape(texts.stop)}</button></div></form>"
        f'<div class="zt-class-progress" id="zt-class-progress" hidden><progress aria-label="{escape(texts.start)}">'
        '</progress><span id="zt-class-count"></span></div>'
        '<p class="zt-class-said" id="zt-class-said" role="status"></p>'
        f'<a class="zt-primary" id="zt-class-zip" download="zhengtu-class.zip" hidden>{escape(texts.download)}</a>'
        f'<details class="zt-class-refused" id="zt-class-refused" hidden><summary><span>{escape(texts.refused)}</span> '
        "<small></small></summary><ul></ul></details></section>"
    )
