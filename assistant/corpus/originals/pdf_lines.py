"""Words of a PDF page to its lines in reading order: columns one after the other, what crosses them in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from assistant.corpus.characters import is_cjk, seen
from assistant.corpus.originals.blocks import Box
from assistant.corpus.originals.structure import is_number

# A gutter lies in the middle of the page, is this wide, and has so many lines at either side.
_MIDDLE, _GUTTER, _SIDE_LINES = (0.3, 0.7), 7.0, 4
# Of all lines so many may cross a gutter: titles, tables' captions, a summary above the columns.
_CROSSING = 0.5
# Of the lines of a column so many fill it; the cells of a table do not.
_FULL_LINES = 0.25
# So near to the gutter, in widths of the page, a column that is begun stands, and the one before it ends.
_NEAR = 0.06
# Between words of one line there is less white, in sizes of their letters; lines begin at one edge to so many points.
_SPACE, _SAME_EDGE = 0.5, 2.0


# A glyph whose character the file does not tell; at the beginning of a line it is the mark of an item.
UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with the region (left, right edge of its column) that it was set in."""

    words: tuple[Word, ...]
    page: int
    left: float
    right: float
    region: int = 0

    @property
    def text(self) -> str:
        joined = ""
        for before, word in zip((None, *self.words), self.words, strict=False):
            apart = before is not None and word.x0 - before.x1 > 0.15 * word.size
            wide = before is not None and word.x0 - before.x1 > 1.2 * word.size
            close = bool(joined) and is_cjk(joined[-1]) and is_cjk(word.text[0]) and not wide and not is_number(joined)
            joined += f" {word.text}" if apart and not close else word.text
        line = seen(joined).strip()
        mark = UNMAPPED.match(line)
        marked = f"• {line[mark.end() :]}" if mark and mark.end() < len(line) else line
        return " ".join(UNMAPPED.sub(" ", marked).split())

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        return max(w.bottom for w in self.words)

    @property
    def size(self) -> float:
        return float(median(w.size for w in self.words))

    @property
    def bold(self) -> bool:
        return all(w.bold for w in self.words)

    @property
    def box(self) -> Box:
        return (round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))


def page_words(page: Any) -> list[Word]:
    """The upright words of a page; turned ones are watermarks and labels of axes."""
    upright = page.filter(lambda o: o.get("object_type") != "char" or o.get("upright", True))
    found = upright.extract_words(
        x_tolerance_ratio=0.2, y_tolerance=2, keep_blank_chars=False, extra_attrs=["fontname", "size"]
    )
    return [
        Word(
            w["text"],
            float(w["x0"]),
            float(w["top"]),
            float(w["x1"]),
            float(w["bottom"]),
            float(w["size"]),
            any(s in w["fontname"].lower() for s in ("bold", "black", "heavy", "heiti", "simhei", "黑体")),
        )
        for w in found
        if w["text"].strip()
    ]


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand on one line, lines from top to bottom, words from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        if rows:
            last = rows[-1][-1]
            low, high = min(w.top for w in rows[-1]), max(w.bottom for w in rows[-1])
            if low < middle < high and abs(middle - (last.top + last.bottom) / 2) < 0.6 * max(word.size, last.size):
                rows[-1].append(word)
                continue
        rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def page_lines(
    words: Sequence[Word], page: int, width: float, elsewhere: tuple[float, float] | None = None
) -> list[TextLine]:
    """The lines of a page in reading order, its columns one after the other.

    Args:
        words: what stands on the page.
        page: its number.
        width: of the page.
        elsewhere: the columns of another page of the same document (``columns_of``).
    """
    if not words:
        return []
    gutter = _gutter(words, width)
    if gutter is None and elsewhere is not None and _is_set_like(words, *elsewhere):
        gutter = elsewhere[0]
    if gutter is None:
        return _region(words, page, 0)
    lines: list[TextLine] = []
    region = 0
    for crossing, band in _bands(words, gutter):
        sides = (
            [band] if crossing else [[w for w in band if w.x1 <= gutter + 2], [w for w in band if w.x1 > gutter + 2]]
        )
        for side in sides:
            if side:
                lines += _region(side, page, region)
                region += 1
    return lines


def columns_of(words: Sequence[Word], width: float) -> tuple[float, float] | None:
    """Where the two columns of a page part and where the second begins; None on a page of one column."""
    gutter = _gutter(words, width) if words else None
    return None if gutter is None else (gutter, min(row[0].x0 for row in _beside(words, gutter)[1]))


def _is_set_like(words: Sequence[Word], gutter: float, edge: float) -> bool:
    """Whether a page with too few lines to show columns has those of another page: they begin where that one's do."""
    left, right = _beside(words, gutter)
    begin = sum(abs(row[0].x0 - edge) < _SAME_EDGE for row in right)
    straight = all(row[0].x0 - edge < 3 * row[0].size for row in right)
    return bool(left and right) and straight and 2 * begin > len(right) and len(left) > len(rows_of(words)) / 2


def _beside(words: Sequence[Word], gutter: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The lines at the left and at the right of a gutter, without those that cross it."""
    apart = [row for row in rows_of(words) if not _crosses(row, gutter)]
    left = [r for row in apart if (r := [w for w in row if w.x1 <= gutter + 2])]
    return left, [r for row in apart if (r := [w for w in row if w.x1 > gutter + 2])]


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    """Whether a line goes on over a gutter: with a word, or with no more than a space between two words."""
    spaces = (b.x0 - a.x1 < _SPACE * min(a.size, b.size) for a, b in pairwise(row) if a.x1 <= gutter + 2 < b.x1)
    return any(w.x0 < gutter - 1 and w.x1 > gutter + 1 for w in row) or any(spaces)


def _region(words: Sequence[Word], page: int, region: int) -> list[TextLine]:
    rows = rows_of(words)
    left, right = min(r[0].x0 for r in rows), max(w.x1 for r in rows for w in r)
    return [TextLine(tuple(row), page, left, right, region) for row in rows]


def _gutter(words: Sequence[Word], width: float) -> float | None:
    """Where two columns part on a page, None on a page of one column."""
    rows = rows_of(words)
    best: tuple[int, float] | None = None
    for step in range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), 3):
        crossing = sum(any(w.x0 < step + _GUTTER / 2 and w.x1 > step - _GUTTER / 2 for w in row) for row in rows)
        if best is None or crossing < best[0]:
            best = (crossing, step)
    if best is None or best[0] > _CROSSING * len(rows):
        return None
    # The middle of all places that as few lines cross.
    same = [
        s
        for s in range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), 3)
        if sum(any(w.x0 < s + _GUTTER / 2 and w.x1 > s - _GUTTER / 2 for w in row) for row in rows) == best[0]
    ]
    gutter = float(median(same))
    left, right = _beside(words, gutter)
    if len(left) < _SIDE_LINES or not right or not _fills(left):
        return None
    whole = len(right) >= _SIDE_LINES and _fills(right)
    return gutter if whole or _is_begun(left, right, gutter, width) else None


def _is_begun(left: Sequence[Sequence[Word]], right: Sequence[Sequence[Word]], gutter: float, width: float) -> bool:
    """Whether few lines at the right begin a column: set like those of the left one, beside its upper lines."""
    edge = min(row[0].x0 for row in right)
    step = median(b[0].top - a[0].top for a, b in pairwise(left))
    reaches = gutter - max(row[-1].x1 for row in left) < _NEAR * width and edge - gutter < _NEAR * width
    straight = all(row[0].x0 - edge < 3 * row[0].size for row in right)
    close = all(b[0].top - a[0].top < 2 * step for a, b in pairwise(right))
    upper = right[-1][0].top < left[len(left) // 2][0].top
    return len(left) >= 2 * _SIDE_LINES and reaches and straight and close and upper


def _fills(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether enough lines fill their column from side to side without a hole, as those of a table do not."""
    left, right = min(r[0].x0 for r in rows), max(w.x1 for r in rows for w in r)

    def full(row: Sequence[Word]) -> bool:
        holes = [b.x0 - a.x1 for a, b in zip(row, row[1:], strict=False)]
        return row[-1].x1 - row[0].x0 >= 0.8 * (right - left) and max(holes, default=0.0) < 1.5 * row[0].size

    return right - left > 60 and sum(map(full, rows)) >= max(3, _FULL_LINES * len(rows))


def _bands(words: Sequence[Word], gutter: float) -> list[tuple[bool, list[Word]]]:
    """Runs from top to bottom: lines that cross the gutter, and what lies at both sides of it."""
    bands: list[tuple[bool, list[Word]]] = []
    for row in rows_of(words):
        crossing = _crosses(row, gutter)
        if bands and bands[-1][0] == crossing:
            bands[-1][1].extend(row)
        else:
            bands.append((crossing, list(row)))
    return bands
