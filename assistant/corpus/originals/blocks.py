"""What every loader makes of a file: its blocks in reading order, each with its place in the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Box = tuple[float, float, float, float]


class Kind(StrEnum):
    """What a block is in its document."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``place``: its range of cells, where the original has such names."""

    cells: tuple[str, ...]
    place: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item or table.

    ``level``: of a heading, 2 for the highest. ``rows``: of a table, the first one its names of columns.
    ``place``: page or slide in words. ``page``, ``boxes``: where its lines stand on the page of a PDF.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[Row, ...] = ()
    place: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. ``stated``: what its own properties say (title, publisher, issued).

    ``remarks``: what was left out or could not be read, each a sentence for a person.
    """

    blocks: tuple[Block, ...]
    stated: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
