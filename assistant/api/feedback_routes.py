"""What people say of an answer: sent by anybody, followed by who holds the receipt."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from assistant.api.admission import Admission, Visitor, client_address
from assistant.api.loading import AssistantLoader
from assistant.api.responses import errors
from assistant.api.schemas import MessageBody, StrictBody
from assistant.desk.desk import Desk
from assistant.desk.records import Rating, State
from assistant.desk.store import MAX_REASON_CHARS
from assistant.desk.tracing import judge
from assistant.types import Language, Message, Turn

_ERRORS = errors(404, 413, 422, 429, 503)
_MAX_RECEIPT_CHARS = 64


class FeedbackBody(StrictBody):
    """A judged answer: the same question and history as asked, and what is thought of it.

    With a ``receipt``, the record of an earlier request gets this rating and reason.
    """

    question: str
    history: list[MessageBody] = Field(default_factory=list)
    as_of: date | None = None
    rating: Rating
    reason: str = Field(default="", max_length=MAX_REASON_CHARS)
    language: Language = Field(default=Language.ZH, description="Language of the page")
    receipt: str | None = Field(default=None, max_length=_MAX_RECEIPT_CHARS)

    def turn(self) -> Turn:
        """The turn that was answered."""
        return Turn(self.question, tuple(Message(m.role, m.content) for m in self.history), self.as_of)


class ReceiptBody(StrictBody):
    """With it the sender changes or follows the record."""

    receipt: str


class ReplyBody(StrictBody):
    """What became of a piece of feedback."""

    state: State
    reply: str


def build_feedback_routes(loader: AssistantLoader, desk: Desk, admission: Admission) -> APIRouter:
    """Routes that keep feedback in the desk's store."""
    router = APIRouter(tags=["feedback"])

    @router.post("/feedback", status_code=201, responses=_ERRORS)
    async def send(body: FeedbackBody, request: Request) -> ReceiptBody:
        """Keep what somebody thinks of an answer, without personal data; the answer is computed again here."""
        address = client_address(request)
        await run_in_threadpool(desk.feedback_throttle.take, address)
        if body.receipt is not None:
            await run_in_threadpool(desk.store.revise, body.receipt, body.rating, body.reason)
            return ReceiptBody(receipt=body.receipt)
        assistant = loader.assistant()
        judged = await admission.run(lambda: judge(assistant, body.turn()), Visitor(address))
        receipt = await run_in_threadpool(desk.store.add, judged, body.rating, body.reason, body.language)
        return ReceiptBody(receipt=receipt)

    @router.get("/feedback/{receipt}", responses=_ERRORS)
    def follow(receipt: Annotated[str, Path(max_length=_MAX_RECEIPT_CHARS)]) -> ReplyBody:
        """State and staff's reply, for the sender."""
        found = desk.store.reply(receipt)
        return ReplyBody(state=found.state, reply=found.reply)

    return router
