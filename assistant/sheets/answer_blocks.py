"""The Markdown of an answer as blocks; what is neither list, table nor heading is running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.sheets.sheet import Block, Heading, Items, Paragraph, Table, Text, plain

# As on the page: an answer has no links or images of its own, and HTML stays visible as text.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 8})
    .enable("table")
    .disable(["link", "image", "autolink", "html_block", "html_inline", "reference", "code", "entity"])
)
# Its tables of rules are filled at first use, where a second thread would find them half full.
_MARKDOWN.parse("ready")
# Below the question's own headings.
_HEADING_LEVEL = 3


def answer_blocks(markdown: str) -> Iterator[Block]:
    """The blocks of an answer; marks such as [1] stay in the text."""
    tokens = _MARKDOWN.parse(markdown)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _end(tokens, position)
        inside = tokens[position : end + 1]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items = tuple(plain(t) for t in _inline(inside))
            yield Items(items, ordered=token.type == "ordered_list_open")
        elif token.type == "table_open":
            yield _table(inside)
        elif token.type == "heading_open":
            yield from (Heading(text, _HEADING_LEVEL) for text in _inline(inside))
        elif token.type == "fence":
            yield Paragraph(plain(token.content))
        else:
            yield from (Paragraph(plain(text)) for text in _inline(inside))
        position = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """The last token of the block that begins at ``start``."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth <= 0:
            return position
    return len(tokens) - 1


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of each paragraph, without emphasis."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(_text(child) for child in token.children or ())


def _text(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(_text(child) for child in token.children or ()))
    head, *body = rows
    made: tuple[tuple[Text, ...], ...] = tuple(tuple(map(plain, row)) for row in body)
    return Table(tuple(head), made)
