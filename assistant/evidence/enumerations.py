"""Tables that a sentence makes: 「收费：四级410元、三级460元」 is two rows of a name and a figure.

What stands so in running text is summed and compared like the rows of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.evidence.measures import Bound
from assistant.evidence.quantities import RATIO, Quantity, plain, read_quantities
from assistant.evidence.tables import Table
from assistant.types import Language, Passage

_SEPARATORS = "、，,"
_ENDS = "。；;\n：:"
_BRACKETS, _LEADS_IN = "（(", ("：", ":")
# Behind a figure a rate may stand before the next item: 「410元/人次、」.
_BEHIND = 6
_NAME_CHARS, _NAME_CHARS_EN = 16, 48
_FEW = 2
# What stands between a name and its figure without being part of either, and what compares two.
_LINKS = ("占", "为", "是", "有", "共", "各", "约", "is", "are", "has", "takes")
_COMPARES = ("比", " than ", " more ")
_BEHIND_IT = "for "


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure with its name: [start, end) of both in the plain text."""

    name: str
    figure: Quantity
    start: int
    end: int


@lru_cache(maxsize=4096)
def enumerations_of(passage: Passage) -> tuple[Table, ...]:
    """The tables that the sentences of a passage make, in order; a row of a table makes none.

    Args:
        passage: of running text.
    """
    if passage.cells:
        return ()
    text = plain(passage.text)
    return tuple(_table(passage, text, run) for run in _runs(text, passage.language))


def _items(text: str, language: Language) -> Iterator[_Item]:
    """Every figure that has a name right before it, in English also behind a "for"."""
    before = 0
    for figure in read_quantities(text):
        start = max([before, *(text.rfind(m, 0, figure.start) + 1 for m in _SEPARATORS + _ENDS + _BRACKETS)])
        name, end = _bare(text[start : figure.start]), figure.end
        if not name and language is Language.EN:
            stop = min((p for m in ",;.(" if (p := text.find(m, figure.end)) >= 0), default=len(text))
            _, link, name = text[figure.end : stop].partition(_BEHIND_IT)
            end = stop if link else end
        before = end
        longest = _NAME_CHARS_EN if language is Language.EN else _NAME_CHARS
        fits = 1 < len(name.strip()) <= longest and not any(w in f" {name} " for w in _COMPARES)
        if fits and figure.bound is Bound.EXACT and figure.unit != RATIO:
            yield _Item(name.strip(), figure, start, end)


def _bare(name: str) -> str:
    words = name.strip()
    for link in _LINKS:
        words = words.removesuffix(link).rstrip()
    return words


def _runs(text: str, language: Language) -> Iterator[list[_Item]]:
    """Items of one unit that a mark alone parts, two or more of different names."""
    run: list[_Item] = []
    for item in _items(text, language):
        between = text[run[-1].end : item.start].strip() if run else ""
        joined = 0 < len(between) <= _BEHIND and between[-1] in _SEPARATORS and not any(c.isdigit() for c in between)
        alike = bool(run) and _same_unit(run[0].figure, item.figure, language)
        if run and joined and alike:
            run.append(item)
            continue
        if _is_list(text, run):
            yield run
        run = [item]
    if _is_list(text, run):
        yield run


def _same_unit(first: Quantity, other: Quantity, language: Language) -> bool:
    """Whether two figures count the same; "460 for level 3" goes on in the unit of the first."""
    if not other.suffix:
        return language is Language.EN and not other.unit
    return (first.unit, first.suffix if not first.unit else "") == (other.unit, other.suffix if not other.unit else "")


def _is_list(text: str, run: Sequence[_Item]) -> bool:
    """Whether items stand behind words that lead in to them."""
    if len(run) < _FEW or len({i.name for i in run}) < len(run) or not run[0].figure.suffix:
        return False
    return text[: run[0].start].rstrip().endswith(_LEADS_IN)


def _table(passage: Passage, text: str, run: Sequence[_Item]) -> Table:
    first = run[0]
    start = max(text.rfind(m, 0, max(0, first.start - 1)) + 1 for m in "。；;\n")
    # As it is written, where the plain text has a character for each.
    written = passage.text if len(passage.text) == len(text) else text
    label = written[start : first.start].strip(" ：:，,、-*")
    rows = []
    for item in run:
        place = text.find(item.name, item.start)
        name = written[place : place + len(item.name)]
        figure = item.figure.written + ("" if item.figure.suffix else _unit(first))
        rows.append(replace(passage, cells=(("", name), (label, figure))))
    return Table(passage.header, passage.document_id, ("", label), tuple(rows), listed=True)


def _unit(first: _Item) -> str:
    """The unit of a list's figures, as a later one may leave it out."""
    space = " " if first.figure.suffix.isascii() else ""
    return space + first.figure.suffix
