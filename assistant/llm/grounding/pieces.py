"""A streamed reply cut into sentences, list items and table rows, whatever pieces it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.llm.grounding.figure_words import split_words
from assistant.llm.grounding.marks import citation_end

# A sentence of more signs than this is none; what follows in its line is dropped with it.
MAX_PIECE = 1_200
# So many spaces at most stand between a sentence and its citation.
_LOOKAHEAD = 8
_OPENERS = "（(「『《“【["
_CLOSERS = "）)」』》”】]"
_ENDS = "。！？!?…"
_AFTER = _CLOSERS + _ENDS + "\"'’*~"
# A bracket that stays open for longer than this was never meant to close.
_MAX_BRACKET = 300
_ABBREVIATIONS = frozenset(split_words("p|mrs|pp|dr|fig|st|art|sec|ms|vs|inc|etc|e.g|cf|mr|i.e|co|approx|no|ltd|nos"))
_SPACES = " \t\u3000"


class LineKind(StrEnum):
    """What a line of the reply is in Markdown."""

    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"
    RULE = "rule"
    FENCE = "fence"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, an item's sentence or a row, as written.

    Attributes:
        text: without the mark of its item.
        kind: of its line.
        line: number of its line, from 0; empty lines do not count.
        marker: what its line begins with: ``- ``, ``1. ``, ``## ``.
        first: whether it begins its line.
        spaced: whether a space stands before it in its line.
        after_blank: whether an empty line stands before its line.
        cut: whether it was cut off, being too long.
    """

    text: str
    kind: LineKind
    line: int
    marker: str = ""
    first: bool = True
    spaced: bool = False
    after_blank: bool = False
    cut: bool = False


class Cutter:
    """Cuts a text into pieces; which ones never depends on how the text arrives."""

    def __init__(self) -> None:
        self._rest = ""  # of the current line
        self._at = 0  # scanned so far in it
        self._open = 0  # brackets
        self._line = 0
        self._blank = False
        self._lead: tuple[LineKind, str] | None = None  # of the current line, once its first piece was cut
        self._dropping = False
        self._spaced = False

    def feed(self, text: str) -> Iterator[Piece]:
        """The pieces that are complete by now."""
        start = 0
        while start < len(text):
            end = text.find("\n", start)
            stop = len(text) if end < 0 else end
            # Never more than a piece at once, so that a line without end costs no more than its length.
            for at in range(start, stop, MAX_PIECE):
                if not self._dropping:
                    self._rest += text[at : min(at + MAX_PIECE, stop)]
                    yield from self._cut(final=False)
            if end < 0:
                return
            yield from self._end_line()
            start = end + 1

    def close(self) -> Iterator[Piece]:
        """The last piece."""
        yield from self._end_line()

    def _end_line(self) -> Iterator[Piece]:
        if not self._dropping:
            yield from self._cut(final=True)
            if self._rest.strip():
                yield from self._piece(len(self._rest))
        if self._lead is None and not self._dropping:
            self._blank = True
        else:
            self._line += 1
            self._blank = False
        self._rest, self._at, self._open, self._lead, self._dropping, self._spaced = "", 0, 0, None, False, False

    def _cut(self, *, final: bool) -> Iterator[Piece]:
        while True:
            end = self._next_end(final=final)
            if end is None:
                return
            if self._whole_line() and end < MAX_PIECE:
                self._at = end
                continue
            too_long = end >= MAX_PIECE
            yield from self._piece(min(end, MAX_PIECE), cut=too_long)
            if too_long:
                self._dropping, self._rest = True, ""
                return

    def _whole_line(self) -> bool:
        kind = self._lead[0] if self._lead else line_kind(self._rest)[0]
        return kind in (LineKind.ROW, LineKind.FENCE, LineKind.HEADING)

    def _piece(self, end: int, *, cut: bool = False) -> Iterator[Piece]:
        text, self._rest = self._rest[:end], self._rest[end:]
        first = self._lead is None
        if self._lead is None:
            kind, marker, length = line_kind(text)
            self._lead = (kind, marker)
            text = text[length:]
        kind, marker = self._lead
        spaced = self._spaced
        self._spaced = self._rest[:1] in _SPACES and self._rest != ""
        self._rest = self._rest.lstrip(_SPACES)
        self._at = self._open = 0
        if text.strip() or first:
            yield Piece(text.strip(), kind, self._line, marker, first, spaced, self._blank, cut)

    def _next_end(self, *, final: bool) -> int | None:
        """Where the next piece ends in the line so far; None while that cannot be said."""
        text = self._rest
        while self._at < len(text):
            at = self._at
            if at >= MAX_PIECE:
                return MAX_PIECE
            c = text[at]
            if c in _OPENERS:
                self._open += 1
            elif c in _CLOSERS:
                self._open = max(0, self._open - 1)
            elif c in _ENDS or c == ".":
                end = self._end_from(at, final=final)
                if end is None:
                    return None
                if end:
                    self._at = end
                    return end
            self._at += 1
        return None

    def _end_from(self, at: int, *, final: bool) -> int | None:
        """The end of the sentence whose mark stands at a place; 0 where none ends, None while it cannot be said."""
        text = self._rest
        end, open_ = at + 1, self._open if at < _MAX_BRACKET else 0
        while end < len(text):
            c = text[end]
            if c == "[" and text[at] == "!" and end == at + 1:
                return 0  # an image
            after = end
            while after < len(text) and text[after] in _SPACES and after - end <= _LOOKAHEAD:
                after += 1
            if after - end > _LOOKAHEAD:
                break
            if after == len(text) and not final:
                return None
            if after > end or c in "[【(（〔":
                cited = citation_end(text, after)
                if cited > 0:
                    end = cited
                    continue
                if cited < 0 and not final:
                    return None
                break
            if c not in _AFTER:
                break
            if c == "!" and (text[end + 1 :] or final):
                if text.startswith("[", end + 1):
                    break
            elif c == "!":
                return None
            open_ -= c in _CLOSERS
            end += 1
        if end >= len(text) and not final:
            return None
        if open_ > 0 or (text[at] == "." and not _is_stop(text, at, end)):
            return 0
        if text[at] == "…" and end < len(text) and text[end] not in _SPACES:
            return 0
        return end


def _is_stop(text: str, at: int, end: int) -> bool:
    """Whether a full stop ends an English sentence: not in 1.3, alibaba.com, e.g. or "No. 154"."""
    if end < len(text) and text[end] not in _SPACES and end == at + 1:
        return False
    start = at
    while start > 0 and (text[start - 1].isascii() and text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    word = text[start:at].lower()
    if word in _ABBREVIATIONS or not text[:at].strip(_SPACES + "0123456789.-*#"):
        return False
    following = text[end:].lstrip(_SPACES)[:1]
    return not (following.isascii() and following.islower())


def line_kind(line: str) -> tuple[LineKind, str, int]:
    """What a line is, its marker as it should be shown, and how many signs of it are marker."""
    bare = line.lstrip(_SPACES)
    indent = len(line) - len(bare)
    if bare.startswith(("```", "~~~")):
        return LineKind.FENCE, "", indent
    if bare.startswith("|"):
        return LineKind.ROW, "", indent
    if len(bare) > 2 and not bare.strip("-*_ "):
        return LineKind.RULE, "", len(line)
    hashes = len(bare) - len(bare.lstrip("#"))
    if 0 < hashes <= 6 and bare[hashes : hashes + 1] in (" ", ""):
        return LineKind.HEADING, "#" * hashes + " ", indent + hashes + 1
    if bare[:1] in ("-", "*", "+", "•", "·") and bare[1:2] in (" ", "\t", "\u3000"):
        return LineKind.ITEM, " " * min(indent, 8) + "- ", indent + 2
    if bare[:1] in ("•", "●", "▪"):
        return LineKind.ITEM, " " * min(indent, 8) + "- ", indent + 1
    if bare.startswith("> "):
        return LineKind.PROSE, "> ", indent + 2
    digits = len(bare) - len(bare.lstrip("0123456789"))
    if 0 < digits <= 3 and bare[digits : digits + 1] in (".", ")", "、", "）", "．"):
        spaced = bare[digits + 1 : digits + 2] in (" ", "\t", "\u3000")
        # 「1、…」 and 「1）…」 need no space behind them; 「1.3 …」 is no item.
        if spaced or (bare[digits] in "、）．" and bare[digits + 1 :]):
            return LineKind.ITEM, " " * min(indent, 8) + bare[:digits] + ". ", indent + digits + 1 + spaced
    return LineKind.PROSE, "", indent
