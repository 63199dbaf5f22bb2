"""Search over all documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator

from assistant.api.admission import Admission, Visitor, client_address
from assistant.api.loading import AssistantLoader
from assistant.api.responses import errors
from assistant.api.schemas import CitationBody, StrictBody
from assistant.corpus.dates import days
from assistant.corpus.links import link_query
from assistant.errors import SearchError
from assistant.retrieval.search import MAX_QUERY_CHARS, MAX_RESULTS, Filters, Found, Hit, search
from assistant.types import Authority, Language

_DEFAULT_LIMIT = 20
_MAX_FILTER_CHARS = 200
# A blank parameter (``authority=``) means that it is not asked for.
_Blank = BeforeValidator(lambda value: None if value == "" else value)
_BlankLimit = BeforeValidator(lambda value: _DEFAULT_LIMIT if value == "" else value)
Day = Annotated[str, Query(max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")]


class HitBody(CitationBody):
    """A citation with what search adds.

    ``highlights`` are [start, end) of the words within the quote, none where only the meaning is alike. ``issued``
    is the document's date, or its section's where it collects texts of several dates. ``link`` opens the place on
    the sources page.
    """

    effective: str | None
    language: str
    score: float
    highlights: list[tuple[int, int]]
    link: str

    @classmethod
    def of(cls, n: int, hit: Hit) -> HitBody:
        """The body of the n-th hit."""
        document = hit.document
        return cls(
            n=n,
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            issued=hit.issued,
            effective=document.effective,
            language=document.language.value,
            locator=hit.passage.locator,
            quote=document.text[hit.start : hit.end],
            start=hit.start,
            end=hit.end,
            authority=document.authority.value,
            score=round(hit.score, 4),
            highlights=[(a - hit.start, b - hit.start) for a, b in hit.highlights],
            link=f"/sources/{link_query(document, hit.start, hit.end)}",
        )


class SearchBody(StrictBody):
    """Hits, best first. ``exact``: they are all places that hold the quoted phrases, ``total`` counts them."""

    query: str
    exact: bool
    total: int
    results: list[HitBody]

    @classmethod
    def of(cls, query: str, found: Found) -> SearchBody:
        """The body of a search."""
        return cls(
            query=query,
            exact=found.exact,
            total=found.total,
            results=[HitBody.of(n, hit) for n, hit in enumerate(found.hits, start=1)],
        )


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
