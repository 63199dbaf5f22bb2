"""The desk over HTTP: signing in and out, the queue, its export. Nothing of it without a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from assistant.api.admission import client_address
from assistant.api.desk_access import admit, forget, refuse_other_sites, remember, token_of
from assistant.api.responses import NO_STORE, XLSX, attachment, errors
from assistant.api.schemas import CitationBody, StrictBody
from assistant.desk.desk import Desk
from assistant.desk.export import feedback_csv, feedback_xlsx
from assistant.desk.password import MAX_CHARS
from assistant.desk.records import Feedback, Rating, Selection, State, Trace
from assistant.desk.store import MAX_REPLY_CHARS
from assistant.errors import SignInError
from assistant.types import Language, Status

_ERRORS = errors(401, 404, 422, 429, 503)
_MAX_LISTED = 200
# The largest that SQLite counts to.
_FeedbackId = Annotated[int, Path(ge=1, lt=2**63)]


class SignInBody(StrictBody):
    """The staff's password."""

    password: str = Field(max_length=MAX_CHARS)


class SessionBody(StrictBody):
    """Whether a password is configured, and whether this browser is signed in."""

    configured: bool
    signed_in: bool


class ChangeBody(StrictBody):
    """What to set; at least one of the two. ``answered`` needs a reply."""

    state: State | None = None
    reply: str | None = Field(default=None, max_length=MAX_REPLY_CHARS)


class FeedbackRecord(StrictBody):
    """A judged answer as staff see it."""

    id: int
    created_at: str
    updated_at: str
    rating: Rating
    reason: str
    language: Language
    question: str
    answer: str
    status: Status
    intent: str
    citations: list[CitationBody]
    trace: Trace
    state: State
    reply: str

    @classmethod
    def of(cls, feedback: Feedback) -> FeedbackRecord:
        """The body of a record."""
        held = {n: getattr(feedback if hasattr(feedback, n) else feedback.judged, n) for n in cls.model_fields}
        return cls(**held)


class FeedbackList(StrictBody):
    """Records, newest first; ``total`` counts the whole selection."""

    total: int
    records: list[FeedbackRecord]


def build_desk_routes(desk: Desk) -> APIRouter:
    """Routes for staff; those below ``/desk`` but the session's own need a session."""
    router = APIRouter(prefix="/desk", tags=["desk"])

    @router.get("/session")
    def session(request: Request, response: Response) -> SessionBody:
        """Whether a password is configured and this browser is signed in."""
        response.headers.update(NO_STORE)
        signed_in = False
        if desk.open_to_staff:
            try:
                desk.check(token_of(request.headers))
                signed_in = True
            except SignInError:
                pass
        return SessionBody(configured=desk.open_to_staff, signed_in=signed_in)

    @router.post("/session", status_code=204, responses=_ERRORS)
    def sign_in(body: SignInBody, request: Request) -> Response:
        """Sign in; the session is a cookie that scripts cannot read."""
        refuse_other_sites(request.method, request.headers)
        response = Response(status_code=204, headers=NO_STORE)
        remember(response, request, desk.sign_in(body.password, client_address(request)))
        return response

    @router.delete("/session", status_code=204, responses=_ERRORS)
    def sign_out(request: Request) -> Response:
        """End the session, here and for every copy of its cookie."""
        refuse_other_sites(request.method, request.headers)
        desk.sign_out(token_of(request.headers))
        response = Response(status_code=204, headers=NO_STORE)
        forget(response, request)
        return response

    def staff(request: Request, response: Response) -> None:
        response.headers.update(NO_STORE)
        admit(desk, request.method, request.headers)

    inside = APIRouter(dependencies=[Depends(staff)], responses=_ERRORS)

    @inside.get("/feedback")
    def feedback(
        selection: Annotated[Selection, Depends(_selection)],
        limit: Annotated[int, Query(ge=1, le=_MAX_LISTED)] = 50,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> FeedbackList:
        """Feedback by `rating` and `state` (each may be given several times; none: all), newest first."""
        records = [FeedbackRecord.of(f) for f in desk.store.select(selection, limit, offset)]
        return FeedbackList(total=desk.store.count(selection), records=records)

    @inside.patch("/feedback/{feedback_id}")
    def change(feedback_id: _FeedbackId, body: ChangeBody) -> FeedbackRecord:
        """Reply, or mark as fixed, dismissed or open again."""
        return FeedbackRecord.of(desk.store.update(feedback_id, state=body.state, reply=body.reply))

    @inside.delete("/feedback/{feedback_id}", status_code=204)
    def delete(feedback_id: _FeedbackId) -> Response:
        """Remove a record, e.g. because it names somebody."""
        desk.store.delete(feedback_id)
        return Response(status_code=204, headers=NO_STORE)

    @inside.get("/feedback.csv", response_class=Response)
    def as_csv(selection: Annotated[Selection, Depends(_selection)]) -> Response:
        """The selection as CSV (UTF-8 with byte order mark)."""
        return attachment(feedback_csv(desk.store.select(selection)), "zhengtu-feedback.csv", "text/csv; charset=utf-8")

    @inside.get("/feedback.xlsx", response_class=Response)
    def as_xlsx(selection: Annotated[Selection, Depends(_selection)]) -> Response:
        """The selection as an Excel workbook."""
        return attachment(feedback_xlsx(desk.store.select(selection)), "zhengtu-feedback.xlsx", XLSX)

    router.include_router(inside)
    return router


def _selection(
    rating: Annotated[Sequence[Rating], Query()] = (), state: Annotated[Sequence[State], Query()] = ()
) -> Selection:
    return Selection(tuple(rating), tuple(state))
