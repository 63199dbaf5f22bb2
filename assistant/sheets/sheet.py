"""What a sheet holds, whatever it is written to: headings, cited text, lists, tables, notices, sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.verification import is_valid
from assistant.sheets.words import SHEET_WORDS
from assistant.text.characters import with_runs
from assistant.text.page_texts import PageTexts
from assistant.types import Citation, Document, Language


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, followed by the numbers of the citations that carry them."""

    text: str
    marks: tuple[int, ...] = ()


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part of the sheet) to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one text an item."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; every row has as many cells as the head. ``widths`` are relative, empty for equal."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning that must not be overlooked; ``label`` says of what."""

    label: str
    text: Text


Block = Heading | Paragraph | Items | Table | Notice


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``facts`` are (name, value) lines under the title, ``citations`` numbered from 1."""

    title: str
    facts: tuple[tuple[str, str], ...]
    day: date
    language: Language
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]

    @property
    def words(self) -> PageTexts:
        """What every sheet says, in this one's language."""
        return SHEET_WORDS[self.language]

    @property
    def head(self) -> list[tuple[str, str]]:
        """The facts, and last the day."""
        return [*self.facts, (self.words.date, self.day.isoformat())]


class Numbering:
    """Numbers citations in the order of their first use; the same place has one number.

    A citation whose quote is not what stands in the document gets none and is counted in ``dropped``.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._numbers: dict[tuple[str, int, int], Citation] = {}
        self.dropped = 0

    def marks(self, citations: Iterable[Citation | None]) -> tuple[int, ...]:
        """The numbers of citations, each once; None has none."""
        numbers = (self.number(c) for c in citations if c is not None)
        return tuple(dict.fromkeys(n for n in numbers if n is not None))

    def number(self, citation: Citation) -> int | None:
        """The number of a citation, None for an invalid one."""
        if not is_valid(citation, self._documents):
            self.dropped += 1
            return None
        key = (citation.document, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = replace(citation, n=len(self._numbers) + 1)
        return self._numbers[key].n

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in the order of their numbers."""
        return tuple(self._numbers.values())


def source_line(citation: Citation) -> str:
    """Where words come from."""
    return " · ".join(filter(None, (citation.title, citation.publisher, citation.issued, citation.locator)))


def plain(text: str) -> Text:
    """Words without a citation."""
    return (Piece(text),)


def clean(text: str) -> str:
    """Text on one line without control and formatting characters, which XML and PDF cannot carry or which hide text."""
    spaced = with_runs(text, str.isspace, lambda _: " ")
    return "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
