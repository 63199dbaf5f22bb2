"""Character-span precision and recall of the evidence (LegalBench-RAG, Pipitone and Alami 2024, arXiv:2408.10343).

    precision = |characters found ∩ gold| / |characters found|
    recall    = |characters found ∩ gold| / |gold characters|

Overlapping spans are merged first, so that no character counts twice. Unlike recall of whole passages this
compares splitters: a long chunk that holds the answer buys its recall with precision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in the text of a document."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Precision and recall in characters, each in [0, 1]."""

    precision: float
    recall: float


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as few disjoint spans, in order; empty spans vanish."""
    merged: list[Span] = []
    for span in sorted(s for s in spans if s.start < s.end):
        last = merged[-1] if merged else None
        if last is not None and last.document == span.document and span.start <= last.end:
            merged[-1] = Span(last.document, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def shared_chars(a: Iterable[Span], b: Iterable[Span]) -> int:
    """Number of characters that stand in both."""
    by_document: defaultdict[str, list[Span]] = defaultdict(list)
    for span in merge(b):
        by_document[span.document].append(span)
    return sum(
        max(0, min(x.end, y.end) - max(x.start, y.start)) for x in merge(a) for y in by_document.get(x.document, ())
    )


def score_spans(found: Iterable[Span], gold: Iterable[Span]) -> SpanScore | None:
    """Precision and recall of the spans of one question; None without gold, precision 0 where nothing was found."""
    found, gold = merge(found), merge(gold)
    wanted = sum(s.end - s.start for s in gold)
    if not wanted:
        return None
    taken = sum(s.end - s.start for s in found)
    shared = shared_chars(found, gold)
    return SpanScore(shared / taken if taken else 0.0, shared / wanted)
