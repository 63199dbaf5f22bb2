"""A table row said as a sentence: what it is about, then the cells that are asked for with their columns' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.attributes import asked_attributes
from assistant.answering.extraction import COMPARES, WANTS_LIST
from assistant.answering.row_columns import (
    A_VALUE,
    GROUPS,
    alike,
    amounts,
    called_by,
    groups,
    key_columns,
    matrix,
    shared_values,
)
from assistant.answering.row_sentences import (
    ASKED,
    WHOLE_CHARS,
    Cell,
    is_figure,
    name_first,
    only_asked,
    sentence_en,
    sentence_zh,
    share,
)
from assistant.evidence.columns import columns_named, columns_of_kinds, kinds_asked
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.operations import left_out
from assistant.evidence.quantities import plain
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Language, Passage
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query
from assistant.understanding.synonyms import expand

_UNKNOWN_CELLS = frozenset({"未说明", "not stated", "—", "-", ""})
# Rows up to ``WHOLE_CHARS`` are said whole where the question names no column; of longer ones the long cells that hold
# least of the question are left out.
_LONG_CELL_CHARS = 40
# A sentence says the same as a row where it holds that share of what would be said of the row, is not much longer, and
# is made of the words of its table and of the question for the most part.
_SAME, _AS_LONG, _WORDS_MORE, _OF_THE_ROW = 0.85, 1.3, 20, 0.65
# Of the next pieces so many may be the row that states the asked kind: it held a fact in 7 of 20 development questions.
_NEXT = 3


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
        self._keys = {table: key_columns(rows) for table, rows in tables.items()}
        self._values = {table: shared_values(rows) for table, rows in tables.items()}
        self._groups = {table: groups(rows) for table, rows in tables.items()}
        self._alike = {table: alike(rows) for table, rows in tables.items()}
        self._matrix = {table: matrix(rows) for table, rows in tables.items()}
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

    def blank(self, row: Passage, query: Query) -> str:
        """The name of the column that a question asks for, where the row's cell in it is blank; "" where it is not."""
        keys = self.key(row)
        headers = {n: column for n, (column, _) in enumerate(row.cells) if n not in keys}
        asked = columns_named(plain(query.standalone), headers)
        held = [n for n in asked if row.cells[n][1].strip() not in _UNKNOWN_CELLS]
        return headers[asked[0]] if asked and not held else ""

    def as_sentences(self, query: Query, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The pieces with, for a row that opens them, the sentence among them that says the same, and no row again.

        What says the same holds what would be said of the row and speaks of little that is not in its table's words.
        """
        first, *others = self._group_first(query, pieces)
        # Where the name of a row is asked for, it comes first as no sentence has it.
        if first.form is Form.ROW and first.passage is not None and not self._asked_of(first.passage, query).name:
            length = len(self.sentence(first.passage, query))
            told = _terms_of_row(first.passage, query)
            said = self._said_of(first.passage, query)
            for piece in others:
                terms = set(tokenize(piece.text)) if piece.form is Form.SPAN else set()
                fits = len(said & terms) >= _SAME * len(said) and len(piece.text) <= _AS_LONG * length + _WORDS_MORE
                if terms and fits and len(terms & told) >= _OF_THE_ROW * len(terms):
                    first = replace(piece, probability=first.probability, adds=True)
                    break
        rest = [p for p in others if p.passage != first.passage]
        rest = [p for p in rest if first.form is Form.ROW or not self._is_told(p, first.text, query)]
        stating = next((p for p in rest[:_NEXT] if self._states_kind(p, first, query)), None)
        return [first, *(replace(p, adds=True) if p is stating else p for p in rest)]

    def _group_first(self, query: Query, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The pieces with, for a row that opens them, the sentence first that names the groups which are asked for.

        Of 「三个工作领域」 a row of tasks, each in a work area, states one.
        """
        first, *others = pieces
        row, question = first.passage, plain(query.standalone)
        if first.form is not Form.ROW or row is None:
            return list(pieces)
        keys = {i: row.cells[i][0] for i in self.key(row)}
        asked = {*columns_named(question, keys), *columns_of_kinds(question, keys)} if len(keys) > 1 else set()
        for column in asked:
            names = self._groups[row.document_id, row.header][column]
            if any(g in question for g in names):
                continue
            naming = (p for p in others if p.form is Form.SPAN and sum(g in plain(p.text) for g in names) >= GROUPS)
            sentence = next(naming, None)
            if sentence is not None:
                # Other rows state one each, too.
                table = (row.document_id, row.header)
                rest = [p for p in others if p is not sentence and not _is_row_of(p, table)]
                return [replace(sentence, probability=first.probability, adds=True), *rest]
        return list(pieces)

    def _states_kind(self, piece: Evidence, first: Evidence, query: Query) -> bool:
        """Whether a row has a column for the asked kind of thing (「哪个等级」) and the first piece no word of it."""
        row, question, spoken = piece.passage, plain(query.standalone), plain(first.text)
        is_row = row is not None and piece.form is Form.ROW and first.form is not Form.ROW
        if row is None or not is_row or WANTS_LIST.search(query.standalone):
            return False
        key = self.key(row)
        headers = {i: column for i, (column, _) in enumerate(row.cells) if i not in key}
        return bool(columns_of_kinds(question, headers)) and not any(k[:2] in spoken for k in kinds_asked(question))

    def _is_told(self, piece: Evidence, text: str, query: Query) -> bool:
        """Whether a piece is a row of which a text says what would be said."""
        if piece.form is not Form.ROW or piece.passage is None:
            return False
        said = self._said_of(piece.passage, query)
        return len(said & set(tokenize(text))) >= _SAME * len(said)

    def _said_of(self, row: Passage, query: Query) -> set[str]:
        """The terms of what a sentence says of a row: what it is called, and the cells that are asked for."""
        called = self._called.get((row.document_id, row.header), self.key(row))
        return set(tokenize(" ".join(row.cells[i][1] for i in (*called, *self._asked_of(row, query).cells))))

    def _asked_of(self, row: Passage, query: Query) -> Asked:
        key, question = self.key(row), plain(query.standalone)
        values = self._values.get((row.document_id, row.header), ())
        # 「…做了内容强化」 asks for the column of 内容强化 where this row says something else in it.
        named = {i: [v for v in held if v in question] for i, held in enumerate(values) if i not in key}
        valued = [i for i, called in named.items() if called and not any(v in plain(row.cells[i][1]) for v in called)]
        alike = self._alike.get((row.document_id, row.header), ())
        asked = asked_cells(row.cells, key, query, valued, alike)
        beside = self._matrix.get((row.document_id, row.header), ())
        return replace(asked, cells=tuple(sorted({*asked.cells, *beside}))) if set(asked.cells) & set(beside) else asked

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

    def table(self, rows: Sequence[Passage], query: Query) -> str:
        """Several rows of one table as Markdown, with the columns that are asked for."""
        key = self.key(rows[0])
        shown = sorted({*key, *(i for row in rows for i in asked_cells(row.cells, key, query).cells)})
        lines = [[column for i, (column, _) in enumerate(rows[0].cells) if i in shown]]
        lines.append(["---"] * len(lines[0]))
        lines.extend([value.replace("|", "/") for i, (_, value) in enumerate(row.cells) if i in shown] for row in rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


def _is_row_of(piece: Evidence, table: tuple[str, str]) -> bool:
    row = piece.passage
    return piece.form is Form.ROW and row is not None and (row.document_id, row.header) == table


def _terms_of_row(row: Passage, query: Query) -> set[str]:
    return set(tokenize(" ".join((row.header, query.standalone, *(x for cell in row.cells for x in cell)))))


def asked_cells(
    cells: Sequence[Cell], key: Sequence[int], query: Query, valued: Sequence[int] = (), alike: Sequence[int] = ()
) -> Asked:
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
    named += [i for i in valued if i in rest]
    # 「多少学分学时」 asks for two columns, of which one has another word before it.
    left = own - {t for i in named for t in tokenize(cells[i][0])}
    named += [i for i in rest if named and i not in named and i not in alike and share(cells[i][0], left) >= ASKED]
    named = named or [i for i in rest if i not in alike and share(cells[i][0], own) >= ASKED]
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
    asked = sorted({*asked, *amounts(cells, asked, rest, query.standalone)})
    keys = {i: cells[i][0] for i in key}
    asks_name = not asked and bool(columns_of_kinds(keyed, keys) or columns_named(keyed, keys))
    if asks_name and any(told.values()):
        # Where the row itself is asked for, the cell that says most of what it is asked by tells why.
        why = max(telling, key=lambda i: (len(told[i]), -i))
        given = "\0" in keyed or asks_to_confirm(query.text) or COMPARES.search(query.standalone)
        return Asked((why,), name=len(key) == 1 and not given)
    if asked and sum(len(cells[i][1]) for i in asked) <= WHOLE_CHARS:
        return Asked(tuple(asked))
    rest = asked or telling or rest
    if sum(len(cells[i][1]) for i in rest) <= WHOLE_CHARS:
        return Asked(tuple(rest))
    long = [i for i in rest if len(cells[i][1]) > _LONG_CELL_CHARS]
    kept = max(long, key=lambda i: (len(own & set(tokenize(cells[i][0]))), len(own & set(tokenize(cells[i][1])))))
    return Asked(tuple(i for i in rest if i not in long or i == kept))
