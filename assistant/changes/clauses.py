"""A document's text as clauses: headings with their text, numbered clauses and items, paragraphs, table rows.

Whether a number stands in a heading, a list item or at the head of a paragraph depends on the program that wrote the
file; a clause is found by its number in each, and by its heading or paragraph where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.changes.labels import AROUND, Label, read_label
from assistant.corpus.characters import join_lines
from assistant.corpus.originals.days import dated
from assistant.text.plain_markdown import bullet_length, cell_spans, is_rule, read_heading, split_locator

# Columns that only count the rows, or say where they stand.
_SERIAL = frozenset({"序号", "编号", "定位", "no", "no.", "#", "nr", "locator", "s/n", "item no."})
# So short a line without an end names what follows, also where it is no heading of the file's.
_OF_A_HEADING, _MARKS = 30, "。！？；，、!?;,.：:"
_END = "。！？；!?;.：:"
# A line of this length before the first clause, ending no sentence, is the title or says which edition this is; so does
# a paragraph with a day in it: who issued it, when, and from when on it holds.
_OF_THE_TITLE, _OF_THE_IMPRINT = 60, 160
# That a text is sent out says nothing of what it states.
_ISSUING = ("印发", "颁布", "公布", "发布")


@dataclass(frozen=True, slots=True)
class Clause:
    """A unit that is compared: ``document.text[start:end]`` is where it stands.

    ``label``: its number, or that of the clause it belongs to, or its heading; ``text``: what it says without the
    number. ``parent``: the position of the clause around it. ``cells``: (column, value) of a table's row.
    """

    label: str
    text: str
    start: int
    end: int
    parent: int | None = None
    cells: tuple[tuple[str, str], ...] = ()
    heads: bool = False
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading, item, paragraph or table in the order of the text; ``level`` of a heading, else 0."""

    text: str
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[str, int, int], ...] = ()


@dataclass
class _Open:
    """A clause that goes on: whatever comes without a number of its own belongs to it."""

    kind: str
    label: str
    position: int
    level: int
    inline: bool


@dataclass
class _Reading:
    clauses: list[Clause] = field(default_factory=list)
    around: list[_Open] = field(default_factory=list)


def split_clauses_of(text: str) -> list[Clause]:
    """The clauses of a plain Markdown text, in order."""
    reading = _Reading()
    blocks = list(_blocks(text))
    title = next((b for b in blocks if b.level == 1), None)
    begins = (b is not title and (b.level or b.rows or _numbered(b)) for b in blocks)
    # Of a text without headings and numbers every line is one of its own.
    first = next((i for i, does in enumerate(begins) if does), 0)
    for number, block in enumerate(blocks[_letter(blocks, title) :], _letter(blocks, title)):
        # The title says which edition this is, as often as it is repeated; that is no change of a clause.
        is_title = title is not None and block.level > 0 and block.text == title.text
        if is_title or (number < first and _is_of_the_edition(block)):
            continue
        if block.rows:
            _read_table(reading, block)
        else:
            _read_block(reading, block)
    return reading.clauses


def _letter(blocks: Sequence[_Block], title: _Block | None) -> int:
    """How many blocks are the letter that issues the text, up to the next heading; its heading quotes the title."""
    quoted = f"《{title.text}》" if title is not None else ""
    named = (i for i, b in enumerate(blocks) if b is not title and b.level and quoted in b.text and not _numbered(b))
    letter = next(named, None) if quoted else None
    if letter is None:
        return 0
    return next((i for i in range(letter + 1, len(blocks)) if blocks[i].level), 0)


def _numbered(block: _Block) -> bool:
    return read_label(block.text, heads=block.level > 0)[0] is not None


def _is_of_the_edition(block: _Block) -> bool:
    if block.rows:
        return False
    unfinished = len(block.text) <= _OF_THE_TITLE and block.text[-1] not in _END
    of_issue = any(w in block.text for w in _ISSUING) or any(d.day for d in dated(block.text))
    return unfinished or (len(block.text) <= _OF_THE_IMPRINT and of_issue)


def _read_block(reading: _Reading, block: _Block) -> None:
    title, locator = split_locator(block.text) if block.level else (block.text, "")
    short = not block.level and len(title) <= _OF_A_HEADING and title[-1] not in _MARKS
    label, rest = read_label(title, heads=block.level > 0 or short)
    if locator and label is None:
        label, _ = read_label(locator, heads=True)
        label, rest = replace(label, text=locator) if label else None, title
    if label is not None:
        _close(reading.around, label, block.level)
        _open(reading, label.kind, _full(reading.around, label), rest, block, bare=short)
    elif block.level:
        reading.around[:] = [o for o in reading.around if not o.inline and o.level < block.level]
        _open(reading, "heading", locator or title, title, block)
    else:
        _go_on(reading, block)


def _close(around: list[_Open], label: Label, level: int) -> None:
    """Leave the clauses that a new number ends: its like and all within it."""
    kinds = [o.kind for o in around]
    if label.kind in kinds:
        del around[kinds.index(label.kind) :]
    elif label.kind in AROUND:
        outer = AROUND[: AROUND.index(label.kind)]
        around[:] = [o for o in around if o.kind in outer]
    elif level:
        around[:] = [o for o in around if not o.inline and o.level < level]


def _full(around: Sequence[_Open], label: Label) -> str:
    """A label that names its place: an item's follows that of its clause."""
    clause = next((o.label for o in reversed(around) if o.kind not in AROUND), "")
    return label.text if label.alone and label.kind != "number" or not clause else f"{clause}{label.text}"


def _open(reading: _Reading, kind: str, label: str, text: str, block: _Block, *, bare: bool = False) -> None:
    parent = reading.around[-1].position if reading.around else None
    reading.around.append(_Open(kind, label, len(reading.clauses), block.level, not block.level))
    reading.clauses.append(Clause(label, text, block.start, block.end, parent, heads=block.level > 0 or bare))


def _go_on(reading: _Reading, block: _Block) -> None:
    """A paragraph or item without a number: part of the clause begun before it, or a unit of its own beside it."""
    around = reading.around[-1] if reading.around else None
    last = reading.clauses[-1] if reading.clauses else None
    follows = around is not None and around.position == len(reading.clauses) - 1 and not bullet_length(block.text)
    # The first text under a heading, and all text of a clause whose number stands in its own line.
    if follows and around is not None and last is not None and (last.heads or around.inline):
        joined = f"{last.text}\n{block.text}" if last.heads and last.text else join_lines([last.text, block.text])
        reading.clauses[-1] = replace(last, text=joined, end=block.end, heads=False)
        return
    label = around.label if around else ""
    text = block.text[bullet_length(block.text) :]
    reading.clauses.append(Clause(label, text, block.start, block.end, around.position if around else None))


def _read_table(reading: _Reading, block: _Block) -> None:
    """A table's head as one unit, each row as another under the value by which rows are told apart."""
    around = reading.around[-1] if reading.around else None
    rows = [_cells(line) for line, _, _ in block.rows]
    columns = rows[0]
    shown = [i for i, c in enumerate(columns) if c.strip().casefold() not in _SERIAL]
    caption = ""
    last = reading.clauses[-1] if reading.clauses else None
    if last is not None and not last.cells and not last.is_table and _is_caption(last.text):
        caption = last.text.rsplit("\n", 1)[-1]
        lead = last.text[: -len(caption)].strip()
        if lead or last.heads or (around is not None and around.position == len(reading.clauses) - 1):
            reading.clauses[-1] = replace(last, text=lead)
        else:
            reading.clauses.pop()
    label = caption or (around.label if around else "")
    parent = around.position if around else None
    head = len(reading.clauses)
    named = " | ".join(columns[i] for i in shown)
    _, start, end = block.rows[0]
    reading.clauses.append(
        Clause(label, f"{caption}\n{named}" if caption else named, start, end, parent, is_table=True)
    )
    keys = _keys(rows[1:], shown)
    for (_, start, end), cells, key in zip(block.rows[1:], rows[1:], keys, strict=True):
        pairs = tuple((columns[i], cells[i] if i < len(cells) else "") for i in shown)
        text = "；".join(f"{column}：{value}" for column, value in pairs if value)
        reading.clauses.append(Clause(f"{label} {key}".strip(), text, start, end, head, pairs))


def _is_caption(text: str) -> bool:
    last = text.rsplit("\n", 1)[-1]
    return 0 < len(last) <= _OF_THE_TITLE and last[-1] not in _END and last[-1] != "，"


def _keys(rows: Sequence[Sequence[str]], shown: Sequence[int]) -> list[str]:
    """What tells each row from the others: the first column, with those after it until all differ."""
    found: list[str] = []
    for width in range(1, len(shown) + 1):
        found = [" ".join(filter(None, (r[i] for i in shown[:width] if i < len(r)))) for r in rows]
        if len(set(found)) == len(found):
            return found
    return [" ".join(filter(None, (r[i] for i in shown[:1] if i < len(r)))) for r in rows]


def _cells(line: str) -> list[str]:
    return [line[a:b] for a, b in cell_spans(line, 0, len(line))]


def _blocks(text: str) -> Iterator[_Block]:
    """Headings, items, paragraphs and tables; a paragraph is cut where a line begins another clause."""
    held: list[tuple[str, int, int]] = []
    for line, start, end in _lines(text):
        stripped = line.strip()
        level, title = read_heading(stripped)
        is_row = stripped.startswith("|")
        within_table = bool(held) and held[0][0].startswith("|")
        begins = bullet_length(stripped) > 0 or read_label(stripped, heads=False)[0] is not None
        if held and (not stripped or level or is_row != within_table or (begins and not within_table)):
            yield from _held(held)
            held = []
        if level:
            yield _Block(title, start, end, level)
        elif stripped:
            held.append((stripped, start, end))
    yield from _held(held)


def _held(lines: Sequence[tuple[str, int, int]]) -> Iterator[_Block]:
    if not lines:
        return
    start, end = lines[0][1], lines[-1][2]
    if lines[0][0].startswith("|"):
        rows = tuple(x for x in lines if not is_rule(x[0]))
        if rows:
            yield _Block("", start, end, rows=rows)
        return
    text = join_lines(x for x, _, _ in lines)
    words = text[bullet_length(text) :]
    if read_label(words, heads=False)[0] is not None:
        # 「- 第七条 …」: the mark of a list before a number of the text's own says nothing.
        text = words
    yield _Block(text, start, end)


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield line, position, position + len(line.rstrip())
        position += len(line)
