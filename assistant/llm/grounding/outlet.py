"""The units of a reply on their way out: in order, and none that leads to nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.llm.grounding.checked import Checked, Fault
from assistant.llm.grounding.pieces import LineKind
from assistant.llm.grounding.sentence import Sentence

# What leads to others waits for so many units at most.
_MAX_AHEAD = 40


@dataclass(slots=True)
class Entry:
    """A unit that waits.

    Attributes:
        sentence: the unit, read.
        block: number of its paragraph's line, list or table.
        ids: the lines that carry it, as cited or found.
        checked: what was decided; None before.
        leads: whether it says nothing without what follows: a heading, a lead-in, a bare verdict.
        held_for_list: whether the block that it announces decides.
    """

    sentence: Sentence
    block: int
    ids: tuple[str, ...]
    checked: Checked | None = None
    leads: bool = False
    held_for_list: bool = False


def checked_of(entry: Entry, faults: tuple[Fault, ...], computed: frozenset[str] = frozenset()) -> Checked:
    """The unit with what was decided."""
    marked = entry.sentence.marked
    return Checked(marked.text, marked.bare, entry.ids, faults, computed, entry.sentence.piece)


class Outlet:
    """A queue whose first unit goes once it is decided and, if it leads to others, one of these is kept."""

    def __init__(self) -> None:
        self.waiting: deque[Entry] = deque()

    def released(self, block: int, *, final: bool = False) -> Iterator[Checked]:
        """The units that can go, of a reply that has come to ``block``."""
        while self.waiting:
            entry = self.waiting[0]
            if entry.checked is None:
                return
            if entry.leads and entry.checked.kept:
                followed = self._is_followed(block, final=final)
                if followed is None:
                    return
                if not followed:
                    entry.checked = checked_of(entry, (Fault.ALONE,))
            self.waiting.popleft()
            yield entry.checked

    def _is_followed(self, block: int, *, final: bool) -> bool | None:
        """Whether something is kept of what the first waiting unit leads to; None while that is open."""
        entries = iter(self.waiting)
        entry = next(entries)
        heading = entry.sentence.piece.marker if entry.sentence.piece.kind is LineKind.HEADING else ""
        limit = entry.block + 1
        for other in islice(entries, _MAX_AHEAD):
            if other.checked is None:
                return None
            other_piece = other.sentence.piece
            if heading and other_piece.kind is LineKind.HEADING and len(other_piece.marker) <= len(heading):
                return False
            if not heading and other.block > limit:
                return False
            if not other.checked.kept:
                continue
            if not other.leads:
                return True
            limit = max(limit, other.block + 1)
        open_ = not final and len(self.waiting) <= _MAX_AHEAD and (bool(heading) or block <= limit)
        return None if open_ else False
