"""Documents in over HTTP, for staff: a file in pieces, what was read of it, a person's word, then the index."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from assistant.api.desk_access import admit
from assistant.api.loading import AssistantLoader
from assistant.api.responses import NO_STORE, errors
from assistant.corpus.originals.adding import Added, Skipped
from assistant.corpus.originals.shelf import Audience
from assistant.desk.desk import Desk
from assistant.desk.indexing import Indexing
from assistant.desk.staff_documents import staff_document, staff_documents
from assistant.desk.uploads import FIELDS, Uploads
from assistant.errors import UploadError
from assistant.index.generations import build
from assistant.index.reuse import Progress

PIECE_PATH, MAX_PIECE_BYTES = "/desk/uploads/piece", 1024 * 1024
# Each may take 2 GB of address space: the others wait.
READ_AT_ONCE = 2


class BeginBody(BaseModel, extra="forbid"):
    """A file that is to come."""

    name: str = Field(min_length=1, max_length=400)
    size: int = Field(ge=0)


class UploadBody(BaseModel, from_attributes=True):
    """A file under way."""

    id: str
    name: str
    received: int


class ReadBody(BaseModel):
    """What was read of a file: proposed values and remarks, or why it could not be read."""

    name: str
    proposal: dict[str, str] | None = None
    remarks: tuple[str, ...] = ()
    reason: str = ""
    failed: bool = False


class ConfirmBody(BaseModel, extra="forbid"):
    """The values as a person wants them, and who may read the document."""

    values: dict[str, Annotated[str, Field(max_length=400)]] = {}
    audience: Audience = Audience.PUBLIC


class KeptBody(BaseModel):
    """The document that a file became, or why it was left out; ``beside``: its other editions."""

    id: str = ""
    title: str = ""
    beside: tuple[str, ...] = ()
    reason: str = ""
    failed: bool = False


class IndexingBody(BaseModel, from_attributes=True):
    """Where the index stands."""

    state: str
    done: int
    total: int
    problem: str


class StaffDocumentBody(BaseModel, from_attributes=True):
    """A document that only staff read."""

    id: str
    title: str
    publisher: str
    issued: str | None
    text: str = ""


def build_upload_routes(loader: AssistantLoader, desk: Desk) -> APIRouter:
    """Routes below ``/desk/uploads`` and ``/desk/staff-documents``; all need a session."""
    settings = desk.settings
    uploads = Uploads(settings.data, settings.corpus)
    readers = asyncio.Semaphore(READ_AT_ONCE)

    def rebuild(progress: Progress) -> None:
        build(settings.corpus, settings.index, loader.assistant().embedder, progress=progress)

    indexing = Indexing(rebuild)

    def staff(request: Request, response: Response) -> None:
        response.headers.update(NO_STORE)
        admit(desk, request.method, request.headers)

    router = APIRouter(
        prefix="/desk", tags=["desk"], dependencies=[Depends(staff)], responses=errors(401, 404, 413, 422, 503)
    )

    @router.post("/uploads", status_code=201)
    def begin(body: BeginBody) -> UploadBody:
        """Announce a file; its pieces follow."""
        made = uploads.begin(body.name, body.size)
        return UploadBody.model_validate(made)

    @router.put("/uploads/piece")
    async def piece(
        request: Request, upload: Annotated[str, Query(max_length=64)], offset: Annotated[int, Query(ge=0)]
    ) -> UploadBody:
        """The next piece of a file, as bytes."""
        data = await request.body()
        if len(data) > MAX_PIECE_BYTES:
            raise UploadError("一次发送的内容过大。The piece is too large.")
        made = await asyncio.to_thread(uploads.append, upload, offset, data)
        return UploadBody.model_validate(made)

    @router.post("/uploads/{upload}/reading")
    async def reading(upload: str) -> ReadBody:
        """Read the whole file and propose what it is; two at a time, the others wait."""
        async with readers:
            done = await asyncio.to_thread(uploads.read, upload)
        if isinstance(done, Skipped):
            return ReadBody(name=done.name, reason=done.reason, failed=done.failed)
        values = {name: getattr(done.proposal, name) or "" for name in FIELDS}
        return ReadBody(name=done.name, proposal=values, remarks=done.reading.remarks)

    @router.post("/uploads/{upload}/document")
    def confirm(upload: str, body: ConfirmBody) -> KeptBody:
        """Keep the file as confirmed; a public one is indexed in the background."""
        done = uploads.confirm(upload, body.values, body.audience)
        if not isinstance(done, Added):
            return KeptBody(reason=done.reason, failed=done.failed)
        if body.audience is Audience.PUBLIC:
            indexing.request()
        return KeptBody(id=done.id, title=done.proposal.title, beside=done.beside)

    @router.delete("/uploads/{upload}", status_code=204)
    def discard(upload: str) -> Response:
        """Leave a file out."""
        uploads.discard(upload)
        return Response(status_code=204, headers=NO_STORE)

    @router.get("/indexing")
    def state() -> IndexingBody:
        """How far the index is."""
        return IndexingBody.model_validate(indexing.status)

    @router.get("/staff-documents")
    def listed() -> list[StaffDocumentBody]:
        """The documents that only staff read."""
        # Without the text, which may be long.
        found = map(StaffDocumentBody.model_validate, staff_documents(settings.corpus))
        return [d.model_copy(update={"text": ""}) for d in found]

    @router.get("/staff-documents/{id_}")
    def one(id_: str) -> StaffDocumentBody:
        """One of them with its text."""
        return StaffDocumentBody.model_validate(staff_document(settings.corpus, id_))

    return router
