"""Where each piece of an added document stands in its original: a file beside the document, by offset.

The document itself stays plain Markdown that a person can read and mend; a mended one has no places any more, since
its offsets have changed.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

SUFFIX = ".places.json"
log = logging.getLogger(__name__)


class PieceBody(BaseModel):
    """A piece of the document: from where on it stands there, its words for the place, and its page where it has one.

    ``boxes``: the lines of the piece on that page (left, top, right, bottom, in points).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int
    place: str
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()


class PlacesBody(BaseModel):
    """All pieces in order, for the text that has this checksum."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text_sha256: str
    pieces: tuple[PieceBody, ...]


def write_places(document: Path, text: str, pieces: Sequence[PieceBody]) -> None:
    """Write the pieces of a document beside it."""
    body = PlacesBody(text_sha256=_checksum(text), pieces=tuple(pieces))
    places_path(document).write_text(json.dumps(body.model_dump(), ensure_ascii=False), encoding="utf-8")


def read_pieces(document: Path, text: str) -> tuple[PieceBody, ...]:
    """The pieces of a document whose text is still the one that was added; () for any other."""
    path = places_path(document)
    if not path.is_file():
        return ()
    try:
        body = PlacesBody.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        log.warning("%s is not read: %s", path.name, type(error).__name__)
        return ()
    return body.pieces if body.text_sha256 == _checksum(text) else ()


def read_places(document: Path, text: str) -> tuple[tuple[int, str], ...]:
    """Offsets and words of the places alone: what passages need."""
    return tuple((p.start, p.place) for p in read_pieces(document, text))


def places_path(document: Path) -> Path:
    """The file beside a document."""
    return document.with_name(f"{document.stem}{SUFFIX}")


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
