"""The addresses of the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, StreamingResponse

from assistant.api.loading import AssistantLoader, LoadState
from assistant.api.pieces import split_pieces
from assistant.api.problems import DocumentMissingError, SpanError
from assistant.api.schemas import (
    AnswerBody,
    AskBody,
    DocumentList,
    DocumentSummary,
    DocumentText,
    ErrorBody,
    Health,
    Ready,
)

_ERRORS: dict[int | str, dict[str, Any]] = {
    413: {"model": ErrorBody},
    422: {"model": ErrorBody},
    503: {"model": ErrorBody},
}


def build_routes(loader: AssistantLoader) -> APIRouter:
    """Routes over the assistant that the loader holds or is loading."""
    router = APIRouter()

    @router.post("/ask", response_model=AnswerBody, responses=_ERRORS, tags=["questions"])
    def ask(body: AskBody) -> JSONResponse:
        """Answer a question with citations."""
        return JSONResponse(loader.assistant().answer(body.turn()).to_json())

    @router.post("/ask/stream", response_class=StreamingResponse, responses=_ERRORS, tags=["questions"])
    def ask_stream(body: AskBody) -> StreamingResponse:
        """The same as server-sent events: `token` (text pieces), `citation`, then `done` (the whole Answer)."""
        # The answer is verified as a whole before its first word goes out, so that errors keep their status.
        answer = loader.assistant().answer(body.turn()).to_json()
        return StreamingResponse(_events(answer), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @router.get("/documents", responses=_ERRORS, tags=["documents"])
    def documents() -> DocumentList:
        """All documents with their metadata."""
        held = loader.assistant().generation.documents.values()
        return DocumentList(documents=[DocumentSummary.of(d) for d in held])

    @router.get("/documents/{document_id}", responses={404: {"model": ErrorBody}, **_ERRORS}, tags=["documents"])
    def document(
        document_id: str,
        start: Annotated[int, Query(ge=0, description="First character")] = 0,
        end: Annotated[int | None, Query(ge=0, description="One past the last character")] = None,
    ) -> DocumentText:
        """A document's text, or the part from `start` to `end` that a citation quotes."""
        found = loader.assistant().generation.documents.get(document_id)
        if found is None:
            raise DocumentMissingError("没有这个文档。There is no document of this id.")
        stop = len(found.text) if end is None else end
        if not start <= stop <= len(found.text):
            raise SpanError(
                f"start 和 end 须在 0 到 {len(found.text)} 之间且不倒置。start and end must lie in the text."
            )
        return DocumentText.slice(found, start, stop)

    @router.get("/health", tags=["state"])
    async def health() -> Health:
        """The process is alive; also while it is still loading."""
        ready = loader.status.state is LoadState.READY
        return Health(built_at=loader.assistant().generation.manifest.built_at if ready else None)

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


def _events(answer: dict[str, Any]) -> Iterator[str]:
    for piece in split_pieces(answer["answer"]):
        yield _event("token", {"text": piece})
    for citation in answer["citations"]:
        yield _event("citation", citation)
    yield _event("done", answer)


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
