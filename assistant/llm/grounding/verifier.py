"""Holds a language model's reply to the evidence while it streams.

What comes is cut into units (sentences, items, rows). Each is held to the lines that it cites: every figure, name
and verdict must stand there, with the person, or follow by arithmetic that is recomputed here. A unit is given out
as soon as it is decided, in the order of the reply; what only leads to others (「三块：」, a heading, 「不行。」)
waits until one of these is kept.

    text -> Cutter -> Piece -> Sentence -> Checker -> Checked
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.llm.grounding.checked import Checked, Fault
from assistant.llm.grounding.checks import Checker, may_count
from assistant.llm.grounding.conduct import Conduct
from assistant.llm.grounding.grounds import Line, Names
from assistant.llm.grounding.marks import read_marks
from assistant.llm.grounding.outlet import Entry, Outlet, checked_of
from assistant.llm.grounding.pieces import Cutter, LineKind, Piece
from assistant.llm.grounding.sentence import Earlier, Sentence
from assistant.llm.grounding.uncited import announces, carrier_of, stands_alone
from assistant.llm.grounding.wording import is_verdict

DEFAULT_MAX_CHARS = 6_000
# Fences around a whole reply are dropped, those around programs with their content.
_TEXT_FENCES = ("", "markdown", "md", "text", "txt", "plaintext")
_MAX_HEADING = 24


class StreamVerifier:
    """Verifies one reply; ``feed`` what comes, then ``close``.

    Args:
        lines: what the model was shown.
        question, said_by_person: the person's own words, now and earlier.
        today: the day of asking, ISO; a sentence may name it that speaks of now.
        names: the lexicon: names found in a text.
        max_chars: of the reply; what goes beyond is cut.
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
        self.done = False
        self._checker = Checker(lines, f"{question}\n{said_by_person}", names, today)
        self._conduct = Conduct(self._checker, prompt)
        self._left = max_chars
        self._cutter = Cutter()
        self._fenced = False
        self._outlet = Outlet()
        self._block = 0
        self._opens_block = True
        self._last: Piece | None = None
        self._earlier = Earlier()
        self._kept_in: dict[int, int] = {}  # block: its kept items or rows

    def feed(self, piece: str) -> Iterator[Checked]:
        """The units that are decided by now, kept or not."""
        if self.done:
            return
        over = len(piece) > self._left
        piece = piece[: self._left]
        self._left -= len(piece)
        for cut in self._cutter.feed(piece):
            yield from self._take(cut)
        if over:
            yield from self._finish(cut=True)

    def close(self) -> Iterator[Checked]:
        """The rest, once no more comes."""
        if not self.done:
            yield from self._finish(cut=False)

    def _finish(self, *, cut: bool) -> Iterator[Checked]:
        self.done = True
        for piece in self._cutter.close():
            yield from self._take(piece, cut=cut)
        self._end_block()
        self._block += 2
        for entry in self._outlet.waiting:
            if entry.checked is None:
                self._settle(entry)
        yield from self._outlet.released(self._block, final=True)

    def _take(self, piece: Piece, *, cut: bool = False) -> Iterator[Checked]:
        if piece.kind is LineKind.FENCE:
            self._fenced = not self._fenced and piece.text.strip("`~ ").lower() not in _TEXT_FENCES
            return
        if piece.kind is LineKind.RULE:
            return
        self._enter_block(piece)
        sentence = Sentence(piece, read_marks(piece.text, self._checker.lines))
        entry = Entry(sentence, self._block, sentence.marked.cited)
        faults = self._conduct.faults(sentence)
        if self._fenced:
            faults = (*faults, Fault.CODE_BLOCK)
        if cut or piece.cut:
            faults = (*faults, Fault.TOO_LONG)
        if faults:
            entry.checked = checked_of(entry, faults)
        elif sentence.marked.bare.strip(" *_|-:") or piece.kind is LineKind.ROW:
            self._decide(entry)
        elif not sentence.marked.cited:
            return
        else:
            entry.checked = checked_of(entry, (Fault.ALONE,))
        self._outlet.waiting.append(entry)
        yield from self._outlet.released(self._block)

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

    def _end_block(self) -> None:
        """Decide what waited for the end of the block: items cited at its end, and counts of its items."""
        block_ids = tuple(dict.fromkeys(i for e in self._outlet.waiting if e.block == self._block for i in e.ids))
        for entry in self._outlet.waiting:
            if entry.checked is None and (entry.block < self._block or not entry.held_for_list):
                self._settle(entry, block_ids, self._kept_in.get(self._block, 0))

    # Decisions

    def _decide(self, entry: Entry) -> None:
        """Decide a unit, or leave it for the end of its block."""
        sentence = entry.sentence
        entry.leads = sentence.leads or (not entry.ids and self._is_heading(entry))
        if not entry.ids:
            self._decide_uncited(entry)
            return
        outcome = self._checker.check(sentence, entry.ids, self._earlier)
        if entry.leads and outcome.missing and outcome.faults == (Fault.FIGURE,):
            # What follows may count them.
            entry.held_for_list = True
            return
        self._conclude(entry, outcome.faults, outcome.computed)

    def _decide_uncited(self, entry: Entry) -> None:
        sentence, checker = entry.sentence, self._checker
        recent = self._earlier.cited[::-1]
        if sentence.piece.kind is LineKind.ROW and not sentence.text.strip("|-: "):
            # The line below a table's head.
            entry.leads = True
            self._conclude(entry, ())
            return
        if not entry.leads and not is_verdict(sentence.text) and stands_alone(checker, sentence, self._earlier):
            self._conclude(entry, ())
            return
        if is_verdict(sentence.text) or (entry.leads and announces(checker, sentence)):
            entry.leads = True
            if checker.only_figures_of(sentence, recent):
                self._conclude(entry, ())
            else:
                entry.held_for_list = True
            return
        entry.leads = False
        self._try_carriers(entry, recent)

    def _try_carriers(self, entry: Entry, ids: Sequence[str]) -> None:
        found = carrier_of(self._checker, entry.sentence, ids, self._earlier)
        if found is not None:
            entry.ids = (found,)
            self._conclude(entry, (), self._checker.check(entry.sentence, entry.ids, self._earlier).computed)

    def _settle(self, entry: Entry, block_ids: tuple[str, ...] = (), items: int = 0) -> None:
        """Decide a unit for good, with what its block, or the block that it announces, cites and counts."""
        sentence = entry.sentence
        if not entry.leads:
            self._try_carriers(entry, block_ids[::-1])
            if entry.checked is None:
                alone = self._checker.check(sentence, (), self._earlier)
                self._conclude(entry, (Fault.NO_CITATION, *alone.faults))
            return
        outcome = self._checker.check(sentence, tuple(dict.fromkeys((*entry.ids, *block_ids))), self._earlier)
        counted = bool(outcome.missing) and all(
            may_count(f, sentence.text) and f.value == items for f in outcome.missing
        )
        allowed = (Fault.UNRELATED, *((Fault.FIGURE,) if counted and all(s.right for s in sentence.sums) else ()))
        self._conclude(entry, tuple(f for f in outcome.faults if f not in allowed), outcome.computed)

    def _conclude(self, entry: Entry, faults: tuple[Fault, ...], computed: frozenset[str] = frozenset()) -> None:
        if faults and entry.sentence.marked.unknown and not entry.sentence.marked.cited:
            faults = (Fault.UNKNOWN_ID, *faults)
        if not faults and not entry.leads and self._conduct.repeats(entry.sentence):
            faults = (Fault.REPEATS,)
        entry.checked = checked_of(entry, faults, computed)
        if faults:
            return
        if not entry.leads:
            first = entry.sentence.piece.first
            self._kept_in[entry.block] = self._kept_in.get(entry.block, 0) + first
        self._earlier.add(entry.sentence, entry.ids, computed)

    def _is_heading(self, entry: Entry) -> bool:
        """A table's first row, or a short line of its own without an end: 「**实习**」."""
        piece = entry.sentence.piece
        if piece.kind is LineKind.ROW:
            return self._opens_block
        text = entry.sentence.marked.bare
        whole = piece.kind is LineKind.PROSE and piece.first
        return whole and len(text) <= _MAX_HEADING and text[-1:] not in "。.！!？?；;" and not entry.sentence.figures
