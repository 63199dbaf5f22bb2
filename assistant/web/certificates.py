"""The certificates page: browse, filter, open, compare. Its state is the page's address; the server keeps none."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.catalogue.profiles import Filters, Profile, profiles, select
from assistant.catalogue.status import CertificateStatus
from assistant.errors import NotReadyError
from assistant.pack.schema import Kind
from assistant.text.page_texts import PageTexts
from assistant.types import Language
from assistant.web.certificate_cards import render_card
from assistant.web.certificate_compare import MAX_COMPARED, render_comparison
from assistant.web.certificate_details import render_detail
from assistant.web.certificate_writing import Writer
from assistant.web.html import choice, options, paragraph, problem, told
from assistant.web.navigation import CERTIFICATES
from assistant.web.scripted_page import scripted_page
from assistant.web.strings import Strings
from assistant.web.theme import CERTIFICATES_JS

_MAX_FILTER_CHARS = 200


def build_certificates(loader: AssistantLoader, strings: Strings) -> gr.Blocks:
    """The page in one language; its functions are the page's own, programs use /api/certificates."""
    view = _View(loader, strings)
    return scripted_page(
        loader,
        strings,
        CERTIFICATES,
        frame=_frame(strings.of("certificates")),
        script=CERTIFICATES_JS,
        functions=[view.fields, view.cards, view.comparison, view.detail],
    )


class _View:
    """What the page's script asks for; everything in ``state`` comes from a browser and may be anything."""

    def __init__(self, loader: AssistantLoader, strings: Strings) -> None:
        self._loader = loader
        self._strings = strings
        self._texts = strings.of("certificates")

    def fields(self, _: Any = None) -> str:
        """The filter form's fields; "" while the catalogue is loading."""
        try:
            assistant = self._loader.assistant()
        except NotReadyError:
            return ""
        return _fields(assistant, self._found(assistant, date.today()), self._strings)

    def cards(self, state: dict[str, Any]) -> str:
        """The certificates that the filters select, with how many there are."""
        as_of = _day(state)
        if as_of is None:
            return problem(self._texts.bad_day)
        assistant = self._loader.assistant()
        found = select(self._found(assistant, as_of), _filters(state))
        count = told(self._texts.count.format(n=len(found)))
        if not found:
            return count + paragraph("zt-empty", f"{self._texts.none} {self._texts.none_hint}")
        compared = _compared(state)
        shown = "".join(render_card(p, self._writer(assistant), compared=p.record.id in compared) for p in found)
        return f'{count}<div class="zt-cards">{shown}</div>'

    def comparison(self, state: dict[str, Any]) -> str:
        """The chosen certificates side by side, in the order in which they were chosen."""
        as_of = _day(state) or date.today()
        found = {p.record.id: p for p in self._found(self._loader.assistant(), as_of)}
        return render_comparison([found[id_] for id_ in _compared(state) if id_ in found], self._strings)

    def detail(self, state: dict[str, Any]) -> str:
        """An opened card's content."""
        assistant = self._loader.assistant()
        wanted = _text(state, "id")
        for profile in self._found(assistant, _day(state) or date.today()):
            if profile.record.id == wanted:
                return render_detail(profile, self._writer(assistant))
        return f"<p>{escape(self._texts.none)}</p>"

    def _found(self, assistant: Assistant, as_of: date) -> tuple[Profile, ...]:
        return profiles(assistant.catalogue, assistant.generation.documents, as_of)

    def _writer(self, assistant: Assistant) -> Writer:
        return Writer(functools.partial(assistant.places.cite, language=self._strings.language), self._strings)


def _frame(texts: PageTexts) -> str:
    """The page before its content is there."""
    return (
        f'<div class="zt-directory"><h1>{escape(texts.heading)}</h1><p class="zt-intro">{escape(texts.intro)}</p>'
        f'<form class="zt-filters" id="zt-filters" role="search" aria-label="{escape(texts.filters)}">'
        f'<p role="status">{escape(texts.waiting)}</p></form>'
        f'<section class="zt-compare" id="zt-compare" aria-label="{escape(texts.compare_heading)}" hidden></section>'
        f'<div id="zt-results" aria-live="polite" data-failed="{escape(texts.failed)}"></div>'
        f'<div class="zt-compare-bar" id="zt-compare-bar" hidden data-go="{escape(texts.compare_go)}" '
        f'data-full="{escape(texts.compare_full)}"><span role="status"></span>'
        f'<button type="button" class="zt-action" data-action="goCompare"></button></div></div>'
    )


def _fields(assistant: Assistant, found: tuple[Profile, ...], strings: Strings) -> str:
    texts, zh = strings.of("certificates"), strings.zh
    roles = [r.named(strings.language) for r in assistant.catalogue.all(Kind.ROLE)]
    levels = dict.fromkeys(level for p in found for level in p.levels)
    steps = [s.zh for kind in assistant.catalogue.schema.certificate_kinds() for s in kind.steps]
    in_order = [x for x in dict.fromkeys(steps) if x in levels] + [x for x in levels if x not in steps]
    in_english = {x: p.record.kind.level_in(x, Language.EN) for p in found for x in p.levels}
    # A certification is found by its centre, whoever awards it.
    issuers = {k: p.issuer_en if p.issuer_en and not zh else k for p in found if (k := _issuer_key(p))}
    named = "".join(f'<option value="{escape(r)}">' for r in dict.fromkeys(roles))
    role = (
        f'<div class="zt-wide"><label for="zt-role">{escape(texts.role)}</label>'
        f'<input id="zt-role" name="role" type="search" list="zt-roles" maxlength="{_MAX_FILTER_CHARS}" '
        f'placeholder="{escape(strings.own.said["role_placeholder"])}" autocomplete="off">'
        f'<datalist id="zt-roles">{named}</datalist></div>'
    )
    return (
        role
        + _choice("level", texts, {v: v if zh else in_english[v] for v in in_order})
        + _choice("issuer", texts, issuers)
        + _choice("status", texts, {s: texts.statuses[s] for s in CertificateStatus})
        + f'<div><label for="zt-as-of">{escape(texts.as_of)}</label>'
        f'<input id="zt-as-of" name="as_of" type="date" value="{date.today()}"></div>'
        + f'<button type="reset" class="zt-action">{escape(texts.reset)}</button>'
    )


def _choice(name: str, texts: PageTexts, values: Mapping[str, str]) -> str:
    return choice(f"zt-{name}", name, getattr(texts, name), options(values, every=texts.every))


def _issuer_key(profile: Profile) -> str:
    return next(filter(None, map(profile.record.text, profile.record.kind.issuer)), "")


def _filters(state: dict[str, Any]) -> Filters:
    status = _text(state, "status")
    known = status in {s.value for s in CertificateStatus}
    return Filters(
        _text(state, "role"),
        _text(state, "level"),
        _text(state, "issuer"),
        CertificateStatus(status) if known else None,
    )


def _day(state: dict[str, Any]) -> date | None:
    """The day of a state: today for none, None for one that does not exist."""
    text = _text(state, "as_of")
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        return None


def _compared(state: dict[str, Any]) -> list[str]:
    chosen = state.get("compare") if isinstance(state, dict) else None
    return list(dict.fromkeys(str(c) for c in chosen))[:MAX_COMPARED] if isinstance(chosen, list) else []


def _text(state: dict[str, Any], name: str) -> str:
    value = state.get(name) if isinstance(state, dict) else None
    return value[:_MAX_FILTER_CHARS] if isinstance(value, str) else ""
