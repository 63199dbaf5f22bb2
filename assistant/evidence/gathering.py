"""Evidence out of passages: the best for each search, whole tables and sections where a set is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.answering.rendering import cite
from assistant.answering.selection import Ranked
from assistant.evidence.evidence import Evidence, Form
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage, PassageKind

# A search's passages below this share of its best one, or beyond so many, are off the subject.
_FLOOR = 0.6
_PER_SEARCH = 12
# Beyond them one of each further section, so many: a section that presents a body says its name in each sentence and
# crowds out the section that answers. Of 409 questions of our own one more has all its facts than with twelve from half
# of the best score on, in 5 % more characters.
_FURTHER = 4
# Beside a passage so many others of its section on each side: a sentence leans on its neighbours.
_NEIGHBOURS = 2
_LEANING = 3
# A small table stands as a whole once two of its rows were found; a longer one only where a set is asked for, and of
# still longer ones the rows that were found.
_FEW_ROWS, _MAX_ROWS = 12, 48
# A line on where something was published is no evidence but of that: it stands only if it was found so high up.
_SOURCES_AMONG = 3
_MAX_CHARS = 9000
# Of two wordings of a fact one is enough: this share of the shorter one's terms stands in the other.
_SAME = 0.85
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；）)〕]+")
_MIN_WORDS = 4


def gather(pools: Sequence[Sequence[Ranked]], retriever: Retriever, *, wants_a_set: bool) -> tuple[Evidence, ...]:
    """Evidence of several searches, the best of each by turns, at most about ``_MAX_CHARS`` characters.

    Args:
        pools: each search's ranked passages, best first.
        retriever: for tables, sections and documents.
        wants_a_set: whether a list, count, sum, extreme or comparison is asked for: then long tables too stand as a
            whole, at the place of their first row.
    """
    found: dict[str, Passage] = {}
    for passage in _with_surroundings(_by_turns(pools), retriever, wants_a_set=wants_a_set):
        found.setdefault(passage.id, passage)
    kept: list[Passage] = []
    used = 0
    for passage in found.values():
        if _says_nothing(passage) or (passage.kind is PassageKind.PROSE and _is_said(passage, kept)):
            continue
        used += len(passage.text)
        if used > _MAX_CHARS and kept:
            break
        kept.append(passage)
    # An address is what was asked for only where it was found so high up.
    top = {r.hit.passage.id for pool in pools for r in pool[:_SOURCES_AMONG]}
    return tuple(of_passage(p, retriever, with_addresses=p.id in top) for p in kept)


def of_passage(passage: Passage, retriever: Retriever, *, with_addresses: bool) -> Evidence:
    """A passage as evidence; of a row the cells with their column names."""
    document = retriever.document(passage.document_id)
    row = passage.kind is PassageKind.ROW and bool(passage.cells)
    text = "；".join(f"{column}={value}" for column, value in passage.cells) if row else passage.text
    return Evidence(
        form=Form.ROW if row else Form.SPAN,
        text=" ".join((text if with_addresses else _ADDRESS.sub("", text)).split()),
        citations=(cite(document, passage),),
        authority=document.authority,
        since=document.effective or document.issued,
        passage=passage,
        tool="passages",
    )


def _by_turns(pools: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """The first of every pool, then the second of every pool …, each once."""
    return list({r.hit.passage.id: r for group in zip_longest(*map(_near, pools)) for r in group if r}.values())


def _near(pool: Sequence[Ranked]) -> list[Ranked]:
    """The best of a pool and one each of further sections, without addresses further down than what was asked for."""
    close = [
        r
        for number, r in enumerate(pool)
        if r.score >= _FLOOR * pool[0].score and (number < _SOURCES_AMONG or not _ADDRESS.search(r.hit.passage.text))
    ]
    first = close[:_PER_SEARCH]
    held = {_section(r.hit.passage) for r in first}
    further = {_section(r.hit.passage): r for r in reversed(close[_PER_SEARCH:])}
    others = sorted((r for s, r in further.items() if s not in held), key=lambda r: -r.score)
    return [*first, *others[:_FURTHER]]


def _section(passage: Passage) -> tuple[str, str]:
    return passage.document_id, passage.locator


def _with_surroundings(ranked: Sequence[Ranked], retriever: Retriever, *, wants_a_set: bool) -> Iterator[Passage]:
    """The passages, each first one of a table with the rows that belong to it, the best prose with its neighbours."""
    tables = _tables_of(ranked)
    leaning = _LEANING
    for candidate in ranked:
        passage = candidate.hit.passage
        yield passage
        if passage.kind is PassageKind.ROW:
            if tables.get(_table(passage), 0) > 1:
                rows = [p for p in retriever.of_document(passage.document_id) if _table(p) == _table(passage)]
                yield from rows if len(rows) <= (_MAX_ROWS if wants_a_set else _FEW_ROWS) else ()
        elif leaning:
            leaning -= 1
            yield from _beside(passage, retriever)


def _tables_of(ranked: Iterable[Ranked]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for candidate in ranked:
        if candidate.hit.passage.kind is PassageKind.ROW:
            key = _table(candidate.hit.passage)
            counts[key] = counts.get(key, 0) + 1
    return counts


def _table(passage: Passage) -> tuple[str, str]:
    return passage.document_id, passage.header if passage.kind is PassageKind.ROW else ""


def _beside(passage: Passage, retriever: Retriever) -> Iterator[Passage]:
    """The neighbours of a passage within its section, nearest first."""
    for side in (0, 1):
        near: Passage | None = passage
        for _ in range(_NEIGHBOURS):
            near = retriever.neighbours(near)[side] if near else None
            if near is None or near.locator != passage.locator or near.kind is not passage.kind:
                break
            if not _ADDRESS.search(near.text):
                yield near


def _is_said(passage: Passage, kept: Sequence[Passage]) -> bool:
    terms = frozenset(tokenize(passage.text))
    return any(len(terms & frozenset(tokenize(k.text))) >= _SAME * len(terms) for k in kept)


def _says_nothing(passage: Passage) -> bool:
    """Whether next to nothing is left of a passage without its addresses."""
    left = _ADDRESS.sub("", passage.text)
    return left != passage.text and len(tokenize(left)) < _MIN_WORDS
