"""Responses that several addresses give: files to save, server-sent events, and which errors are documented."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Response

from assistant.api.schemas import ErrorBody

NO_STORE = {"Cache-Control": "no-store"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an address may answer besides success, for its description."""
    return {status: {"model": ErrorBody} for status in statuses}


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to save under a name, which no cache keeps."""
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def event(name: str, data: dict[str, Any]) -> str:
    """A server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
