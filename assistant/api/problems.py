"""Errors over HTTP: always ``{"error": {"code", "message"}}`` with a right status."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import DataFolderError, ZhengtuError

log = logging.getLogger(__name__)
_CODES = {
    400: ("bad_request", "请求无法读取。The request cannot be read."),
    404: ("not_found", "没有这个地址。There is nothing at this address."),
    405: ("method_not_allowed", "这个地址不接受该方法。This address does not take that method."),
    413: ("too_large", "请求过大。The request is too large."),
}


def problem(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error response in the agreed shape."""
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers=dict(headers or {}))


def install(app: FastAPI) -> None:
    """Make every error of an application take the agreed shape."""

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        code, message = _CODES.get(error.status_code, (f"http_{error.status_code}", str(error.detail)))
        return problem(error.status_code, code, message, error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        # The input is left out: it may be a person's question, or text that JSON cannot carry.
        fields = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        # A field's name may be such text, too.
        return problem(422, "invalid", "; ".join(fields).encode(errors="replace").decode())

    @app.exception_handler(ZhengtuError)
    async def known(_: Request, error: ZhengtuError) -> JSONResponse:
        if isinstance(error, DataFolderError):
            # The message names a path of the server: for its log, not for everybody.
            log.error("%s: %s", error.code, error)
            return problem(503, error.code, "现在无法保存或读取，请稍后再试。It cannot be kept or read now; try later.")
        if error.status == 500:
            log.error("%s: %s", error.code, error)
            return problem(500, error.code, error.public)
        headers = {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else None
        return problem(error.status, error.code, str(error), headers)

    @app.exception_handler(Exception)
    async def unknown(_: Request, error: Exception) -> JSONResponse:
        log.error("unexpected %s", type(error).__name__)
        return problem(500, "internal", "服务器出错，请稍后再试。Something went wrong; please try again.")


class MissingError(ZhengtuError, code="not_found", status=404):
    """There is no document, certificate or download of this id."""


class InvalidError(ZhengtuError, status=422):
    """A filter, or the asked part of a document, is one that cannot be."""
