"""What some models write before their answer, between ``<think>`` and ``</think>``."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class WithoutThinking:
    """Leaves out the thinking at the start of one reply that comes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._answering = False

    def read(self, piece: str) -> str:
        """What a piece adds to the answer; "" while that is not known."""
        if self._answering:
            return piece
        self._held += piece
        start = self._held.lstrip()
        if not start.startswith(_OPEN):
            if _OPEN.startswith(start):
                return ""
            return self._answer(self._held)
        _, closed, rest = start.partition(_CLOSE)
        if not closed:
            return ""
        # The blank lines that part the two belong to neither.
        rest = rest.lstrip()
        if not rest:
            self._held = f"{_OPEN}{_CLOSE}"
            return ""
        return self._answer(rest)

    def _answer(self, text: str) -> str:
        self._held, self._answering = "", True
        return text
