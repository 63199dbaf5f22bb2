"""Several questions in one, where a later one asks about the answer to the first (「归哪门课？该课在哪间实训室上」)."""

from __future__ import annotations

import re

from assistant.retrieval.tokenization import normalise
from assistant.types import Passage
from assistant.understanding.entities import EntityKind, Lexicon

# What a later question points at, the column of a table that holds such a thing, and its kind of name.
_POINTERS: tuple[tuple[re.Pattern[str], re.Pattern[str], EntityKind], ...] = (
    (
        re.compile(r"(该|这|那)一?门?课程?|\b(that|this) course\b", re.IGNORECASE),
        re.compile(r"课程|course", re.IGNORECASE),
        EntityKind.COURSE,
    ),
    (
        re.compile(r"(该|这|那)一?[张个]?证书?|\b(that|this) certificate\b", re.IGNORECASE),
        re.compile(r"证书|certificate", re.IGNORECASE),
        EntityKind.CERTIFICATE,
    ),
    (
        re.compile(r"(该|这|那)一?个?(档|等级|级别?|层)|\b(that|this) level\b", re.IGNORECASE),
        re.compile(r"等级|级别|level", re.IGNORECASE),
        EntityKind.LEVEL,
    ),
)


def with_antecedent(part: str, first: Passage, lexicon: Lexicon) -> str:
    """A later question with the name of what it points at, taken from the passage that answers the first.

    Args:
        part: the later question; returned as it is where it points at nothing that the passage names alone.
        first: the passage.
        lexicon: names.
    """
    for pointer, column, kind in _POINTERS:
        found = pointer.search(part)
        if found is None:
            continue
        named = [value for name, value in first.cells if column.search(name)][:1] or list(
            dict.fromkeys(m.name for m in lexicon.find(first.text) if m.kind is kind)
        )
        if len(named) == 1 and normalise(named[0]) not in normalise(part):
            before, _, after = part.partition(found.group())
            return f"{before}{named[0]} {after}"
    return part
