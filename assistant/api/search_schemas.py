"""What goes out of the search address."""

from __future__ import annotations

from assistant.api.schemas import StrictBody
from assistant.corpus.links import link_query
from assistant.retrieval.search import Found, Hit


class HitBody(StrictBody):
    """A citation with what search adds: ``quote`` is the document's exact text from ``start`` to ``end``.

    ``highlights`` are [start, end) of the words within the quote, none where only the meaning is alike. ``issued``
    is the document's date, or its section's where it collects texts of several dates. ``link`` opens the place on
    the sources page.
    """

    n: int
    document: str
    title: str
    publisher: str
    issued: str | None
    effective: str | None
    language: str
    locator: str
    quote: str
    start: int
    end: int
    authority: str
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
