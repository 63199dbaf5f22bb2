"""The certificate addresses: JSON by default, CTDL JSON-LD for those who ask for it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import JSONResponse, Response

from assistant.api.certificate_schemas import CertificateBody, CertificateList, detail, summary
from assistant.api.loading import AssistantLoader
from assistant.api.problems import InvalidError, MissingError
from assistant.api.responses import errors
from assistant.assistant import Assistant
from assistant.catalogue.ctdl import MEDIA_TYPE, certificates_document
from assistant.catalogue.profiles import Filters, Locate, Profile, profiles, select
from assistant.catalogue.status import CertificateStatus
from assistant.corpus.dates import days
from assistant.types import Language

_MAX_FILTER_CHARS = 200
_TWO_FORMS = errors(422, 503) | {200: {"content": {MEDIA_TYPE: {}}, "description": "JSON, or CTDL JSON-LD"}}
Text = Annotated[str, Query(max_length=_MAX_FILTER_CHARS)]


class Form(StrEnum):
    """The forms of a response."""

    JSON = "json"
    JSONLD = "jsonld"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What every certificate address takes: the day, the language of citations, and the form."""

    as_of: date
    language: Language
    form: Form


def build_certificate_routes(loader: AssistantLoader) -> APIRouter:
    """Routes over the catalogue of the assistant that the loader holds or is loading."""
    router = APIRouter(tags=["certificates"])

    @router.get("/certificates", response_model=CertificateList, responses=_TWO_FORMS)
    def certificates(
        wanted: Annotated[Wanted, Depends(_wanted)],
        role: Text = "",
        level: Text = "",
        issuer: Text = "",
        status: CertificateStatus | None = None,
    ) -> Response:
        """Certificates that fit a post (`role`, in anybody's words), a level, an issuer and a status on a day."""
        assistant = loader.assistant()
        found = select(_profiles(assistant, wanted), Filters(role, level, issuer, status))
        if wanted.form is Form.JSONLD:
            return _jsonld(assistant, found)
        locate = _locate(assistant, wanted.language)
        listed = [summary(p, locate, wanted.language) for p in found]
        return _json(CertificateList(as_of=wanted.as_of, total=len(listed), certificates=listed))

    @router.get(
        "/certificates/{certificate_id}",
        response_model=CertificateBody,
        responses=errors(404) | _TWO_FORMS,
    )
    def certificate(certificate_id: str, wanted: Annotated[Wanted, Depends(_wanted)]) -> Response:
        """A certificate with work areas, requirements, textbooks, modules, conflicts, and the source of each field."""
        assistant = loader.assistant()
        found = [p for p in _profiles(assistant, wanted) if p.record.id == certificate_id]
        if not found:
            raise MissingError(
                "没有这张证书，编号见 /api/certificates。No certificate has this id; /api/certificates lists them."
            )
        if wanted.form is Form.JSONLD:
            return _jsonld(assistant, found)
        return _json(detail(found[0], _locate(assistant, wanted.language), wanted.language))

    return router


def _wanted(
    as_of: Annotated[str | None, Query(description="YYYY-MM-DD; today by default")] = None,
    language: Annotated[Language, Query(description="Language of citations and texts")] = Language.ZH,
    form: Annotated[Form | None, Query(alias="format", description="Goes before the Accept header")] = None,
    accept: Annotated[str, Header()] = "",
) -> Wanted:
    return Wanted(_day(as_of), language, form or (Form.JSONLD if prefers_jsonld(accept) else Form.JSON))


def _day(text: str | None) -> date:
    """The day of a text; today for none.

    Raises:
        InvalidError: it is no day of the calendar.
    """
    if text is None:
        return date.today()
    try:
        first, last = days(text)
        if first != last:
            raise ValueError("not YYYY-MM-DD")
        return first
    except ValueError as error:
        raise InvalidError(
            "as_of 须是存在的日期，写作 YYYY-MM-DD。as_of must be a day of the calendar, written YYYY-MM-DD."
        ) from error


def prefers_jsonld(accept: str) -> bool:
    """Whether an Accept header names JSON-LD and ranks it at least as high as JSON."""
    weights: dict[str, float] = {}
    for part in accept.split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            weights[media] = float(quality)
        except ValueError:
            weights[media] = 0.0
    own = weights.get(MEDIA_TYPE, 0.0)
    return own > 0 and own >= weights.get("application/json", 0.0)


def _profiles(assistant: Assistant, wanted: Wanted) -> tuple[Profile, ...]:
    return profiles(assistant.catalogue, assistant.generation.documents, wanted.as_of)


def _locate(assistant: Assistant, language: Language) -> Locate:
    return functools.partial(assistant.places.cite, language=language)


def _jsonld(assistant: Assistant, found: Sequence[Profile]) -> Response:
    # Sources are cited in their own language here: the English text is ours.
    document = certificates_document(found, assistant.generation.documents, _locate(assistant, Language.ZH))
    return JSONResponse(document, media_type=MEDIA_TYPE, headers={"Vary": "Accept"})


def _json(body: CertificateList | CertificateBody) -> Response:
    return Response(body.model_dump_json(), media_type="application/json", headers={"Vary": "Accept"})
