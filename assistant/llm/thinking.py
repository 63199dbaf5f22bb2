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
        thought, closed, rest = start.partition(_CLOSE)
        # The blank lines that part the two belong to neither.
        said = start if not thought.startswith(_OPEN) else rest.lstrip() if closed else ""
        if not said or _OPEN.startswith(said):
            return ""
        self._answering = True
        return said
