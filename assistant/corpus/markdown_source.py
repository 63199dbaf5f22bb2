"""Markdown and HTML of any flavour to the plain Markdown that sections and passages are read from.

Headings, paragraphs, list items and pipe tables stay; marks, links' addresses, pictures, comments, scripts and
styles go. What a person would read is what is indexed, quoted and shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bs4 import BeautifulSoup, Comment, Tag
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.corpus.characters import join_lines

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# From so many head rows on they are one.
_MERGED = 2
_UNSHOWN = ("script", "style", "nav", "template", "noscript", "head")
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "br", "blockquote", "pre")
# The box of a task: 「[ ] Check your name」.
_TASK = re.compile(r"^\[[ xX]\]\s+")


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
                items.append(f"- {_TASK.sub('', text)}")
            elif before.type == "heading_open" and text:
                yield f"{before.markup if before.markup.startswith('#') else '#' * int(before.tag[1])} {text}"
            elif text:
                yield text
        elif token.type in ("fence", "code_block") and token.content.strip():
            # Marks of Markdown within code are shown to nobody.
            lines = (line.replace("**", "").strip() for line in token.content.splitlines())
            yield "\n".join(f"    {line}" for line in lines if line)
        elif token.type == "html_block":
            yield from (b for b in html_blocks(token.content) if b)
        position += 1


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
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            parts.append("\n")
    return join_lines("".join(parts).split("\n"))


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a pipe table, the first as its head; a bar within a cell becomes a full-width one."""
    width = max((len(r) for r in rows), default=0)
    if not width:
        return ""
    lines = ["| " + " | ".join(_cell(c) for c in [*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "｜").split())


def html_blocks(html: str) -> Iterator[str]:
    """Headings, paragraphs, items and tables of a piece of HTML, as plain Markdown."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in [*soup.find_all(_UNSHOWN), *soup.find_all(string=lambda s: isinstance(s, Comment))]:
        hidden.extract()
    for table in soup.find_all("table"):
        if isinstance(table, Tag) and table.parent is not None:
            table.replace_with(soup.new_string(f"\n\n{pipe_table(_html_rows(table))}\n\n"))
    for block in soup.find_all(_BLOCKS):
        if isinstance(block, Tag):
            lead = f"{'#' * int(block.name[1])} " if block.name[0] == "h" else "- " if block.name == "li" else ""
            block.insert(0, f"\n\n{lead}")
            block.append("\n\n")
    for paragraph in soup.get_text().split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines:
            yield "\n".join(lines) if lines[0].startswith("|") else join_lines(lines)


def _html_rows(table: Tag) -> list[list[str]]:
    """The cells of an HTML table, those with rowspan or colspan repeated in every place that they cover."""
    rows: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    heads = 0
    for number, row in enumerate(r for r in table.find_all("tr") if isinstance(r, Tag)):
        cells: list[str] = []
        for cell in (c for c in row.find_all(["td", "th"]) if isinstance(c, Tag)):
            while (number, len(cells)) in below:
                cells.append(below[number, len(cells)])
            text = " ".join(cell.get_text(" ").split())
            for _ in range(_span(cell, "colspan")):
                for down in range(1, _span(cell, "rowspan")):
                    below[number + down, len(cells)] = text
                cells.append(text)
        while (number, len(cells)) in below:
            cells.append(below[number, len(cells)])
        if cells:
            heads += bool(len(rows) == heads and row.find("th") and not row.find("td"))
            rows.append(cells)
    return _under_one_head(rows, heads)


def _under_one_head(rows: list[list[str]], heads: int) -> list[list[str]]:
    """The rows with their several head rows as one: 「Length (minutes) Piano」."""
    if heads < _MERGED or len(rows) <= heads:
        return rows
    width = max(map(len, rows[:heads]))
    columns = [dict.fromkeys(row[i] for row in rows[:heads] if i < len(row) and row[i]) for i in range(width)]
    return [[" ".join(names) for names in columns], *rows[heads:]]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    # A hostile table may claim to span a billion cells.
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() else 1
