"""A sheet as Markdown (CommonMark with tables): readable as it stands, and in any editor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.sheets.sheet import Block, Heading, Items, Notice, Paragraph, Sheet, Table, Text, clean, source_line
from assistant.types import Citation

# Characters that would start markup; a | would end a cell.
_MARKUP = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|~"})
# What makes a heading, list or rule of a line only where it begins one.
_LINE_START = re.compile(r"^(\s*)(?:(\d{0,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[+-](?:\s|$)|[=-]+\s*$))")


def markdown(sheet: Sheet) -> bytes:
    """The sheet in UTF-8; text from outside is escaped and stays text."""
    words = sheet.words
    parts = [f"# {_escaped(sheet.title)}"]
    parts.append("\n".join(f"- {_escaped(name)}{words.colon}{_escaped(value)}" for name, value in sheet.head))
    parts += [p for b in sheet.blocks for p in _block(b)]
    if sheet.citations:
        parts.append(f"## {words.sources}")
        parts += [_source(c) for c in sheet.citations]
    parts.append(f"---\n\n{words.made_by}")
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * (block.level + 1)} {_escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield _line(block.text)
    elif isinstance(block, Items):
        marker = [f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1)]
        yield "\n".join(f"{m} {_line(i)}" for m, i in zip(marker, block.items, strict=True))
    elif isinstance(block, Notice):
        yield f"> **{_escaped(block.label)}** {_line(block.text)}"
    elif isinstance(block, Table):
        rows = [[_escaped(h) for h in block.head], ["---"] * len(block.head)]
        rows += [[_line(cell) for cell in row] for row in block.rows]
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _line(text: Text) -> str:
    return "".join(_escaped(p.text) + "".join(f"[{n}]" for n in p.marks) for p in text)


def _source(citation: Citation) -> str:
    return f"[{citation.n}] {_escaped(source_line(citation))}\n\n> {_escaped(citation.quote)}"


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\2\\", clean(text).translate(_MARKUP))
