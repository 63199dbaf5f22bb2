"""Search over all documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator

from assistant.api.admission import Admission, Visitor, client_address
from assistant.api.loading import AssistantLoader
from assistant.api.responses import errors
from assistant.api.search_schemas import SearchBody
from assistant.corpus.dates import days
from assistant.errors import SearchError
from assistant.retrieval.search import MAX_QUERY_CHARS, MAX_RESULTS, Filters, search
from assistant.types import Authority, Language

_DEFAULT_LIMIT = 20
_MAX_FILTER_CHARS = 200
# A blank parameter (``authority=``) means that it is not asked for.
_Blank = BeforeValidator(lambda value: None if value == "" else value)
_BlankLimit = BeforeValidator(lambda value: _DEFAULT_LIMIT if value == "" else value)
Day = Annotated[str, Query(max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")]


def build_search_routes(loader: AssistantLoader, admission: Admission) -> APIRouter:
    """Routes over the index of the assistant that the loader holds or is loading."""
    router = APIRouter()

    @router.get("/search", responses=errors(422, 429, 503), tags=["documents"])
    async def find(
        request: Request,
        q: Annotated[str, Query(max_length=MAX_QUERY_CHARS, description="Words; a phrase in 「」 or quotes is exact")],
        document: Annotated[str, Query(max_length=_MAX_FILTER_CHARS, description="Id of a document")] = "",
        authority: Annotated[Authority | None, _Blank] = None,
        first: Annotated[Day, Query(alias="from")] = "",
        last: Annotated[Day, Query(alias="to")] = "",
        language: Annotated[Language | None, _Blank] = None,
        limit: Annotated[int, _BlankLimit, Query(ge=1, le=MAX_RESULTS)] = _DEFAULT_LIMIT,
    ) -> SearchBody:
        """Passages for a query, best first; `from` and `to` bound the day of issue or effect."""
        assistant = loader.assistant()
        filters = Filters(document, authority, first_day(first), last_day(last), language)
        found = await admission.run(
            lambda: search(assistant.retriever, assistant.embedder, q, filters, limit), Visitor(client_address(request))
        )
        return SearchBody.of(q, found)

    return router


def first_day(text: str) -> date | None:
    """The first day of a range that begins with this date; None for a blank one.

    Raises:
        SearchError: it is no date.
    """
    return _days(text)[0] if text.strip() else None


def last_day(text: str) -> date | None:
    """The last day of a range that ends with this date; None for a blank one.

    Raises:
        SearchError: it is no date.
    """
    return _days(text)[1] if text.strip() else None


def _days(text: str) -> tuple[date, date]:
    try:
        return days(text)
    except ValueError as error:
        raise SearchError(
            "日期须存在，写作 2025、2025-02 或 2025-02-28。A date must exist, written 2025, 2025-02 or 2025-02-28."
        ) from error
