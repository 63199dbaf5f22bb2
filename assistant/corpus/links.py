"""Permanent links: a place in a document that is found again after the document has changed around it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from assistant.types import Document, Section

# Looking through a longer text would keep a reader waiting.
_MAX_SOUGHT_CHARS = 1_000_000


class LinkState(StrEnum):
    """How the place of a link was found."""

    AS_LINKED = "as_linked"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: ``document.text[start:end]``, an empty span where only a section is known."""

    start: int
    end: int
    state: LinkState


def link_query(document: Document, start: int, end: int) -> str:
    """The query of a permanent link: document, span, the section's locator, and a checksum of the words."""
    section = section_at(document, start)
    fields = {"document": document.id, "start": str(start), "end": str(end)}
    if section is not None:
        fields["locator"] = section.locator
    if start < end:
        fields["sum"] = _checksum(document.text[start:end])
    return f"?{urlencode(fields)}"


def resolve(document: Document, start: int, end: int, checksum: str = "", locator: str = "") -> Target:
    """Where a link leads in the document as it is now.

    A link without a checksum is taken as it stands; one whose words moved leads to where they are now, and one
    whose words are gone to its section.

    Args:
        document: the document.
        start: first character; both are moved into the text's bounds.
        end: one past the last character.
        checksum: what ``link_query`` wrote, "" for none.
        locator: of the section, "" for none.
    """
    length = max(0, end - start)
    start = max(0, min(start, len(document.text)))
    end = max(start, min(end, len(document.text)))
    if length == 0:
        return Target(*_section_start(document, locator, start), LinkState.AS_LINKED)
    if not checksum or _checksum(document.text[start:end]) == checksum:
        return Target(start, end, LinkState.AS_LINKED)
    found = _moved(document.text, length, checksum, start)
    if found is not None:
        return Target(found, found + length, LinkState.MOVED)
    return Target(*_section_start(document, locator, start), LinkState.CHANGED)


def section_at(document: Document, position: int) -> Section | None:
    """The section that holds a position; None in a document without any there."""
    return next((s for s in document.sections if s.start <= position < s.end), None)


def _section_start(document: Document, locator: str, otherwise: int) -> tuple[int, int]:
    start = next((s.start for s in document.sections if locator and s.locator == locator), otherwise)
    return start, start


def _checksum(text: str) -> str:
    """CRC-32 of the words: it tells a changed text, it protects nothing."""
    return f"{zlib.crc32(text.encode('utf-32-le', 'surrogatepass')):08x}"


def _moved(text: str, length: int, checksum: str, near: int) -> int | None:
    """Where a text of that length and checksum begins, the nearest one; None where it is nowhere."""
    if length > len(text) or len(text) > _MAX_SOUGHT_CHARS or len(checksum) != 8:
        return None
    try:
        wanted = int(checksum, 16)
    except ValueError:
        return None
    data = memoryview(text.encode("utf-32-le", "surrogatepass"))
    places = [i for i in range(len(text) - length + 1) if zlib.crc32(data[4 * i : 4 * (i + length)]) == wanted]
    return min(places, key=lambda i: abs(i - near), default=None)
