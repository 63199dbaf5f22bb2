"""The addresses of the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse

from assistant.api.admission import Admission, Visitor, client_address
from assistant.api.desk_access import token_of
from assistant.api.loading import AssistantLoader, LoadState, LoadStatus
from assistant.api.problems import InvalidError, MissingError
from assistant.api.responses import NO_STORE, errors, event
from assistant.api.schemas import (
    AnswerBody,
    AskBody,
    DocumentList,
    DocumentSummary,
    DocumentText,
    Health,
    HealthProblem,
    Ready,
)
from assistant.api.streaming import Shown, stream_steps
from assistant.corpus.editions import in_force_ids
from assistant.desk.desk import Desk
from assistant.errors import DeskError
from assistant.index.generation import Trouble
from assistant.types import Answer, Piece, Replacement, Step

_ERRORS = errors(413, 422, 429, 503)


def build_routes(loader: AssistantLoader, desk: Desk, admission: Admission) -> APIRouter:
    """Routes over the assistant that the loader holds or is loading; questions go through the admission."""
    router = APIRouter()

    async def answered(body: AskBody, request: Request) -> dict[str, Any]:
        loader.assistant()  # refused before it waits, where there is none yet
        answer: Answer = await admission.run(
            # Whoever waited is answered from the documents as they are then.
            lambda: loader.assistant().answer(body.turn()),
            Visitor(client_address(request)),
        )
        return answer.to_json()

    @router.post("/ask", response_model=AnswerBody, responses=_ERRORS, tags=["questions"])
    async def ask(body: AskBody, request: Request) -> JSONResponse:
        """Answer a question with citations; 429 with `Retry-After` where too many ask at once."""
        return JSONResponse(await answered(body, request))

    @router.post("/ask/stream", response_class=StreamingResponse, responses=_ERRORS, tags=["questions"])
    async def ask_stream(body: AskBody, request: Request) -> StreamingResponse:
        """The same as server-sent events: `token` (text pieces), `replace` (in place of them all),
        `citation`, then `done` (the whole Answer)."""
        steps = stream_steps(loader.assistant(), body.turn(), admission, Visitor(client_address(request)))
        # The first step is awaited before anything goes out, so that errors keep their status.
        first = await anext(steps)
        headers = {**NO_STORE, "X-Accel-Buffering": "no"}
        return StreamingResponse(_events(first, steps), media_type="text/event-stream", headers=headers)

    @router.get("/documents", responses=_ERRORS, tags=["documents"])
    def documents() -> DocumentList:
        """All documents with their metadata."""
        held = loader.assistant().generation.documents.values()
        return DocumentList(documents=list(map(DocumentSummary.model_validate, held)))

    @router.get("/documents/{document_id}", responses=errors(404) | _ERRORS, tags=["documents"])
    def document(
        document_id: str,
        start: Annotated[int, Query(ge=0, description="First character")] = 0,
        end: Annotated[int | None, Query(ge=0, description="One past the last character")] = None,
    ) -> DocumentText:
        """A document's text, or the part from `start` to `end` that a citation quotes.

        The id without an edition's name is that of the edition in force today."""
        held = loader.assistant().generation.documents
        found = held.get(document_id) or held.get(in_force_ids(held, date.today()).get(document_id, ""))
        if found is None:
            raise MissingError("没有这个文档。There is no document of this id.")
        stop = len(found.text) if end is None else end
        if not start <= stop <= len(found.text):
            raise InvalidError(
                f"start 和 end 须在 0 到 {len(found.text)} 之间且不倒置。start and end must lie in the text."
            )
        return DocumentText.slice(found, start, stop)

    @router.get("/health", response_model_exclude_unset=True, tags=["state"])
    async def health(request: Request) -> Health:
        """The process is alive; also while it is still loading. What is wrong stands in `problem`."""
        status = loader.status
        if status.state is LoadState.FAILED:
            problem = _start_problem(status, staff=await is_staff(request))
            return Health(status="failed", built_at=None, problem=problem)
        if status.state is LoadState.LOADING:
            return Health(status="ok", built_at=None)
        generation = loader.assistant().generation
        built_at = generation.manifest.built_at
        if generation.trouble is None:
            return Health(status="ok", built_at=built_at)
        problem = _index_problem(generation.trouble, staff=await is_staff(request))
        return Health(status="degraded", built_at=built_at, problem=problem)

    async def is_staff(request: Request) -> bool:
        token = token_of(request.headers)
        if not token:
            return False
        try:
            await run_in_threadpool(desk.check, token)
        except DeskError:
            return False
        return True

    @router.get("/ready", responses=_ERRORS, tags=["state"])
    async def ready() -> Ready:
        """Questions are answered; 503 with the progress until then."""
        assistant = loader.assistant()
        manifest = assistant.generation.manifest
        return Ready(
            documents=manifest.documents,
            passages=manifest.passages,
            model=manifest.model,
            language_model=assistant.model.name if assistant.model else None,
            built_at=manifest.built_at,
        )

    return router


def _start_problem(status: LoadStatus, *, staff: bool) -> HealthProblem:
    if staff:
        return HealthProblem(code=status.code, message=status.message, detail=status.detail)
    return HealthProblem(code=status.code, message=status.message)


def _index_problem(trouble: Trouble, *, staff: bool) -> HealthProblem:
    message = f"仍按上一版资料回答。The index before still answers. {trouble.public}"
    if staff:
        return HealthProblem(code=trouble.code, message=message, document=trouble.document, detail=trouble.detail)
    return HealthProblem(code=trouble.code, message=message)


async def _events(first: Step, steps: AsyncIterator[Step]) -> AsyncIterator[str]:
    shown = Shown()
    step: Step | None = first
    while step is not None:
        new = shown.take(step)
        if isinstance(step, Replacement):
            yield event("replace", {"text": new})
        elif isinstance(step, Piece):
            yield event("token", {"text": new})
        else:
            answer = step.to_json()
            if new:
                yield event("token", {"text": new})
            for citation in answer["citations"]:
                yield event("citation", citation)
            yield event("done", answer)
        step = await anext(steps, None)
