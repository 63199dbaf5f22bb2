"""Blocks to the Markdown document that is kept, with the place of each piece in the original."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.corpus.original_places import PieceBody
from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.structure import clause_length

# The title stands again among so many blocks at most.
_OPENING = 6
_MARKS, _ITEM_MARKS = ("#", "|", ">", "<"), ("- ", "* ", "+ ")


def render(title: str, blocks: Sequence[Block]) -> tuple[str, tuple[PieceBody, ...]]:
    """A document with one heading of the first level, its title, and the places of its pieces."""
    parts: list[str] = [f"# {title}\n\n"]
    pieces: list[PieceBody] = []
    length = len(parts[0])

    def add(text: str, place: str, block: Block) -> None:
        nonlocal length
        pieces.append(PieceBody(start=length, place=place, page=block.page, boxes=block.boxes))
        parts.append(text)
        length += len(text)

    clause, last = "", None
    for block in _levelled(blocks, title):
        if last is not None and not (last is Kind.ITEM and block.kind is Kind.ITEM):
            parts.append("\n")
            length += 1
        last = block.kind
        if block.kind is Kind.HEADING:
            clause = block.text[: clause_length(block.text)]
            add(f"{'#' * block.level} {block.text}\n", block.place, block)
            continue
        if block.kind is Kind.TABLE:
            for text, piece in _table(block, clause):
                add(text, piece.place, piece)
            continue
        if number := clause_length(block.text):
            clause = "".join(block.text[:number].split())
        mark = "- " if block.kind is Kind.ITEM else ""
        text = block.text if mark else _unmarked(block.text)
        add(f"{mark}{text}\n", " · ".join(filter(None, (clause, block.place))), block)
    return "".join(parts), tuple(pieces)


def _levelled(blocks: Sequence[Block], title: str) -> Iterator[Block]:
    """Headings from the second level on, none of nothing; the title stands once, above."""
    headings = sorted({b.level for b in blocks if b.kind is Kind.HEADING})
    levels = {level: min(2 + n, 6) for n, level in enumerate(headings)}
    known = "".join(title.split())
    for number, block in enumerate(blocks):
        text = block.text.strip()
        bare = "".join(text.split())
        if block.kind is Kind.TABLE:
            yield block
        elif block.kind is Kind.HEADING and _heads(blocks, number):
            yield replace(block, text=text, level=levels[block.level])
        elif block.kind is Kind.HEADING:
            # A heading of nothing says something itself.
            yield replace(block, kind=Kind.TEXT, text=text)
        elif block.kind is Kind.TITLE:
            if bare not in known:
                yield replace(block, kind=Kind.HEADING, text=text, level=2)
        elif text and not (number < _OPENING and bare == known):
            # A clause stands for itself, not among short items that are read together.
            yield replace(block, kind=Kind.TEXT) if clause_length(block.text) else block


def _heads(blocks: Sequence[Block], position: int) -> bool:
    following = next((b for b in blocks[position + 1 :] if b.text or b.rows), None)
    return following is not None and (following.kind is not Kind.HEADING or following.level > blocks[position].level)


def _table(block: Block, clause: str) -> Iterator[tuple[str, Block]]:
    width = max((len(r.cells) for r in block.rows), default=0)
    for number, row in enumerate(block.rows):
        cells = [" ".join(c.replace("|", "｜").split()) for c in row.cells] + [""] * (width - len(row.cells))
        text = f"| {' | '.join(cells)} |\n"
        if number == 0:
            text += f"|{'---|' * width}\n"
        place = " · ".join(filter(None, (clause, row.place or block.place)))
        page = row.page or block.page
        yield text, Block(Kind.TABLE, place=place, page=page, boxes=row.boxes or (block.boxes if not number else ()))


def _unmarked(text: str) -> str:
    """A paragraph that no reader takes for a heading, item, table or tag."""
    return (text.lstrip("#|>-*+< ") or text) if text.startswith((*_MARKS, *_ITEM_MARKS)) else text
