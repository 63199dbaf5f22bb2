"""Sheets over HTTP: a plan or a conversation as a file. Nothing of either is kept or logged."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from assistant.answering.planning import planner_of
from assistant.api.loading import AssistantLoader
from assistant.api.plan_radar import asked_profile
from assistant.api.plan_schemas import PlanRequest
from assistant.api.responses import attachment, errors
from assistant.api.sheet_schemas import ConversationBody
from assistant.sheets.conversation_sheet import conversation_sheet
from assistant.sheets.plan_sheet import plan_sheet
from assistant.sheets.sheet import Numbering, Sheet
from assistant.sheets.writing import Form, write_sheet

_RESPONSES = errors(413, 422, 503) | {
    200: {"content": {form.media_type: {} for form in Form}, "description": "The file"}
}


def build_sheet_routes(loader: AssistantLoader) -> APIRouter:
    """Routes over the assistant that the loader holds or is loading."""
    router = APIRouter(tags=["sheets"])

    @router.post("/plan/sheet.{form}", response_class=Response, responses=_RESPONSES)
    def plan(form: Form, body: PlanRequest) -> Response:
        """A plan to print or pass on, every statement with its source."""
        assistant = loader.assistant()
        made = planner_of(assistant).plan(body.goal())
        numbering = Numbering(assistant.generation.documents)
        day = body.as_of or date.today()
        skills = asked_profile(body, assistant.catalogue)
        sheet = plan_sheet(made, assistant.places, numbering, body.language, day, skills=skills)
        return _file(sheet, form, "zhengtu-plan")

    @router.post("/conversation/sheet.{form}", response_class=Response, responses=_RESPONSES)
    def conversation(form: Form, body: ConversationBody) -> Response:
        """A conversation with one list of sources; quotes that no document holds are dropped, and the sheet says so."""
        exchanges = body.checked()
        day = body.day or date.today()
        sheet = conversation_sheet(exchanges, loader.assistant().generation, body.language, day)
        return _file(sheet, form, "zhengtu-answers")

    return router


def _file(sheet: Sheet, form: Form, name: str) -> Response:
    return attachment(write_sheet(sheet, form), f"{name}-{sheet.day.isoformat()}.{form.value}", form.media_type)
