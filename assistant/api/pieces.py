"""An answer in the pieces in which it is streamed."""

from __future__ import annotations

import re

# A piece ends after a sentence with its citation marks, or after a line; a mark is never cut.
_PIECE_END = re.compile(r"(?:[。！？；]|[.!?;](?=\s))[”」』）)]*(?:\s*\[\d+\])*\s*|\n+")


def split_pieces(markdown: str, max_pieces: int = 12) -> list[str]:
    """Cut an answer into at most ``max_pieces`` pieces that join to it exactly."""
    ends = [m.end() for m in _PIECE_END.finditer(markdown)]
    if not ends or ends[-1] < len(markdown):
        ends.append(len(markdown))
    step = -(-len(ends) // max_pieces)
    cuts = [0, *ends[step - 1 : -1 : step], ends[-1]]
    return [markdown[a:b] for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
