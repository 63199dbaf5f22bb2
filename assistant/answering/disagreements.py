"""Sources that give one thing different figures: the same cell of tables in different documents, found by its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio

from assistant.changes.words import changed_figures
from assistant.corpus.characters import is_cjk
from assistant.corpus.compare import compact
from assistant.corpus.editions import plain_title
from assistant.types import Document, Passage

# 「初级」 is a row of many tables: a shorter name needs documents of like titles to be one thing.
_NUMERALS = "零〇一二两三四五六七八九十百千万半.,，"
_NAME_CHARS, _NAME_WORDS, _LIKE_TITLES = 4, 2, 70


@dataclass(frozen=True, slots=True)
class Stated:
    """A cell: the row that holds it, the name of its column and what stands there."""

    row: Passage
    column: str
    value: str


class Cells:
    """The cells of all tables by what their row and column are called."""

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._rows = {(p.document_id, p.start, p.end): p for p in passages if p.cells}
        self._named: dict[tuple[str, str], list[Stated]] = defaultdict(list)
        for row in self._rows.values():
            for column, value in row.cells[1:]:
                self._named[_key(row.cells[0][1]), _key(column)].append(Stated(row, column, value))

    def row(self, document: str, start: int, end: int) -> Passage | None:
        """The row at a place, None where no whole row stands there."""
        return self._rows.get((document, start, end))

    def against(self, cell: Stated) -> Iterator[Stated]:
        """What other documents give in the same cell, where their figures are others."""
        own = self._documents[cell.row.document_id]
        name = cell.row.cells[0][1]
        for other in self._named.get((_key(name), _key(cell.column)), ()):
            document = self._documents[other.row.document_id]
            is_other = document.work != own.work and document.language is own.language
            if is_other and _one_thing(name, own, document) and _contradict(cell.value, other.value):
                yield other


def _key(name: str) -> str:
    return compact(name.replace("（", "(").replace("）", ")")).casefold()


def _one_thing(name: str, own: Document, other: Document) -> bool:
    """Whether rows of one name in two documents are of one thing."""
    telling = len(name) >= _NAME_CHARS if any(map(is_cjk, name)) else len(name.split()) >= _NAME_WORDS
    return telling or partial_ratio(plain_title(own.title), plain_title(other.title)) >= _LIKE_TITLES


def _contradict(one: str, other: str) -> bool:
    """Whether a figure stands in each that is another of the same unit: 90分钟 and 1.5小时 may be the same."""
    return any(a and b and _unit(a) == _unit(b) for a, b in changed_figures(one, other))


def _unit(figure: str) -> str:
    return "".join(c for c in figure if not (c.isdigit() or c in _NUMERALS or c.isspace()))
