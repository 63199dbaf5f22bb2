"""The plan page: what is wanted and held goes in, the path comes out. Its state is in the browser's tab."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr
from pydantic import ValidationError

from assistant.api.loading import AssistantLoader
from assistant.api.plan_building import plan_body
from assistant.api.plan_schemas import PlanBody, PlanRequest
from assistant.catalogue.coverage import CoverageStatus
from assistant.errors import NotReadyError, ZhengtuError
from assistant.pack.schema import Kind
from assistant.types import Language
from assistant.web.html import problem
from assistant.web.navigation import PLAN
from assistant.web.plan_files import render_actions, render_class, render_modes
from assistant.web.plan_form import render_empty, render_fields
from assistant.web.plan_rendering import PlanPage
from assistant.web.scripted_page import scripted_page
from assistant.web.strings import Strings
from assistant.web.theme import PLAN_JS

# Where an error's Chinese part ends and its English one begins.
_ENDS, _BEGINS = "。？！", '“"'
_SHOWN_COURSES = 60


def build_plan(loader: AssistantLoader, strings: Strings) -> gr.Blocks:
    """The page in one language; its functions are the page's own, programs use /api/plan."""
    view = _View(loader, strings)
    return scripted_page(
        loader,
        strings,
        PLAN,
        frame=_frame(strings),
        script=PLAN_JS,
        functions=[view.fields, view.plan],
    )


class _View:
    """What the page's script asks for; everything in ``state`` comes from a browser and may be anything."""

    def __init__(self, loader: AssistantLoader, strings: Strings) -> None:
        self._loader = loader
        self._strings = strings
        self._texts = strings.of("plan")

    def fields(self, _: Any = None) -> list[str]:
        """The form's fields and what stands in the result's place at first; empty while loading."""
        try:
            assistant = self._loader.assistant()
        except NotReadyError:
            return []
        return [
            render_fields(assistant.catalogue, assistant.places, self._strings),
            render_empty(assistant.catalogue, self._strings),
        ]

    def plan(self, state: dict[str, Any]) -> str:
        """The result for {"request": PlanRequest, "before": {"key", "open"}}; a message where there is none."""
        sent = state if isinstance(state, dict) else {}
        try:
            request = PlanRequest.model_validate({**_table(sent, "request"), "language": self._strings.language})
            found = plan_body(request, self._loader.assistant())
        except ValidationError:
            return problem(self._texts.too_long)
        except ZhengtuError as error:
            return problem(in_language(str(error), self._strings.language))
        change = self._change(found, _table(sent, "before"))
        return PlanPage(found, self._strings).html(self._given(request), change, render_actions(self._strings))

    def _change(self, found: PlanBody, before: dict[str, Any]) -> str:
        """How many requirements are open against the plan before, for the same certificate and level."""
        was = before.get("open")
        if before.get("key") != f"{found.certificate.id}/{found.certificate.level}" or not isinstance(was, int):
            return ""
        open_ = sum(r.status is not CoverageStatus.COVERED for r in found.requirements)
        if open_ == was:
            return self._texts.same if found.requirements else ""
        return (self._texts.closer if open_ < was else self._texts.farther).format(n=abs(open_ - was))

    def _given(self, request: PlanRequest) -> list[tuple[str, str]]:
        """What was asked, as the printed sheet says it."""
        texts, strings = self._texts, self._strings
        named = {c.id: c.named(strings.language) for c in self._loader.assistant().catalogue.all(Kind.CERTIFICATE)}
        courses = [c.name for c in request.courses]
        shown = strings.comma.join(courses[:_SHOWN_COURSES])
        if len(courses) > _SHOWN_COURSES:
            shown += f" … ({len(courses)})"
        return [
            (texts.role, request.role or texts.none),
            (texts.certificate, named.get(request.certificate, request.certificate) or texts.by_role),
            (texts.level, request.level or texts.no_level),
            (texts.courses, shown or texts.none),
        ]


def in_language(message: str, language: Language) -> str:
    """The part of an error's message, Chinese then English, that is in the page's language; else all of it."""
    begins = (c.isascii() and c.isupper() or c in _BEGINS for c in message[1:])
    at = next((i for i, does in enumerate(begins, start=1) if does and message[i - 1] in _ENDS), 0)
    if not at:
        return message
    return message[:at] if language is Language.ZH else message[at:]


def _table(state: dict[str, Any], name: str) -> dict[str, Any]:
    value = state.get(name)
    return value if isinstance(value, dict) else {}


def _frame(strings: Strings) -> str:
    """The page before its content is there."""
    texts = strings.of("plan")
    return (
        f'<div class="zt-plan"><div class="zt-plan-head"><h1>{escape(texts.heading)}</h1>'
        f'<p class="zt-intro">{escape(texts.intro)}</p>{render_modes(strings)}</div>'
        f'<form class="zt-plan-form" id="zt-plan-form" aria-label="{escape(texts.form)}">'
        f'<p role="status">{escape(texts.waiting)}</p></form>'
        f'<div class="zt-plan-side"><p class="zt-hidden" id="zt-plan-said" role="status"></p>'
        f'<p class="zt-waiting zt-plan-busy" id="zt-plan-busy" hidden><span class="zt-pulse" aria-hidden="true"></span>'
        f"{escape(texts.busy)}</p>"
        f'<div id="zt-plan-result" data-failed="{escape(texts.failed)}"></div></div>'
        f"{render_class(strings)}</div>"
    )
