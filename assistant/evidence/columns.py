"""Which columns of a table a question asks for: by name, by kind, by what is counted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from assistant.evidence.measures import UNIT_WORDS
from assistant.evidence.quantities import plain
from assistant.evidence.selection import Selection, without_rows
from assistant.evidence.tables import Table
from assistant.retrieval.tokenization import tokenize

# A part of a long name stands for it from this length on.
_PART_CHARS = 4
# How people ask for a figure without its column's name: by what it is counted in.
_ASKED_IN: dict[str, tuple[str, ...]] = {
    "元": ("钱", "费", "贵", "便宜", "元", "块", "价", "cost", "price", "fee", "cheap", "expensive", "pay"),
    "月": ("久", "年", "月", "long", "time", "valid"),
    "小时": ("久", "时间", "小时", "分钟", "long", "time", "hours", "minutes"),
    "天": ("久", "天", "周", "long", "weeks", "days"),
    "%": ("占", "比例", "成", "率", "share", "weight", "percent", "rate", "%"),
    "学分": ("学分", "credit"),
    "学时": ("学时", "课时", "hours"),
    "分": ("分", "points", "score"),
}
_ASKED_IN |= dict.fromkeys("$€£", _ASKED_IN["元"])
T = TypeVar("T")
# How near each of several names is to a question.
Nearness = Callable[[Sequence[str]], Sequence[float]]
# That much nearer to a question than any other a column is the one that it means: of 22 questions whose words are
# none of their table's, on tables of other trades, it was so in 19.
_NEARER = 0.004
# Of so many columns each is said where any may be meant.
_FEW_COLUMNS = 3
_HOW_MANY = ("多少", "几")
_ASKING = ("多少", "几", "哪", "什么", "啥")
_MEASURES = tuple("个门张本家种类项条些位所款批步节")
_MIN_HEADER = 2
# What joins two names, and how far they stand apart at most.
JOINS: tuple[str, ...] = (" and ", " or ", " vs ", " than ", "、", "和", "与", "跟", "加", "比", "还是", "或")
_SIDE_BY_SIDE = 16


def columns_asked(text: str, selection: Selection, nearness: Nearness | None = None) -> tuple[int, ...]:
    """The columns of figures that a question asks for: by name, else the only one that is counted in what it asks.

    Words that name rows name no column.

    Args:
        text: the plain question.
        selection: the rows that it names.
        nearness: how near names are to the question, for one that names no column; without it none is meant.
    """
    table = selection.table
    text = without_rows(text, selection)
    named = columns_named(text, {c: table.columns[c] for c in table.numeric})
    # 「一共多少章」 asks for 章节数 by its kind.
    kinds = () if named else columns_of_kinds(text, {c: table.columns[c] for c in table.numeric})
    if named or len(kinds) == 1:
        return named or kinds
    asked = [c for c in table.numeric if _asks_unit(text, table, c)]
    if len(asked) == 1 or nearness is None:
        return tuple(asked) if len(asked) == 1 else ()
    best = nearest([(c, table.columns[c]) for c in asked or table.numeric], nearness)
    return () if best is None else (best,)


def all_asked(text: str, selection: Selection) -> tuple[int, ...]:
    """The columns counted in what a plain question asks, where it names none of them and there are two or three."""
    table = selection.table
    text = without_rows(text, selection)
    headers = {c: table.columns[c] for c in table.numeric}
    if columns_named(text, headers) or columns_of_kinds(text, headers):
        return ()
    asked = tuple(c for c in table.numeric if _asks_unit(text, table, c))
    return asked if 1 < len(asked) <= _FEW_COLUMNS else ()


def nearest(among: Sequence[tuple[T, str]], nearness: Nearness) -> T | None:
    """What has the name that is nearest to the question; None where two names are about as near."""
    near = dict(zip((n for _, n in among), nearness([n for _, n in among]), strict=True))
    best = sorted(near, key=lambda n: near[n], reverse=True)
    if not best or (len(best) > 1 and near[best[0]] - near[best[1]] < _NEARER):
        return None
    return next(thing for thing, name in among if name == best[0])


def cells_asked(text: str, selection: Selection) -> tuple[int, ...]:
    """The columns whose cells a question asks for, of figures or words, without those by which it names rows."""
    table = selection.table
    by = {c for c, *_ in selection.named}
    text = without_rows(text, selection)
    counts = any(w in text for w in _HOW_MANY)
    counted = columns_of_kinds(text, {c: table.columns[c] for c in table.numeric if c not in by}) if counts else ()
    # What all rows say alike is asked of none of them.
    alike = {c for c in range(len(table.columns)) if len({table.value(r, c) for r in range(len(table.rows))}) == 1}
    headers = {c: table.columns[c] for c in range(len(table.columns)) if c not in by and c not in alike}
    named = columns_named(text, headers)
    # 「独立实操是多少学时」 asks for one of the columns in hours.
    return (
        tuple(c for c in counted if c in named)
        or counted
        or named
        or tuple(c for c in table.numeric if c not in by and _asks_unit(text, table, c))
    )


def names_surely(text: str, header: str) -> bool:
    """Whether a plain text has all of a column's name, or asks for its kind by the word that it begins or ends with."""
    header = plain(header)
    return header in text or any(
        header.startswith(kind[:length]) or header.endswith(kind[:length])
        for kind in kinds_asked(text)
        for length in (1, 2)
        if len(kind) >= length
    )


def kinds_asked(text: str) -> tuple[str, ...]:
    """What a plain question asks for by its kind: the words behind those that ask (「哪门课」, 「多少章」)."""
    found = []
    for asking in _ASKING:
        start = text.find(asking)
        while start >= 0:
            rest = text[start + len(asking) :].lstrip()
            # 「哪几门课」: what is asked for stands behind its measure.
            found.append(rest[1:] if rest[:1] in _MEASURES and rest[1:2].strip() else rest)
            start = text.find(asking, start + len(asking))
    return tuple(k for k in found if k and not k[0].isascii())


def columns_of_kinds(text: str, headers: Mapping[int, str]) -> tuple[int, ...]:
    """The columns in whose name stands the kind of thing that a question asks for."""
    found: set[int] = set()
    for kind in kinds_asked(text):
        # One character is a kind only where no longer word is.
        for length in (2, 1):
            fits = {c for c, h in headers.items() if len(kind) >= length and kind[:length] in plain(h)}
            if fits:
                found |= fits
                break
    return tuple(sorted(found))


def columns_named(text: str, headers: Mapping[int, str]) -> tuple[int, ...]:
    """The columns that a plain text names by the whole of their name or a run of it that no other has."""
    headers = {c: plain(h) for c, h in headers.items()}
    strength = {c: _named(text, header) for c, header in headers.items()}
    if max(strength.values(), default=0) < _MIN_HEADER:
        return ()
    # 「专科开设数量」 is said whole, 「本科开设数量」 only shares most of it.
    said = [c for c, s in strength.items() if s == len(headers[c])]
    for c in said:
        text = text.replace(headers[c], "\0")
    left = {c: _named(text, header) for c, header in headers.items() if c not in said}
    others = [c for c, s in left.items() if s >= _MIN_HEADER]
    long = [c for c in others if left[c] >= min(len(headers[c]), _PART_CHARS)]
    if said or long:
        return tuple(sorted((*said, *long)))
    most = [c for c in others if left[c] == max(left.values())]
    # What is named ends in its kind: 「任务」 is 「工作任务」 sooner than 「任务序号」.
    ending = [c for c in most if headers[c][-_MIN_HEADER:] in text]
    if len(ending or most) == 1:
        return tuple(ending or most)
    # 「本科点和专科点」: each by a run of its own, which none of the others has.
    runs = {c: _run(text, headers[c]) for c in most}
    own = all(runs[c] not in headers[o] for c in most for o in headers if o != c)
    return tuple(most) if own and _joined(text, sorted(text.find(r) for r in runs.values())) else ()


def _named(text: str, header: str) -> int:
    """Length of the longest run of a header that stands in the question, a mere unit counting nothing."""
    if header.isascii():
        said = set(tokenize(text))
        return sum(len(w) for w in header.split() if said.intersection(tokenize(w)))
    best = 0
    for start in range(len(header)):
        length = best + 1
        while start + length <= len(header) and header[start : start + length] in text:
            part = header[start : start + length]
            best = length if part.strip() not in UNIT_WORDS or part == header else best
            length += 1
    return best


def _run(text: str, header: str) -> str:
    """The run of a header that stands in the question."""
    length = _named(text, header)
    runs = (header[start : start + length] for start in range(len(header) - length + 1))
    return next((r for r in runs if r in text), header)


def _joined(text: str, places: Sequence[int]) -> bool:
    """Whether words stand side by side, with one that joins them between each two."""
    return all(b - a <= _SIDE_BY_SIDE and any(j in text[a:b] for j in JOINS) for a, b in pairwise(places))


def _asks_unit(text: str, table: Table, column: int) -> bool:
    figure = next((f for row in table.figures if (f := row[column]) is not None), None)
    if figure is None:
        return False
    words = _ASKED_IN.get(figure.unit, (figure.suffix,) if figure.suffix else ())
    if not figure.unit and any(w in plain(table.columns[column]) for w in _ASKED_IN["元"]):
        # 「租金（元/只）」, "Price": the header says what its bare figures are.
        words = _ASKED_IN["元"]
    if figure.counts_persons:
        words = ("人", "people")
    return any(w in text for w in words)
