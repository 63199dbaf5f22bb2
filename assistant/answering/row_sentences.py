"""How a table row is worded, and what the columns of its table are to its rows: what tells them apart, what all say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.statements import split_outside
from assistant.evidence.quantities import plain
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage
from assistant.understanding.query import Query

Cell = tuple[str, str]
# What is longer is no sentence any more.
WHOLE_CHARS = 150
# A column is asked for from this share of its terms on.
ASKED = 0.3
# A column that only counts the rows.
_COUNTS = frozenset({"", "序号", "编号", "行号", "no", "#", "nr"})
# What is shorter is no value by itself.
A_VALUE = 3
# So many groups of rows in one sentence are a list of them.
GROUPS = 2


def share(text: str, held: set[str]) -> float:
    terms = set(tokenize(text))
    return len(terms & held) / (len(terms) or 1)


def is_figure(value: str) -> bool:
    return value.replace(".", "", 1).replace("%", "").isdigit()


def _flat(value: str) -> str:
    """A cell's value within a sentence: its own stops would end it."""
    return value.strip().rstrip("。；;").replace("；", "，").replace("。", "，")


def only_asked(cell: Cell, query: Query) -> str:
    """A cell's items that hold words of the question, all of it where none does; nothing where they say no more."""
    value = _flat(cell[1])
    if plain(value) in plain(query.standalone):
        return ""
    asked = set(tokenize(query.content))
    mark = "，" if "，" in value else "、"
    kept = [i for i in split_outside(value, mark) if asked & set(tokenize(i))]
    return mark.join(kept) if kept and sum(map(len, kept)) <= WHOLE_CHARS else value


def sentence_zh(cells: Sequence[Cell], key: Sequence[int], said: Sequence[int], question: str) -> str:
    subject = _named(*cells[key[0]], question)
    if len(key) > 1:
        subject += f"（{'，'.join(_flat(cells[i][1]) for i in key[1:])}）"
    if not said:
        return f"{cells[key[0]][0]}有{subject}。"
    # Columns that say the same in words are said together.
    alike: dict[tuple[str, int], list[str]] = {}
    for i in said:
        alike.setdefault((cells[i][1], i if is_figure(cells[i][1]) else -1), []).append(cells[i][0])
    parts = "，".join(_cell_zh("、".join(columns), value) for (value, _), columns in alike.items())
    joint = "" if is_figure(cells[said[0]][1]) else "的"
    return f"{subject}{joint}{parts}。"


def name_first(cells: Sequence[Cell], key: Sequence[int], why: Sequence[str], question: str) -> str:
    """「是「视觉设计与制作」：制作商品主图、商品详情页。」"""
    told = "，".join(w for w in why if w)
    name = _named(*cells[key[0]], question)
    return f"是{name}：{told}。" if told else f"是{name}。"


def _named(column: str, value: str, question: str) -> str:
    """「编号3.2.3」 for what is no word by itself, a name in quotation marks but where the question calls it so."""
    value = _flat(value)
    if not any("\u4e00" <= c <= "\u9fff" for c in value):
        return f"{column}{value}"
    return value if value[0] in "《「“" or plain(value) in question else f"「{value}」"


def _cell_zh(column: str, value: str) -> str:
    value = _flat(value)
    return f"{column}{value}" if is_figure(value) else f"{column}是{value}"


def sentence_en(cells: Sequence[Cell], key: Sequence[int], said: Sequence[int]) -> str:
    subject = " – ".join(_flat_en(cells[i][1]) for i in key)
    if not said:
        return f"{cells[key[0]][0]}: {subject}."
    # 「32 hours」 counts, 「the year is 2021」 does not.
    counts = [i for i in said if is_figure(cells[i][1]) and cells[i][0].rstrip().endswith("s")]
    figures = [f"{cells[i][1].strip()} {_lower(cells[i][0])}" for i in counts]
    rest = [cells[i] for i in said if i not in counts]
    others = [f"the {_lower(c)} {'are' if c.endswith('s') else 'is'} {_flat_en(v)}" for c, v in rest]
    parts = [f"it has {', '.join(figures)}"] if figures else []
    return f"For {_lower(cells[key[0]][0])} {subject}, {', '.join((*parts, *others))}."


def _flat_en(value: str) -> str:
    return value.strip().rstrip(".;").replace("; ", ", ")


def _lower(column: str) -> str:
    return column[:1].lower() + column[1:]


def key_columns(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The first column whose values are all different, else the first columns that are so together."""
    width = min(len(r.cells) for r in rows)
    for column in range(width):
        values = [r.cells[column][1] for r in rows]
        # A figure tells rows apart by chance, but in the first column, where it may be a grade.
        named = len(rows) == 1 or any(not is_figure(v) for v in values)
        counts = rows[0].cells[0][0].lower().rstrip(".") in _COUNTS
        if len(set(values)) == len(rows) and (named or (column == 0 and not counts)):
            return (column,)
    for count in range(2, width):
        if len({tuple(v for _, v in r.cells[:count]) for r in rows}) == len(rows):
            return tuple(range(count))
    return tuple(range(max(1, width - 1)))


def called_by(rows: Sequence[Passage], key: Sequence[int]) -> tuple[int, ...]:
    """The columns of a key that rows are called by: without those that it tells them apart without."""
    kept = list(key)
    for column in key[::-1][1:]:
        rest = [c for c in kept if c != column]
        if len({tuple(r.cells[c][1] for c in rest) for r in rows}) == len(rows):
            kept = rest
    # A number in a list is no name.
    words = [c for c in kept if any(x.isalpha() for r in rows for x in r.cells[c][1])]
    return tuple(words or kept)


def groups(rows: Sequence[Passage]) -> tuple[frozenset[str], ...]:
    """The names that a column groups rows by, in plain text without brackets; none where each row differs."""
    columns = [_plain_values(rows, c) for c in range(min(len(r.cells) for r in rows))]
    return tuple(frozenset(h) if GROUPS <= len(set(h)) < len(rows) else frozenset() for h in columns)


def _plain_values(rows: Sequence[Passage], column: int) -> list[str]:
    return [plain(r.cells[column][1]).partition("（")[0].partition("(")[0].strip() for r in rows]
