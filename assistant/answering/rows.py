"""A table row said as a sentence: what it is about, then the cells that are asked for with their columns' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.answering.attributes import asked_attributes
from assistant.answering.extraction import WANTS_LIST
from assistant.answering.statements import split_outside
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.quantities import plain
from assistant.evidence.selection import columns_named, columns_of_kinds
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Language, Passage
from assistant.understanding.query import Query
from assistant.understanding.synonyms import expand

Cell = tuple[str, str]
# A column that only counts the rows.
_COUNTS = frozenset({"", "序号", "编号", "行号", "no", "#", "nr"})
_UNKNOWN_CELLS = frozenset({"未说明", "not stated", "—", "-", ""})
# Rows up to this long are said whole where the question names no column; of longer ones the long cells that hold
# least of the question are left out.
_WHOLE_CHARS = 150
_LONG_CELL_CHARS = 40
_FEW_ITEMS = 3
# What is shorter is no value by itself.
_A_VALUE = 3
# 「除了甲还有谁」 asks for the other rows.
_BEYOND = ("除", "以外", "其他", "另外", "except", "besides", "other than", "another", "others")
# A column is asked for from this share of its terms on.
_ASKED = 0.3


class Rows:
    """Knows of every table which columns tell its rows apart."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        tables: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for passage in passages:
            if passage.cells:
                tables[passage.document_id, passage.header].append(passage)
        self._keys = {table: _key_columns(rows) for table, rows in tables.items()}
        self._values = {table: _values(rows) for table, rows in tables.items()}
        self._alike = {table: _alike(rows) for table, rows in tables.items()}

    def key(self, row: Passage) -> tuple[int, ...]:
        """The numbers of the cells that tell a row from the others of its table."""
        return self._keys.get((row.document_id, row.header), (0,))

    def sentence(self, row: Passage, query: Query) -> str:
        """What a row says of what is asked, as one sentence."""
        key = self.key(row)
        said = self._asked(row, key, query)
        headers = {n: row.cells[n][0] for n in said}
        named = {*columns_named(plain(query.standalone), headers), *columns_of_kinds(plain(query.standalone), headers)}
        limit = _LONG_CELL_CHARS if len(said) == 1 and not named else _WHOLE_CHARS
        cells = [_narrowed(c, query, limit) if n in said else c for n, c in enumerate(row.cells)]
        english = row.language is Language.EN or query.language is Language.EN
        if english:
            return _sentence_en(cells, key, said)
        return _sentence_zh(cells, key, said)

    def _asked(self, row: Passage, key: Sequence[int], query: Query) -> tuple[int, ...]:
        question = plain(query.standalone)
        values = self._values.get((row.document_id, row.header), ())
        # 「…做了内容强化」 asks for the column of 内容强化 where this row says something else in it.
        named = {i: [v for v in held if v in question] for i, held in enumerate(values) if i not in key}
        valued = [i for i, called in named.items() if called and not any(v in plain(row.cells[i][1]) for v in called)]
        alike = self._alike.get((row.document_id, row.header), ())
        return asked_cells(row.cells, key, query, valued, alike)

    def of_named(self, query: Query, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The pieces without rows that are called otherwise than the row of their table that a question names.

        A row that only speaks of the asked thing in a cell tells of another one. What excludes or lists keeps all.
        """
        question = plain(query.own)
        called: dict[tuple[str, str], set[str]] = defaultdict(set)
        names: dict[int, str] = {}
        for number, piece in enumerate(pieces):
            row = piece.passage
            if piece.form is Form.ROW and row is not None and row.cells:
                name = plain(row.cells[self.key(row)[0]][1])
                names[number] = name
                if len(name) >= _A_VALUE and name in question:
                    called[row.document_id, row.header].add(name)
        if WANTS_LIST.search(query.standalone) or any(w in question for w in _BEYOND):
            return list(pieces)
        return [
            piece
            for number, piece in enumerate(pieces)
            if number not in names
            or piece.passage is None
            or not (held := called[piece.passage.document_id, piece.passage.header])
            or any(names[number] in h or h in names[number] for h in held)
        ]

    def table(self, rows: Sequence[Passage], query: Query) -> str:
        """Several rows of one table as Markdown, with the columns that are asked for."""
        key = self.key(rows[0])
        shown = sorted({*key, *(i for row in rows for i in asked_cells(row.cells, key, query))})
        lines = [[column for i, (column, _) in enumerate(rows[0].cells) if i in shown]]
        lines.append(["---"] * len(lines[0]))
        lines.extend([value.replace("|", "/") for i, (_, value) in enumerate(row.cells) if i in shown] for row in rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


def _key_columns(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The first column whose values are all different, else the first columns that are so together."""
    width = min(len(r.cells) for r in rows)
    for column in range(width):
        values = [r.cells[column][1] for r in rows]
        # A figure tells rows apart by chance, but in the first column, where it may be a grade.
        named = len(rows) == 1 or any(not _is_figure(v) for v in values)
        counts = rows[0].cells[0][0].lower().rstrip(".") in _COUNTS
        if len(set(values)) == len(rows) and (named or (column == 0 and not counts)):
            return (column,)
    for count in range(2, width):
        if len({tuple(v for _, v in r.cells[:count]) for r in rows}) == len(rows):
            return tuple(range(count))
    return tuple(range(max(1, width - 1)))


def _alike(rows: Sequence[Passage]) -> tuple[int, ...]:
    """The columns in which all rows of a table say the same, unless nothing else would be left to say."""
    width = min(len(r.cells) for r in rows)
    alike = tuple(c for c in range(width) if len(rows) > 1 and len({r.cells[c][1] for r in rows}) == 1)
    return alike if len(alike) < width - 1 else ()


def _values(rows: Sequence[Passage]) -> tuple[frozenset[str], ...]:
    """The values of each column that several rows share, as plain text: what a question may put forward."""
    width = min(len(r.cells) for r in rows)
    columns = ([plain(r.cells[c][1]).partition("（")[0].partition("(")[0].strip() for r in rows] for c in range(width))
    return tuple(
        frozenset(v for v in set(held) if held.count(v) > 1 and len(v) >= _A_VALUE and not _is_figure(v))
        for held in columns
    )


def asked_cells(
    cells: Sequence[Cell], key: Sequence[int], query: Query, valued: Sequence[int] = (), alike: Sequence[int] = ()
) -> tuple[int, ...]:
    """The numbers of the cells to say beside the key, never none where there is one.

    Those whose column the question names or whose value has the asked kind of thing; where it names none all but
    what it gives itself, and of a long row not the long cells that say least of what is asked.
    """
    own = set(tokenize(f"{query.standalone} {expand(query.own)}"))
    rest = [i for i, (_, v) in enumerate(cells) if i not in key and v.strip() not in _UNKNOWN_CELLS]
    rest = rest or [i for i in range(len(cells)) if i not in key]
    properties = asked_attributes(query.standalone)
    keyed = plain(query.standalone)
    for i in key:
        keyed = keyed.replace(plain(cells[i][1]).strip("《》"), "\0")
    headers = {i: cells[i][0] for i in rest}
    # 「谁发的」 asks for the column 「评价组织」.
    otherwise = set(tokenize(expand(query.own)))
    reworded = [i for i in rest if _share(cells[i][0], otherwise) >= _ASKED]
    named = [*columns_of_kinds(keyed, headers), *columns_named(keyed, headers), *reworded]
    named += [i for i in valued if i in rest]
    # 「多少学分学时」 asks for two columns, of which one has another word before it.
    left = own - {t for i in named for t in tokenize(cells[i][0])}
    named += [i for i in rest if named and i not in named and i not in alike and _share(cells[i][0], left) >= _ASKED]
    named = named or [i for i in rest if i not in alike and _share(cells[i][0], own) >= _ASKED]
    cell = [normalise(f"{column}{value}") for column, value in cells]
    # What a named column states is not asked of others.
    open_ = [a for a in properties if not any(a.stated.search(cell[i]) for i in named)]
    shaped = [i for i in rest if any(a.stated.search(cell[i]) for a in open_)]
    # A cell that holds words of the question which no other holds may say what is asked of them.
    content = set(tokenize(query.content))
    held = [content & set(tokenize(value)) for _, value in cells]
    telling = [i for i in rest if i not in alike]
    told = {i: held[i] - set().union(*(h for j, h in enumerate(held) if j != i)) for i in telling}
    # What all rows say alike tells less of one than what else is asked, unless its column is named.
    called = {i for i in named if plain(headers[i]) in keyed}
    asked = sorted(i for i in {*named, *shaped} if i not in alike or (i in called and called - set(alike)))
    asked = asked or sorted(called)
    keys = {i: cells[i][0] for i in key}
    if not asked and any(told.values()) and (columns_of_kinds(keyed, keys) or columns_named(keyed, keys)):
        # Where the row itself is asked for, the cell that says most of what it is asked by tells why.
        asked = [max(telling, key=lambda i: (len(told[i]), -i))]
    if asked and sum(len(cells[i][1]) for i in asked) <= _WHOLE_CHARS:
        return tuple(asked)
    rest = asked or telling or rest
    if sum(len(cells[i][1]) for i in rest) <= _WHOLE_CHARS:
        return tuple(rest)
    long = [i for i in rest if len(cells[i][1]) > _LONG_CELL_CHARS]
    kept = max(long, key=lambda i: (len(own & set(tokenize(cells[i][0]))), len(own & set(tokenize(cells[i][1])))))
    return tuple(i for i in rest if i not in long or i == kept)


def _narrowed(cell: Cell, query: Query, limit: int) -> Cell:
    """A cell that is too long for a sentence, with those of its items that hold words of the question.

    One whose column the question names is said whole: all of it was asked for.
    """
    column, value = cell
    if len(value) <= limit or _share(column, set(tokenize(query.standalone))) >= _ASKED:
        return cell
    mark = "、" if "、" in value else ", "
    asked = set(tokenize(query.content))
    items = split_outside(value, mark)
    kept = [i for i in items if asked & set(tokenize(i))] or items[:_FEW_ITEMS]
    return column, mark.join(kept) if sum(map(len, kept)) <= _WHOLE_CHARS else mark.join(kept[:_FEW_ITEMS])


def _share(text: str, held: set[str]) -> float:
    terms = set(tokenize(text))
    return len(terms & held) / (len(terms) or 1)


def _is_figure(value: str) -> bool:
    return value.replace(".", "", 1).replace("%", "").isdigit()


def _flat(value: str) -> str:
    """A cell's value within a sentence: its own stops would end it."""
    return value.strip().rstrip("。；;").replace("；", "，").replace("。", "，")


def _sentence_zh(cells: Sequence[Cell], key: Sequence[int], said: Sequence[int]) -> str:
    subject = _named(*cells[key[0]])
    if len(key) > 1:
        subject += f"（{'，'.join(_flat(cells[i][1]) for i in key[1:])}）"
    if not said:
        return f"{cells[key[0]][0]}有{subject}。"
    parts = "，".join(_cell_zh(*cells[i]) for i in said)
    joint = "" if _is_figure(cells[said[0]][1]) else "的"
    return f"{subject}{joint}{parts}。"


def _named(column: str, value: str) -> str:
    """「编号3.2.3」 for what is no word by itself, a name in quotation marks else."""
    value = _flat(value)
    if not any("\u4e00" <= c <= "\u9fff" for c in value):
        return f"{column}{value}"
    return value if value[0] in "《「“" else f"「{value}」"


def _cell_zh(column: str, value: str) -> str:
    value = _flat(value)
    return f"{column}{value}" if _is_figure(value) else f"{column}是{value}"


def _sentence_en(cells: Sequence[Cell], key: Sequence[int], said: Sequence[int]) -> str:
    subject = " – ".join(_flat_en(cells[i][1]) for i in key)
    if not said:
        return f"{cells[key[0]][0]}: {subject}."
    # 「32 hours」 counts, 「the year is 2021」 does not.
    counts = [i for i in said if _is_figure(cells[i][1]) and cells[i][0].rstrip().endswith("s")]
    figures = [f"{cells[i][1].strip()} {_lower(cells[i][0])}" for i in counts]
    others = [f"the {_lower(cells[i][0])} is {_flat_en(cells[i][1])}" for i in said if i not in counts]
    parts = [f"it has {', '.join(figures)}"] if figures else []
    return f"For {_lower(cells[key[0]][0])} {subject}, {', '.join((*parts, *others))}."


def _flat_en(value: str) -> str:
    return value.strip().rstrip(".;").replace("; ", ", ")


def _lower(column: str) -> str:
    return column[:1].lower() + column[1:]
