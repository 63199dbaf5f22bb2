"""Markdown of any flavour and plain text in any usual encoding, by way of the plain Markdown of ``corpus``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from assistant.corpus.characters import seen
from assistant.corpus.encodings import decoded
from assistant.corpus.loaders import split_front_matter
from assistant.corpus.markdown_source import to_plain_markdown
from assistant.corpus.originals.blocks import Block, Kind, Reading, Row
from assistant.corpus.plain_source import to_markdown

_LEVELS = 6
_STATED = {
    "title": ("title",),
    "publisher": ("publisher", "author", "organization"),
    "issued": ("issued", "date", "published"),
    "effective": ("effective",),
    "number": ("number",),
    "edition": ("edition", "version"),
}


def read_text(path: Path) -> Reading:
    """Read plain text."""
    return Reading(tuple(markdown_blocks(to_markdown(_words_of(path)))))


def read_markdown(path: Path) -> Reading:
    """Read Markdown; of front matter what it states of the document."""
    block, text = split_front_matter(_words_of(path))
    return Reading(tuple(markdown_blocks(to_plain_markdown(text))), _front_matter(block) if block else {})


def _words_of(path: Path) -> str:
    # The format was told by reading it as a text.
    return seen(decoded(path.read_bytes()) or "")


def _front_matter(block: str) -> dict[str, str]:
    try:
        data = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        # Another tool's; the document is read without it.
        return {}
    if not isinstance(data, dict):
        return {}
    return {k: next((str(data[n]) for n in names if data.get(n)), "") for k, names in _STATED.items()}


def markdown_blocks(text: str) -> Iterator[Block]:
    """The blocks of plain Markdown."""
    for part in text.split("\n\n"):
        lines = [line for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        marks, apart, words = lines[0].partition(" ")
        if apart and words and set(marks) == {"#"} and len(marks) <= _LEVELS:
            yield Block(Kind.TITLE, words) if len(marks) == 1 else Block(Kind.HEADING, words, len(marks))
            lines = lines[1:]
        if lines and lines[0].startswith("|"):
            said = (line.strip("| ").split(" | ") for line in lines if set(line) - set("|-: "))
            rows = [Row(tuple(c.strip() for c in cells)) for cells in said]
            yield Block(Kind.TABLE, rows=tuple(rows))
        else:
            for line in lines:
                item = line.startswith("- ")
                yield Block(Kind.ITEM if item else Kind.TEXT, line.removeprefix("- ").strip())
