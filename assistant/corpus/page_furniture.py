"""What pages add to a text: their numbers, running heads, and the dotted lines of contents."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from assistant.corpus.columns import is_figure
from assistant.text.list_marks import item_length

_PAGE = re.compile(
    r"^(?:[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d+\s*页.*|(?:.{0,60}\s)?(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|\d+\s*\|\s*p\s*a\s*g\s*e.*)$",
    re.I,
)
_PAGE_DIGITS, _DOTS = 4, 5
_CONTENTS = ("目录", "目次", "目錄", "contents", "tableofcontents")
# No line that ends so is a running head.
_END = "。！？；!?;.:：”」』）)"
# A line repeated so often, and no longer than this, heads or ends each page.
_REPEATS, _HEAD_CHARS = 3, 60
# Page numbers go up, by one or, where a page has none, by a few, with running text between them; most of them do.
_PAGE_STEP, _PAGE_TEXT, _COUNTING = 3, 0.6, 0.7
# Of a text with blank lines between all its lines so many stand alone, and so many are broken by the page's edge.
_ALONE, _BROKEN, _NEAR_EDGE = 0.85, 0.4, 0.85
# So many of the long lines with another right below them end no sentence where pages broke them.
_OPEN = 0.2


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers, running heads and dotted contents; a head stays where it stands first."""
    counts = Counter(line for line in lines if line and len(line) <= _HEAD_CHARS)
    pages = _bare_page_numbers(lines)
    kept: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        alone = (number == 0 or not lines[number - 1]) or (number + 1 == len(lines) or not lines[number + 1])
        runs = (
            counts[line] >= _REPEATS
            and alone
            and line[-1:] not in _END
            and not item_length(line)
            and not is_figure(line)
        )
        page = number in pages or (_PAGE.match(line) and alone)
        if line and (is_of_contents(line) or page or (runs and line in seen)):
            continue
        seen.add(line)
        kept.append(line)
    return kept


def _bare_page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The places of lone numbers that count pages; cells of a table that was laid out line by line do not."""
    places = [i for i, line in enumerate(lines) if line.isdecimal() and len(line) <= _PAGE_DIGITS]
    figures = [int(lines[i]) for i in places]
    long = _PAGE_TEXT * full_length(lines)
    pages = [
        0 <= b - a <= _PAGE_STEP and any(len(line) >= long for line in lines[i:j])
        for (a, b), (i, j) in zip(pairwise(figures), pairwise(places), strict=True)
    ]
    return frozenset(places) if len(figures) == 1 or sum(pages) >= _COUNTING * len(pages) else frozenset()


def full_length(lines: Sequence[str]) -> float:
    """From this length on a line is broken by the edge of the page, not by its end."""
    lengths = [len(line) for line in lines if line]
    return 0.9 * quantiles(lengths, n=10, method="inclusive")[8] if len(lengths) > 1 else 0.0


def broken_length(lines: Sequence[str]) -> float:
    """From this length on a line is broken by the edge of the page, not by its end; inf where none is.

    Of 56 texts of other schools, of packs and of sources the share of long lines that end no sentence, with another
    right below them, is .3 to 1 where pages had broken them, and 0 where a line is a paragraph.
    """
    full = full_length(lines)
    long = [a for a, b in pairwise(lines) if a and b and "\t" not in a + b and len(a) >= _NEAR_EDGE * full]
    return full if long and sum(a[-1] not in _END for a in long) >= _OPEN * len(long) else math.inf


def closed_up(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones between them, that say nothing where each line of a page has one behind it."""
    filled = [i for i, line in enumerate(lines) if line]
    alone = sum(i + 1 == len(lines) or not lines[i + 1] for i in filled)
    edge = _NEAR_EDGE * full_length(lines)
    broken = sum(len(lines[i]) >= edge and lines[i][-1] not in _END for i in filled)
    if alone < _ALONE * len(filled) or broken < _BROKEN * len(filled):
        return list(lines)
    return [line for i, line in enumerate(lines) if line or (i and not lines[i - 1])]


def names_contents(line: str) -> bool:
    """Whether a line stands over a table of contents: 「目　录」."""
    return "".join(line.split()).casefold() in _CONTENTS


def is_of_contents(line: str) -> bool:
    """Whether a line ends in the dots before a page's number."""
    before = line.rstrip("0123456789").rstrip()
    return len(before) - len(before.rstrip(".．·…")) >= _DOTS
