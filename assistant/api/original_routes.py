"""The originals of added documents: the file as it came, and a PDF's page with the cited words marked."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse

from assistant.api.loading import AssistantLoader
from assistant.api.problems import MissingError
from assistant.api.responses import errors
from assistant.corpus.loaders import ORIGINALS, documents_folder
from assistant.corpus.original_places import PieceBody, read_pieces
from assistant.corpus.originals.page_picture import draw_page
from assistant.errors import UnreadableFileError
from assistant.types import Document

_DRAWN_AT_ONCE, _KEPT = 2, 32


def build_original_routes(loader: AssistantLoader, pack: Path) -> APIRouter:
    """Routes below ``/documents/{id}``; what is the staff's is no document of the index and has none."""
    router = APIRouter(tags=["documents"], responses=errors(404, 503))
    drawing = asyncio.Semaphore(_DRAWN_AT_ONCE)
    drawn: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def original_of(document_id: str) -> tuple[Document, Path]:
        document = loader.assistant().generation.documents.get(document_id)
        if document is None or not document.kept or Path(document.kept).name != document.kept:
            raise MissingError("没有这份文档的原件。There is no original of this document.")
        file = pack / ORIGINALS / document.kept
        if not file.is_file():
            raise MissingError("这份文档的原件不在了。The original of this document is gone.")
        return document, file

    @router.get("/documents/{document_id}/original", response_class=FileResponse)
    def original(document_id: str) -> FileResponse:
        """The original as it was added, to be saved: a foreign page is never shown as one of ours."""
        document, file = original_of(document_id)
        return FileResponse(file, media_type="application/octet-stream", filename=document.kept)

    @router.get("/documents/{document_id}/page.png", response_class=Response)
    async def page(
        document_id: str, start: Annotated[int, Query(ge=0)] = 0, end: Annotated[int, Query(ge=0)] = 0
    ) -> Response:
        """The page of a PDF on which `start` stands, with the words up to `end` marked."""
        document, file = await asyncio.to_thread(original_of, document_id)
        pieces = await asyncio.to_thread(read_pieces, documents_folder(pack) / f"{document.id}.md", document.text)
        number, held = _on_page(pieces, start, end)
        if number is None:
            raise MissingError("这个位置没有页面图像。There is no picture of this place.")
        key = (file, file.stat().st_mtime_ns, start, end)
        if key not in drawn:
            boxes = [b for p in held for b in p.boxes]
            quote = document.text[max(start, held[0].start) : end]
            async with drawing:
                try:
                    drawn[key] = await asyncio.to_thread(draw_page, file, number, boxes, quote)
                except UnreadableFileError as error:
                    raise MissingError(str(error)) from error
            while len(drawn) > _KEPT:
                drawn.popitem(last=False)
        return Response(drawn[key], media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    return router


def _on_page(pieces: tuple[PieceBody, ...], start: int, end: int) -> tuple[int | None, list[PieceBody]]:
    """The page on which a span begins, and the pieces of it there; (None, []) where no page is known."""
    ends = [p.start for p in pieces[1:]] + [1 << 62]
    held = [p for p, stop in zip(pieces, ends, strict=True) if p.start < max(end, start + 1) and stop > start]
    number = held[0].page if held else None
    return number, [p for p in held if p.page == number] if number is not None else []
