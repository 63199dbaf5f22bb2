"""A class list in, a ZIP of sheets out, with progress. Names are neither logged nor written to disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from assistant.answering.planning import planner_of
from assistant.api.downloads import Download, Downloads
from assistant.api.loading import AssistantLoader
from assistant.api.responses import NO_STORE, XLSX, attachment, errors, event
from assistant.api.stopping import Stopping
from assistant.catalogue.table_files import MAX_FILE_BYTES
from assistant.sheets.class_archive import ClassArchive
from assistant.sheets.class_list import Person, read_class_list
from assistant.sheets.list_templates import xlsx_template
from assistant.sheets.writing import Form
from assistant.types import Language

_ZIP = "application/zip"
_MAX_REASONS = 50
_STOPPING = "服务正在重启，请稍后再上传一次。The server is restarting; please upload the list again in a moment."


def build_batch_routes(loader: AssistantLoader, stopping: Stopping) -> APIRouter:
    """Routes over the assistant that the loader holds or is loading."""
    router = APIRouter(tags=["sheets"])
    downloads = Downloads()
    # One sheet at a time, whoever's: more would only slow down one another and everybody's questions.
    turn = asyncio.Lock()

    @router.post("/plan/batch", response_class=StreamingResponse, responses=errors(413, 422, 503))
    def batch(
        file: Annotated[UploadFile, File(description="XLSX, or CSV in UTF-8 or GB18030; at most 1 MB")],
        form: Annotated[Literal["pdf", "docx"], Query(description="Of the sheets")] = "pdf",
        language: Language = Language.ZH,
        as_of: Annotated[date | None, Query(description="Day of the sheets; today by default")] = None,
    ) -> StreamingResponse:
        """A sheet for everybody on a class list.

        Server-sent events: `progress` (`done`, `total`), then `done` with the `id` for `GET /plan/batch/{id}`, where
        the ZIP can be fetched once within ten minutes, how many sheets were `made` and rows `refused`, and the
        `reasons` of up to fifty of these. Whoever hangs up ends the work; where the server ends it, `error` (`code`,
        `message`) comes last.
        """
        # The list is read before the stream begins, so that what is wrong with it has its status.
        assistant = loader.assistant()
        people = read_class_list(file.filename or "", file.file.read(MAX_FILE_BYTES + 1))
        archive = ClassArchive(
            planner_of(assistant).plan,
            assistant.places,
            assistant.generation.documents,
            Form(form),
            language,
            as_of or date.today(),
        )
        return StreamingResponse(
            _events(archive, people, downloads, turn, stopping),
            media_type="text/event-stream",
            headers=NO_STORE,
        )

    @router.get("/plan/batch/{id_}", response_class=Response, responses=errors(404))
    def fetch(id_: str) -> Response:
        """The ZIP of a class: one sheet each and a table; it can be fetched once."""
        found = downloads.take(id_)
        return attachment(found.content, found.name, found.media_type)

    @router.get("/plan/class-template.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
    def template(language: Language = Language.ZH) -> Response:
        """An empty class list to fill in."""
        name = "class-list-zh.xlsx" if language is Language.ZH else "class-list.xlsx"
        return attachment(xlsx_template("people", language), name, XLSX)

    return router


async def _events(
    archive: ClassArchive, people: Sequence[Person], downloads: Downloads, turn: asyncio.Lock, stopping: Stopping
) -> AsyncIterator[str]:
    total = len(people)
    yield event("progress", {"done": 0, "total": total})
    for done, person in enumerate(people, start=1):
        if stopping.begun:
            yield event("error", {"code": "stopping", "message": _STOPPING})
            return
        # Held for a sheet and never while something is sent: whoever reads slowly or has gone stops nobody.
        async with turn:
            await run_in_threadpool(archive.add, person)
        yield event("progress", {"done": done, "total": total})
    id_ = downloads.put(Download("zhengtu-class.zip", _ZIP, await run_in_threadpool(archive.finish)))
    yield event(
        "done",
        {
            "id": id_,
            "total": total,
            "made": archive.made,
            "refused": len(archive.refused),
            "reasons": [{"row": row, "reason": reason} for row, reason in archive.refused[:_MAX_REASONS]],
        },
    )
