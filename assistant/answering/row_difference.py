"""「一级比二级贵多少」: the difference of two rows of one table, reckoned and shown with its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answering.rendering import cite
from assistant.answering.selection import Ranked
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise
from assistant.types import Language, Passage, Statement
from assistant.understanding.query import Query

_ASKS = re.compile(
    r"相?差(了)?(多少|几)|(?<![最至起不多几很])[多少高低贵省长短][^，。；？?多少]{0,2}(多少|几(?!乎))|"
    r"\bhow (much|many) (more|less|fewer|cheaper|dearer|longer|shorter|higher|lower)|\bdifference\b"
)
_AMOUNT = re.compile(r"^(?:不超过|至少|约)?(\d+(?:\.\d+)?)([^\d，。；;、（(]{0,6})")


def row_difference(query: Query, chosen: Sequence[Ranked], retriever: Retriever) -> Statement | None:
    """The difference that a question asks for, where two chosen rows of one table have it in one column.

    None where it asks for none, where the rows differ in more than one column of figures and the question names none
    of them, or where it does not name what tells the rows apart.
    """
    if not _ASKS.search(normalise(query.standalone)):
        return None
    rows = [c.hit.passage for c in chosen if c.hit.passage.cells]
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if one.header == other.header and _both_asked(query, one, other):
                return _difference(query, one, other, retriever)
    return None


def _both_asked(query: Query, one: Passage, other: Passage) -> bool:
    """Whether what tells the rows apart stands in the question: a name, its words or its last part."""
    text = normalise(query.standalone)
    names = [_telling(a, b) for a, b in ((one, other), (other, one))]
    return all(any(any(normalise(p) in text for p in _parts(n)) for n in own) for own in names)


def _telling(one: Passage, other: Passage) -> list[str]:
    return [v for (_, v), (_, w) in zip(one.cells, other.cells, strict=False) if v != w and not _AMOUNT.match(v)]


def _parts(name: str) -> tuple[str, ...]:
    """A name and what people say for it: 电子商务师一级 is called 一级, 初级（五级） one or the other."""
    parts = [p for p in re.split(r"[（）()/、\s]+", name) if p]
    return (name, *(part[-2:] for part in parts))


def _difference(query: Query, one: Passage, other: Passage, retriever: Retriever) -> Statement | None:
    differing = []
    for (column, a), (_, b) in zip(one.cells, other.cells, strict=False):
        first, second = _AMOUNT.match(a.strip()), _AMOUNT.match(b.strip())
        if first and second and first[2] == second[2] and first[1] != second[1]:
            differing.append((column, Decimal(first[1]), Decimal(second[1]), first[2]))
    named = [d for d in differing if normalise(d[0]) in normalise(query.standalone)]
    if len(named or differing) != 1:
        return None
    column, first_value, second_value, unit = (named or differing)[0]
    most, least = max(first_value, second_value), min(first_value, second_value)
    gap = f"{most - least}"
    text = (
        f"{column}相差{gap}{unit}（{most}－{least}）。"
        if query.language is Language.ZH
        else f"They differ by {gap}{unit} ({most} - {least})."
    )
    citations = tuple(cite(retriever.document(p.document_id), p) for p in (one, other))
    return Statement(text, citations, frozenset({gap}))
