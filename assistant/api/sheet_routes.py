"""Sheets over HTTP: a plan or a conversation as a file. Nothing of either is kept or logged."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field, StringConstraints, TypeAdapter

from assistant.answering.planning import planner_of
from assistant.api.loading import AssistantLoader
from assistant.api.plan_radar import asked_profile
from assistant.api.plan_schemas import PlanRequest
from assistant.api.responses import attachment, errors
from assistant.api.schemas import AnswerBody, StrictBody
from assistant.errors import SheetTooLargeError
from assistant.sheets.conversation_sheet import Exchange, conversation_sheet
from assistant.sheets.plan_sheet import plan_sheet
from assistant.sheets.sheet import Numbering, Sheet
from assistant.sheets.writing import Form, write_sheet
from assistant.types import Answer, Language

_RESPONSES = errors(413, 422, 503) | {
    200: {"content": {form.media_type: {} for form in Form}, "description": "The file"}
}
MAX_EXCHANGES = 50
# About 150 pages.
MAX_CHARACTERS = 200_000
_MAX_QUESTION_CHARS = 2_000
_MAX_PROBLEM_CHARS = 2_000
_ANSWER = TypeAdapter(Answer)


class ExchangeBody(StrictBody):
    """A question with its answer, or with the reason why it has none."""

    question: Annotated[str, StringConstraints(max_length=_MAX_QUESTION_CHARS)]
    as_of: date | None = Field(default=None, description="The day that was chosen for the question, if one was")
    answer: AnswerBody | None = None
    problem: Annotated[str, StringConstraints(max_length=_MAX_PROBLEM_CHARS)] = ""

    def exchange(self) -> Exchange:
        """The exchange of the sheet."""
        return Exchange(
            self.question,
            _ANSWER.validate_python(self.answer.model_dump()) if self.answer else None,
            self.problem,
            self.as_of,
        )


class ConversationBody(StrictBody):
    """A conversation and how its sheet is to be."""

    exchanges: list[ExchangeBody] = Field(min_length=1, max_length=MAX_EXCHANGES)
    language: Language = Language.ZH
    day: date | None = Field(default=None, description="The day that the sheet bears; today by default")

    def checked(self) -> list[Exchange]:
        """The exchanges of the sheet.

        Raises:
            SheetTooLargeError: they hold more text than a sheet may.
        """
        exchanges = [e.exchange() for e in self.exchanges]
        characters = sum(map(_characters, exchanges))
        if characters > MAX_CHARACTERS:
            raise SheetTooLargeError(
                f"这段对话有 {characters:,} 个字符，一次最多打印 {MAX_CHARACTERS:,} 个。请分几次导出。"
                f"This conversation has {characters:,} characters, and a sheet takes {MAX_CHARACTERS:,} at most. "
                "Please export it in parts."
            )
        return exchanges


def _characters(exchange: Exchange) -> int:
    answer = exchange.answer
    if answer is None:
        return len(exchange.question) + len(exchange.problem)
    said = len(answer.answer) + sum(len(n.text) for n in answer.notices)
    return len(exchange.question) + said + sum(len(c.quote) for c in answer.citations)


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
