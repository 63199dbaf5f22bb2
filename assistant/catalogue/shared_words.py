"""The words that a course and a requirement share, for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue.course_signals import NO_TRADE, content_words
from assistant.retrieval.tokenization import is_chinese, runs
from assistant.text.words import place_of_word

_EDGE = "的和与及等并能把对"


def shared_words(
    course: str, requirement: str, texts: Sequence[str] = (), trade: re.Pattern[str] = NO_TRADE
) -> tuple[str, ...]:
    """Longest shared pieces first; the trade's own words are left out.

    Args:
        course: name and content of a course.
        requirement: text of a requirement.
        texts: texts of the field. They tell where a word ends when a piece has an odd number of
            characters: of 「店铺运」 (from 店铺运维 and 店铺运营) only 「店铺」 stands elsewhere as well.
        trade: the trade's own words.
    """
    field = [content_words(t, trade) for t in texts]
    found = {_trim(piece, field) for piece in _pieces(content_words(course, trade), content_words(requirement, trade))}
    kept = [w for w in found if len(w) > 1 and not any(w != other and w in other for other in found)]
    return tuple(sorted(kept, key=lambda w: (-len(w), w)))


def _pieces(text: str, other: str) -> Iterator[str]:
    """Of each run of ``text`` the longest pieces that stand in ``other``, none overlapping another."""
    for _, run in runs(text):
        if not is_chinese(run):
            if place_of_word(run, other) >= 0:
                yield run
            continue
        spans = [(start, _reach(run, start, other)) for start in range(len(run))]
        taken: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
            if end - start > 1 and all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield run[start:end]


def _reach(run: str, start: int, other: str) -> int:
    end = start
    while end < len(run) and run[start : end + 1] in other:
        end += 1
    return end


def _trim(piece: str, field: Sequence[str]) -> str:
    if not is_chinese(piece):
        return piece
    piece = piece.strip(_EDGE)
    if len(piece) < 3 or len(piece) % 2 == 0:
        return piece
    whole, head, tail = (sum(t.count(w) for t in field) for w in (piece, piece[:-1], piece[1:]))
    if max(head, tail) <= whole:
        return piece
    return piece[:-1] if head >= tail else piece[1:]
