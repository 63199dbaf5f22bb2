"""Practice questions over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BeforeValidator

from assistant.answering.practice import CitedItem, practice_of
from assistant.answering.verification import with_marks
from assistant.api.loading import AssistantLoader
from assistant.api.responses import errors
from assistant.api.schemas import PracticeBody, PracticeItemBody, Said
from assistant.catalogue.practice import MAX_ITEMS, Wanted
from assistant.types import Language

_DEFAULT_COUNT = 10
_MAX_FILTER_CHARS = 200
Filter = Annotated[str, Query(max_length=_MAX_FILTER_CHARS, description="Id or name in either language; blank: all")]


def _or(default: int) -> BeforeValidator:
    """A blank parameter (``count=``) means the default."""
    return BeforeValidator(lambda value: default if value == "" else value)


def build_practice_routes(loader: AssistantLoader) -> APIRouter:
    """Routes over the practice items of the assistant that the loader holds or is loading."""
    router = APIRouter()

    @router.get("/practice", responses=errors(422, 503), tags=["practice"])
    def practice(
        certificate: Filter = "",
        level: Filter = "",
        area: Filter = "",
        kind: Annotated[
            str, Query(max_length=_MAX_FILTER_CHARS, description="single, multiple, matching, ordering")
        ] = "",
        count: Annotated[int, _or(_DEFAULT_COUNT), Query(description=f"1 to {MAX_ITEMS}")] = _DEFAULT_COUNT,
        seed: Annotated[int, _or(0), Query(description="The same seed gives the same items")] = 0,
        language: Language = Language.ZH,
    ) -> PracticeBody:
        """Questions with key, explanation and citations; fewer than `count` where fewer fit the filters."""
        held = practice_of(loader.assistant())
        wanted = Wanted(certificate, level, area, kind, count, seed)
        items = held.generator.draw(wanted, language)
        return PracticeBody(
            items=[item_body(held.cite(i)) for i in items],
            available=len(held.generator.available(wanted, language)),
        )

    return router


def item_body(cited: CitedItem) -> PracticeItemBody:
    """An item as it goes out."""
    held = {name: getattr(cited.item, name) for name in PracticeItemBody.model_fields if hasattr(cited.item, name)}
    return PracticeItemBody(
        **held
        | {
            "explanation": with_marks(cited.explanation),
            "review": [Said(text=s.text, citations=[c.n for c in s.citations]) for s in cited.review],
            "citations": cited.citations,
        }
    )
