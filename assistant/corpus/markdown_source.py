"""Markdown and HTML of any flavour to the plain Markdown that sections and passages are read from.

Headings, paragraphs, list items and pipe tables stay; marks, links' addresses, pictures, comments, scripts and
styles go. What a person would read is what is indexed, quoted and shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.corpus.characters import join_lines, lines_apart
from assistant.corpus.originals.blocks import Kind
from assistant.corpus.originals.html_blocks import html_blocks

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# The box of a task: 「[ ] Check your name」.
_TASKS = ("[ ] ", "[x] ", "[X] ")


def to_plain_markdown(text: str) -> str:
    """The text with nothing but headings (``#``), paragraphs, items (``- ``), code lines (indented) and pipe tables.

    Fenced code never becomes a heading; a table without outer pipes and an HTML table become pipe tables, cells that
    span several rows or columns repeated in each.
    """
    return "\n\n".join(_blocks(_PARSER.parse(text))) + "\n"


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    position, depth = 0, 0
    items: list[str] = []
    while position < len(tokens):
        token = tokens[position]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if not depth and items:
                yield "\n".join(items)
                items = []
        elif token.type == "table_open":
            end = _closing(tokens, position)
            yield pipe_table(_rows(tokens[position:end]))
            position = end
        elif token.type == "inline":
            text = inline_text(token)
            before = tokens[position - 1]
            if depth and text:
                items.append(f"- {_without_box(text)}")
            elif before.type == "heading_open" and text:
                yield f"{before.markup if before.markup.startswith('#') else '#' * int(before.tag[1])} {text}"
            elif text:
                yield from lines_apart(_shown(token))
        elif token.type in ("fence", "code_block") and token.content.strip():
            # Marks of Markdown within code are shown to nobody.
            lines = (line.replace("**", "").strip() for line in token.content.splitlines())
            yield "\n".join(f"    {line}" for line in lines if line)
        elif token.type == "html_block":
            end = next((i for i in range(position, len(tokens)) if tokens[i].type != "html_block"), len(tokens))
            yield from _html(tokens[position:end])
            position = end - 1
        position += 1


def _without_box(text: str) -> str:
    return next((text.removeprefix(box).lstrip() for box in _TASKS if text.startswith(box)), text)


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The position of the token that closes the one at ``start``."""
    name = tokens[start].type.replace("_open", "_close")
    return next(i for i in range(start, len(tokens)) if tokens[i].type == name)


def _rows(tokens: Iterable[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(inline_text(token))
    return rows


def inline_text(token: Token) -> str:
    """The words of a run of inline Markdown: no marks, no pictures, links by their words."""
    return join_lines(_shown(token).split("\n"))


def _shown(token: Token) -> str:
    parts: list[str] = []
    struck = 0
    for child in token.children or ():
        struck += (child.type == "s_open") - (child.type == "s_close")
        if struck:
            # It stands there only to show that it no longer holds.
            continue
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a pipe table, the first as its head; a bar within a cell becomes a full-width one."""
    width = max((len(r) for r in rows), default=0)
    if not width:
        return ""
    lines = ["| " + " | ".join(_cell(c) for c in [*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "｜").split())


def _html(pieces: Iterable[Token]) -> Iterator[str]:
    """HTML that stands within Markdown: a table with blank lines in it comes in several pieces."""
    items: list[str] = []
    for block in html_blocks("".join(p.content for p in pieces)):
        if block.kind is Kind.ITEM:
            items.append(f"- {block.text}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        if block.kind is Kind.TABLE:
            yield pipe_table([row.cells for row in block.rows])
        else:
            level = 1 if block.kind is Kind.TITLE else block.level
            yield f"{'#' * level} {block.text}" if level else block.text
    if items:
        yield "\n".join(items)
