"""Codes and what they stand for, where a text sets one beside the other: "TWC-C Climber – …", a column of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.retrieval.tokenization import normalise
from assistant.types import Passage

_CODE_CHARS, _NAME_CHARS, _NAME_WORDS = range(2, 13), range(2, 41), 5
_JOINTS = frozenset("-/+.")
# What follows a name that an item begins with.
_AFTER = ("–", "—", "-", ":", "：", "(", "（", ",", "，")
_MARKS = "-*•· "
_LEAST_ROWS = 2


def coded_names(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """(code, name) pairs, normalised, in the order in which they stand there."""
    for passage in passages:
        if not passage.cells:
            yield from _heading_items(passage.text.splitlines())
    tables: dict[tuple[str, str, tuple[str, ...]], list[Passage]] = {}
    for passage in passages:
        if passage.cells:
            columns = tuple(column for column, _ in passage.cells)
            tables.setdefault((passage.document_id, passage.header, columns), []).append(passage)
    for rows in tables.values():
        yield from _beside([[value for _, value in row.cells] for row in rows])


def is_code(text: str) -> bool:
    """Whether a word is a code: capitals and figures, two signs of a name that nobody speaks (BX-310, HFA, K10)."""
    letters = sum(c.isupper() for c in text)
    figures = sum(c.isdigit() for c in text)
    return (
        text.isascii()
        and len(text) in _CODE_CHARS
        and letters > 0
        and letters + figures > 1
        and all(c.isupper() or c.isdigit() or c in _JOINTS for c in text)
    )


def _heading_items(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of lines that begin with a code and a name, up to the mark after it."""
    for line in lines:
        code, _, rest = line.strip(_MARKS).partition(" ")
        # 「CNCF account」 is no name of what stands for it.
        if not is_code(code) or code.isalpha():
            continue
        end = min((p for mark in _AFTER if (p := f"{rest} ".find(f"{mark} ")) >= 0), default=-1)
        name = rest[:end].strip() if end > 0 else ""
        words = name.split()
        if _is_name(name) and all(w[:1].isupper() or not w.isascii() for w in words) and not is_code(name):
            yield normalise(code), normalise(name)


def _beside(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Of the rows of a table in which each has a code and a name of its own."""
    if len(rows) < _LEAST_ROWS:
        return
    columns = list(zip(*rows, strict=True))
    whole = [n for n, column in enumerate(columns) if len(set(column)) == len(column)]
    codes = next((n for n in whole if all(map(is_code, columns[n]))), None)
    names = next((n for n in whole if all(_is_name(_bare(v)) and not is_code(v) for v in columns[n])), None)
    if codes is not None and names is not None and min(codes, names) == 0:
        yield from ((normalise(row[codes]), normalise(_bare(row[names]))) for row in rows)


def _bare(value: str) -> str:
    return value.partition("(")[0].partition("（")[0].strip()


def _is_name(text: str) -> bool:
    return text[:1].isalpha() and len(text) in _NAME_CHARS and len(text.split()) <= _NAME_WORDS
