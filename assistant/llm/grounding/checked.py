"""What verification says of each unit of a reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.llm.grounding.pieces import LineKind, Piece


class Fault(StrEnum):
    """Why a unit of a reply is not shown."""

    UNKNOWN_ID = "unknown_id"  # it cites only what does not exist
    NO_CITATION = "no_citation"  # it asserts something that nothing cited so far carries
    FIGURE = "figure"  # a number that does not stand in what it cites, or a sum that is wrong
    DATE = "date"
    CODE = "code"
    NAME = "name"
    UNRELATED = "unrelated"  # it has next to no word in common with what it cites
    CONTRADICTS = "contradicts"  # it says the opposite of a computed verdict or of its own figures
    REPEATS = "repeats"
    ALONE = "alone"  # it leads to what was dropped
    LEAKS = "leaks"  # instructions, roles, marks of a chat
    RUDE = "rude"
    LINK = "link"  # an address that stands in nothing cited
    MARKUP = "markup"  # HTML or an image
    CODE_BLOCK = "code_block"  # program text, or JSON around the reply
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Checked:
    """One verified unit: a sentence, a list item's sentence, a table row, a heading.

    Attributes:
        text: cleaned, its citations as ``[e1]``; without the marker of its line.
        bare: the same without any citation.
        cited: ids that carry it, as cited or found for it, in order.
        faults: empty where it may be shown.
        computed: figures of it that were recomputed from cited or given ones.
        piece: where it stands in the reply.
    """

    text: str
    bare: str
    cited: tuple[str, ...]
    faults: tuple[Fault, ...]
    computed: frozenset[str]
    piece: Piece

    @property
    def kept(self) -> bool:
        """Whether it may be shown."""
        return not self.faults


def joint(before: Checked | None, unit: Checked) -> str:
    """What stands between two kept units: nothing or a space in one line, else line ends and the line's marker.

    The marker comes with whatever unit of its line is kept first. Markdown needs an empty line before what
    follows a list or table, and before a table.
    """
    piece, last = unit.piece, before.piece if before else None
    if last is None:
        return piece.marker
    if last.line == piece.line:
        return " " if piece.spaced else ""
    apart = piece.after_blank or (last.kind is not piece.kind and LineKind.ROW in (last.kind, piece.kind))
    apart = apart or (last.kind is LineKind.ITEM and piece.kind is not LineKind.ITEM)
    return ("\n\n" if apart else "\n") + piece.marker


def reply_text(units: Iterable[Checked]) -> str:
    """The kept units as one Markdown text, citations as ``[e1]``."""
    kept = [u for u in units if u.kept]
    return "".join(joint(before, unit) + unit.text for before, unit in zip([None, *kept], kept, strict=False))
