"""Holds a language model's reply to the evidence while it streams.

What comes is cut into units (sentences, items, rows). Each is held to the lines that it cites: every figure, name
and verdict must stand there, with the person, or follow by arithmetic that is recomputed here. A unit is given out
as soon as it is decided, in the order of the reply; what only leads to others (「三块：」, a heading, 「不行。」)
waits until one of these is kept.

    text -> ThoughtFilter -> Cutter -> Piece -> Sentence -> Checker -> Checked
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from assistant.llm.grounding.checked import Checked, Fault, joint
from assistant.llm.grounding.checks import Checker, Outcome, Sentence, may_count
from assistant.llm.grounding.conduct import Conduct
from assistant.llm.grounding.figures import Kind
from assistant.llm.grounding.grounds import Line, Names
from assistant.llm.grounding.marks import read_marks
from assistant.llm.grounding.pieces import Cutter, LineKind, Piece, ThoughtFilter
from assistant.llm.grounding.statements import reply_text, to_statements
from assistant.llm.grounding.uncited import carriers_of, is_short, says_again, stands_alone

DEFAULT_MAX_CHARS = 6_000
# Fences around a whole reply are dropped, those around programs with their content.
_TEXT_FENCES = ("", "markdown", "md", "text", "txt", "plaintext")
_MAX_HEADING = 24
# What leads to others waits for so many units at most.
_MAX_AHEAD = 40
# An item whose list is cited elsewhere shares at least so many of its words with what is cited.
_ITEM_SHARE = 0.5


@dataclass(slots=True)
class _Entry:
    """A unit on its way out. ``block``: a paragraph's line, a list, a table."""

    sentence: Sentence
    block: int
    ids: tuple[str, ...]
    checked: Checked | None = None
    leads: bool = False
    held_for_list: bool = False


class StreamVerifier:
    """Verifies one reply; ``feed`` what comes, then ``close``.

    Args:
        lines: what the model was shown.
        question, said_by_person: the person's own words, now and earlier.
        today: the day of asking, ISO; a sentence may name it that speaks of now.
        names: the lexicon: names found in a text.
        max_chars: of the reply, thoughts not counted; what goes beyond is cut.
        prompt: the system prompt, so that a reply which repeats it is known.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        question: str,
        said_by_person: str = "",
        today: str = "",
        names: Names = lambda _: (),
        max_chars: int = DEFAULT_MAX_CHARS,
        prompt: str = "",
    ) -> None:
        self.need: str | None = None
        self.done = False
        self._checker = Checker(lines, f"{question}\n{said_by_person}", names, today)
        self._conduct = Conduct(self._checker, prompt)
        self._left = max_chars
        self._thoughts = ThoughtFilter()
        self._cutter = Cutter()
        self._fenced = False
        self._waiting: deque[_Entry] = deque()
        self._block = 0
        self._opens_block = True
        self._last: Piece | None = None
        self._lead_ids: tuple[str, ...] = ()  # of what announced the current list or table
        self._cited: list[str] = []  # by kept units, in order
        self._verified: set[Fraction] = set()
        self._kept_in: dict[int, int] = {}  # block: its kept items or rows

    def feed(self, piece: str) -> Iterator[Checked]:
        """The units that are decided by now, kept or not."""
        if not self.done:
            yield from self._pass(self._thoughts.feed(piece))

    def close(self) -> Iterator[Checked]:
        """The rest, once no more comes."""
        if not self.done:
            yield from self._pass(self._thoughts.close())
        if not self.done:
            yield from self._finish(cut=False)

    def _pass(self, text: str) -> Iterator[Checked]:
        over = len(text) > self._left
        text = text[: self._left]
        self._left -= len(text)
        for piece in self._cutter.feed(text):
            yield from self._take(piece)
        if over:
            yield from self._finish(cut=True)

    def _finish(self, *, cut: bool) -> Iterator[Checked]:
        self.done = True
        for piece in self._cutter.close():
            yield from self._take(piece, cut=cut)
        self._end_block()
        self._block += 2
        for entry in self._waiting:
            self._settle(entry)
        yield from self._released(final=True)

    def _take(self, piece: Piece, *, cut: bool = False) -> Iterator[Checked]:
        if piece.kind is LineKind.NEED:
            asked = piece.text.replace("：", ":").partition(":")[2].strip(" *_`")
            self.need = "\n".join(filter(None, (self.need, asked)))
            return
        if piece.kind is LineKind.FENCE:
            self._fenced = not self._fenced and piece.text.strip("`~ ").lower() not in _TEXT_FENCES
            return
        if piece.kind is LineKind.RULE:
            return
        self._enter_block(piece)
        sentence = Sentence(piece, read_marks(piece.text, self._checker.lines))
        entry = _Entry(sentence, self._block, sentence.marked.cited)
        faults = self._conduct.faults(sentence)
        if self._fenced:
            faults = (*faults, Fault.CODE_BLOCK)
        if cut or piece.cut:
            faults = (*faults, Fault.TOO_LONG)
        if faults:
            entry.checked = self._checked(entry, faults)
        elif sentence.marked.bare.strip(" *_|-:") or piece.kind is LineKind.ROW:
            self._decide(entry)
        elif not sentence.marked.cited:
            return
        else:
            entry.checked = self._checked(entry, (Fault.ALONE,))
        self._waiting.append(entry)
        yield from self._released()

    # Blocks

    def _enter_block(self, piece: Piece) -> None:
        last, self._last = self._last, piece
        self._opens_block = True
        if last is None:
            return
        if piece.line == last.line or (piece.kind is last.kind and piece.kind in (LineKind.ITEM, LineKind.ROW)):
            self._opens_block = False
            return
        self._end_block()
        self._block += 1
        leader = self._waiting[-1] if self._waiting else None
        announced = leader is not None and leader.leads and leader.block == self._block - 1
        self._lead_ids = leader.ids if leader and announced else ()

    def _end_block(self) -> None:
        """Decide what waited for the end of the block: items cited at its end, and counts of its items."""
        block_ids = tuple(dict.fromkeys(i for e in self._waiting if e.block == self._block for i in e.ids))
        for entry in self._waiting:
            if entry.checked is None and (entry.block < self._block or not entry.held_for_list):
                self._settle(entry, block_ids, self._kept_in.get(self._block, 0))

    # Decisions

    def _decide(self, entry: _Entry) -> None:
        """Decide a unit, or leave it for the end of its block."""
        sentence = entry.sentence
        entry.leads = sentence.leads or (not entry.ids and self._is_heading(entry))
        if not entry.ids:
            self._decide_uncited(entry)
            return
        outcome = self._checker.check(sentence, entry.ids, self._verified)
        in_list = sentence.piece.kind in (LineKind.ITEM, LineKind.ROW)
        if outcome.faults and in_list and self._lead_ids:
            ids = tuple(dict.fromkeys((*entry.ids, *self._lead_ids)))
            wider = self._checker.check(sentence, ids, self._verified)
            if not wider.faults:
                outcome, entry.ids = wider, ids
        if outcome.faults and entry.leads and _may_all_count(sentence, outcome):
            entry.held_for_list = True
            return
        self._conclude(entry, outcome.faults, outcome.computed)

    def _decide_uncited(self, entry: _Entry) -> None:
        sentence, checker = entry.sentence, self._checker
        recent = self._cited[::-1]
        if sentence.piece.kind is LineKind.ROW and not sentence.text.strip("|-: "):
            # The line below a table's head.
            entry.leads = True
            self._conclude(entry, ())
            return
        if not entry.leads and stands_alone(checker, sentence, recent):
            self._conclude(entry, ())
            return
        if entry.leads or (is_short(sentence) and sentence.piece.kind is LineKind.PROSE):
            entry.leads = True
            if checker.only_figures_of(sentence, recent, tuple(checker.lines)):
                self._conclude(entry, ())
            else:
                entry.held_for_list = True
            return
        if says_again(checker, sentence, recent):
            self._conclude(entry, ())
            return
        in_list = sentence.piece.kind in (LineKind.ITEM, LineKind.ROW)
        if in_list and self._lead_ids:
            outcome = checker.check(sentence, self._lead_ids, self._verified)
            if not outcome.faults:
                entry.ids = self._lead_ids
                self._conclude(entry, (), outcome.computed)
                return
        self._try_carriers(entry, recent)

    def _try_carriers(self, entry: _Entry, ids: Sequence[str], share: float | None = None) -> bool:
        found = (
            carriers_of(self._checker, entry.sentence, ids, self._verified)
            if share is None
            else carriers_of(self._checker, entry.sentence, ids, self._verified, share=share)
        )
        if found is None:
            return False
        entry.ids = found
        self._conclude(entry, (), self._checker.check(entry.sentence, found, self._verified).computed)
        return True

    def _settle(self, entry: _Entry, block_ids: tuple[str, ...] = (), items: int = 0) -> None:
        """Decide a unit for good, with what its block, or the block that it announces, cites and counts."""
        if entry.checked is not None:
            return
        sentence = entry.sentence
        if entry.leads:
            ids = tuple(dict.fromkeys((*entry.ids, *block_ids)))
            outcome = self._checker.check(sentence, ids, self._verified)
            missing = tuple(f for f in outcome.missing if not (may_count(f, sentence.text) and f.value == items))
            counted = (Fault.FIGURE,) if not missing and all(s.right for s in sentence.sums) else ()
            faults = tuple(f for f in outcome.faults if f is not Fault.UNRELATED and f not in counted)
            self._conclude(entry, faults, outcome.computed)
            return
        listed = sentence.piece.kind in (LineKind.ITEM, LineKind.ROW)
        if block_ids and self._try_carriers(entry, block_ids[::-1], _ITEM_SHARE if listed else None):
            return
        alone = self._checker.check(sentence, (), self._verified)
        self._conclude(entry, (Fault.NO_CITATION, *alone.faults))

    def _conclude(self, entry: _Entry, faults: tuple[Fault, ...], computed: frozenset[str] = frozenset()) -> None:
        if faults and entry.sentence.marked.unknown and not entry.sentence.marked.cited:
            faults = (Fault.UNKNOWN_ID, *faults)
        if not faults and not entry.leads and self._conduct.repeats(entry.sentence):
            faults = (Fault.REPEATS,)
        entry.checked = self._checked(entry, faults, computed)
        if faults:
            return
        if not entry.leads:
            first = entry.sentence.piece.first
            self._kept_in[entry.block] = self._kept_in.get(entry.block, 0) + first
        self._cited = [i for i in self._cited if i not in entry.ids] + list(entry.ids)
        self._verified.update(f.value for f in entry.sentence.figures if f.kind is Kind.NUMBER)

    def _is_heading(self, entry: _Entry) -> bool:
        """A table's first row, or a short line of its own without an end: 「**实习**」."""
        piece = entry.sentence.piece
        if piece.kind is LineKind.ROW:
            return self._opens_block
        text = entry.sentence.marked.bare
        whole = piece.kind is LineKind.PROSE and piece.first
        return whole and len(text) <= _MAX_HEADING and text[-1:] not in "。.！!？?；;" and not entry.sentence.figures

    @staticmethod
    def _checked(entry: _Entry, faults: tuple[Fault, ...], computed: frozenset[str] = frozenset()) -> Checked:
        piece, marked = entry.sentence.piece, entry.sentence.marked
        return Checked(
            *(marked.text, marked.bare, entry.ids, faults, computed),
            *(piece.kind, piece.line, piece.marker, piece.spaced, piece.after_blank),
        )

    # The way out

    def _released(self, *, final: bool = False) -> Iterator[Checked]:
        while self._waiting:
            entry = self._waiting[0]
            if entry.checked is None:
                return
            if entry.leads and entry.checked.kept:
                followed = self._is_followed(final=final)
                if followed is None:
                    return
                if not followed:
                    entry.checked = self._checked(entry, (Fault.ALONE,))
            self._waiting.popleft()
            yield entry.checked

    def _is_followed(self, *, final: bool) -> bool | None:
        """Whether something is kept of what the first waiting unit leads to; None while that is open."""
        entries = iter(self._waiting)
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
        open_ = not final and len(self._waiting) <= _MAX_AHEAD and (bool(heading) or self._block <= limit)
        return None if open_ else False


def _may_all_count(sentence: Sentence, outcome: Outcome) -> bool:
    """Whether nothing holds against a unit but figures that may count the items which follow."""
    missing = outcome.missing
    counts = bool(missing) and all(may_count(f, sentence.text) for f in missing)
    return counts and set(outcome.faults) <= {Fault.FIGURE}


__all__ = ["Checked", "Fault", "Line", "StreamVerifier", "joint", "reply_text", "to_statements"]
