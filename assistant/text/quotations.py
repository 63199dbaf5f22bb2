"""What stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

_MARKS = {"《": "》", "〈": "〉", "「": "」", "『": "』", "“": "”", '"': '"'}
TITLE_MARKS = ("《", "〈")


def quotations(text: str) -> Iterator[tuple[str, str]]:
    """The opening mark and the words of each quotation, in order; what stands within one is part of it."""
    at = 0
    while at < len(text):
        closing = _MARKS.get(text[at])
        end = text.find(closing, at + 1) if closing else -1
        if end < 0:
            at += 1
            continue
        if end > at + 1:
            yield text[at], text[at + 1 : end]
        at = end + 1
