"""A table row said as a sentence: what it is about, then the cells that are asked for with their columns' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.attributes import asked_attributes
from assistant.answering.extraction import COMPARES, WANTS_LIST
from assistant.answering.row_sentences import (
    A_VALUE,
    ASKED,
    GROUPS,
    WHOLE_CHARS,
    Cell,
    called_by,
    groups,
    is_figure,
    key_columns,
    name_first,
    only_asked,
    sentence_en,
    sentence_zh,
    share,
)
from assistant.evidence.columns import columns_named, columns_of_kinds
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.operations import left_out
from assistant.evidence.quantities import plain
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Language, Passage, Statement
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query
from assistant.understanding.synonyms import expand

_UNKNOWN_CELLS = frozenset({"未说明", "not stated", "—", "-", ""})
# Rows up to ``WHOLE_CHARS`` are said whole where the question names no column; of longer ones the long cells that hold
# least of the question are left out.
_LONG_CELL_CHARS = 40
_LEAST_ROWS = 2
# What is shorter names no row, and what has more rows is no table to read.
_A_NAME, _MOST_ROWS = 2, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The numbers of the cells to say beside the key, and whether it is the row's name that is asked for."""

    cells: tuple[int, ...]
    name: bool = False


class Rows:
    """Knows of every table which columns tell its rows apart."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        tables: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        for passage in passages:
            if passage.cells:
                tables[passage.document_id, passage.header].append(passage)
        self._tables = dict(tables)
        self._at = {(p.document_id, p.start, p.end): p for rows in tables.values() for p in rows}
        self._keys = {table: key_columns(rows) for table, rows in tables.items()}
        self._groups = {table: groups(rows) for table, rows in tables.items()}
        self._called = {table: called_by(rows, self._keys[table]) for table, rows in tables.items()}

    def key(self, row: Passage) -> tuple[int, ...]:
        """The numbers of the cells that tell a row from the others of its table."""
        return self._keys.get((row.document_id, row.header), (0,))

    def sentence(self, row: Passage, query: Query) -> str:
        """What a row says of what is asked, as one sentence."""
        key = self.key(row)
        asked = self._asked_of(row, query)
        said, question = asked.cells, plain(query.standalone)
        if row.language is Language.EN or query.language is Language.EN:
            return sentence_en(row.cells, key, said)
        called = self._called.get((row.document_id, row.header), key)
        if asked.name:
            return name_first(row.cells, called, [only_asked(row.cells[i], query) for i in said], question)
        return sentence_zh(row.cells, called, said, question)

    def figures(self, row: Passage, query: Query) -> tuple[str, ...]:
        """The bare figures among the cells of a row that are asked for."""
        values = (row.cells[i][1].strip() for i in self._asked_of(row, query).cells)
        return tuple(v for v in values if is_figure(v))

    def are_alike(self, rows: Sequence[Passage], query: Query) -> bool | None:
        """Whether rows of one table have the same in the one column that is asked for; None where that is not told."""
        asked = {self._asked_of(row, query).cells for row in rows}
        tables = {(row.document_id, row.header) for row in rows}
        if len(rows) < _LEAST_ROWS or len(tables) > 1 or len(asked) != 1 or len(column := next(iter(asked))) != 1:
            return None
        values = {plain(row.cells[column[0]][1].strip()) for row in rows}
        return None if values & _UNKNOWN_CELLS else len(values) == 1

    def blank(self, row: Passage, query: Query) -> str:
        """The name of the column that a question asks for, where the row's cell in it is blank; "" where it is not."""
        keys = self.key(row)
        headers = {n: column for n, (column, _) in enumerate(row.cells) if n not in keys}
        asked = columns_named(plain(query.standalone), headers)
        held = [n for n in asked if row.cells[n][1].strip() not in _UNKNOWN_CELLS]
        return headers[asked[0]] if asked and not held else ""

    def _asked_of(self, row: Passage, query: Query) -> Asked:
        return asked_cells(row.cells, self.key(row), query)

    def groups_first(self, query: Query, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The pieces with, for a row that opens them, the sentence first that names the groups which are asked for.

        Of 「三个工作领域」 a row of tasks, each in a work area, states one, and so do other rows of its table.
        """
        row, question = pieces[0].passage, plain(query.standalone)
        if row is None or not row.cells:
            return list(pieces)
        table = (row.document_id, row.header)
        keys = {i: row.cells[i][0] for i in self.key(row)}
        for column in {*columns_named(question, keys), *columns_of_kinds(question, keys)} if len(keys) > 1 else ():
            names = self._groups[table][column]
            told = (p for p in pieces if p.form is Form.SPAN and sum(g in plain(p.text) for g in names) >= GROUPS)
            sentence = None if any(g in question for g in names) else next(told, None)
            if sentence is not None:
                rest = [p for p in pieces if p is not sentence and (not p.passage or p.passage.header != row.header)]
                return [replace(sentence, adds=True), *rest]
        return list(pieces)

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
                if len(name) >= A_VALUE and name in question:
                    called[row.document_id, row.header].add(name)
        if WANTS_LIST.search(query.standalone) or left_out(question):
            return list(pieces)
        return [
            piece
            for number, piece in enumerate(pieces)
            if number not in names
            or piece.passage is None
            or not (held := called[piece.passage.document_id, piece.passage.header])
            or any(names[number] in h or h in names[number] for h in held)
        ]

    def cited(self, statement: Statement) -> list[Passage]:
        """The rows of one table of which alone a statement is made; [] where it says anything else."""
        rows = [row for c in statement.citations if (row := self._at.get((c.document, c.start, c.end))) is not None]
        same = len({(r.document_id, r.header) for r in rows}) == 1
        return rows if same and len(rows) == len(statement.citations) else []

    def named(self, rows: Sequence[Passage], query: Query) -> tuple[list[Passage], tuple[int, ...]]:
        """Some rows of one table with the others that a question names by a cell, in their order; the columns of these
        cells.
        """
        question = plain(query.standalone)
        every = self._tables.get((rows[0].document_id, rows[0].header), [])
        by = {
            row.id: [i for i, (_, v) in enumerate(row.cells) if len(v.strip()) >= _A_NAME and plain(v) in question]
            for row in every
            if row.language is rows[0].language
        }
        shown = [row for row in every if row in rows or by.get(row.id)]
        columns = tuple(sorted({i for row in shown for i in by.get(row.id, ())}))
        return (shown, columns) if len(shown) <= _MOST_ROWS else (list(dict.fromkeys(rows)), ())

    def table(self, rows: Sequence[Passage], query: Query, also: Sequence[int] = ()) -> str:
        """Several rows of one table as Markdown, with the columns that are asked for, and others."""
        key = self.key(rows[0])
        shown = sorted({*key, *also, *(i for row in rows for i in asked_cells(row.cells, key, query).cells)})
        lines = [[column for i, (column, _) in enumerate(rows[0].cells) if i in shown]]
        lines.append(["---"] * len(lines[0]))
        lines.extend([value.replace("|", "/") for i, (_, value) in enumerate(row.cells) if i in shown] for row in rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


def asked_cells(cells: Sequence[Cell], key: Sequence[int], query: Query) -> Asked:
    """The cells to say beside the key, never none where there is one.

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
    reworded = [i for i in rest if share(cells[i][0], otherwise) >= ASKED]
    named = [*columns_of_kinds(keyed, headers), *columns_named(keyed, headers), *reworded]
    # 「多少学分学时」 asks for two columns, of which one has another word before it.
    left = own - {t for i in named for t in tokenize(cells[i][0])}
    named += [i for i in rest if named and i not in named and share(cells[i][0], left) >= ASKED]
    named = named or [i for i in rest if share(cells[i][0], own) >= ASKED]
    cell = [normalise(f"{column}{value}") for column, value in cells]
    # What a named column states is not asked of others.
    open_ = [a for a in properties if not any(a.stated.search(cell[i]) for i in named)]
    shaped = [i for i in rest if any(a.stated.search(cell[i]) for a in open_)]
    # A cell that holds words of the question which no other holds may say what is asked of them.
    content = set(tokenize(query.content))
    held = [content & set(tokenize(value)) for _, value in cells]
    told = {i: held[i] - set().union(*(h for j, h in enumerate(held) if j != i)) for i in rest}
    asked = sorted({*named, *shaped})
    if asked and all(plain(cells[i][0]) in plain(cells[i][1]) for i in asked):
        # 「失业保险技能提升补贴」 below 「补贴」 is what it is called; the other cells say what it comes to.
        asked = sorted({*asked, *rest})
    keys = {i: cells[i][0] for i in key}
    asks_name = not asked and bool(columns_of_kinds(keyed, keys) or columns_named(keyed, keys))
    if asks_name and any(told.values()):
        # Where the row itself is asked for, the cell that says most of what it is asked by tells why.
        why = max(rest, key=lambda i: (len(told[i]), -i))
        given = "\0" in keyed or asks_to_confirm(query.text) or COMPARES.search(query.standalone)
        return Asked((why,), name=len(key) == 1 and not given)
    if asked and sum(len(cells[i][1]) for i in asked) <= WHOLE_CHARS:
        return Asked(tuple(asked))
    rest = asked or rest
    if sum(len(cells[i][1]) for i in rest) <= WHOLE_CHARS:
        return Asked(tuple(rest))
    long = [i for i in rest if len(cells[i][1]) > _LONG_CELL_CHARS]
    kept = max(long, key=lambda i: (len(own & set(tokenize(cells[i][0]))), len(own & set(tokenize(cells[i][1])))))
    return Asked(tuple(i for i in rest if i not in long or i == kept))
