"""Streaming cuts an answer without changing it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.api.pieces import split_pieces

TEXT = st.text(alphabet="答ab1。！.!;\n |[]<>*”", max_size=200)


@given(TEXT, st.integers(1, 15))
def test_pieces_join_to_the_text(text: str, max_pieces: int) -> None:
    pieces = split_pieces(text, max_pieces)
    assert "".join(pieces) == text
    assert len(pieces) <= max_pieces
    assert all(pieces)


def test_a_mark_stays_with_its_sentence() -> None:
    pieces = split_pieces("至少4名。[1][2]学时为72。[3]")
    assert pieces == ["至少4名。[1][2]", "学时为72。[3]"]
    assert not any(re.match(r"\[\d", p) for p in pieces)
