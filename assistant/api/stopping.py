"""That the server is about to end, told to whatever would otherwise go on."""

from __future__ import annotations

from collections.abc import Callable


class Stopping:
    """Begins once, in the event loop, before connections are waited for."""

    def __init__(self) -> None:
        self._begun = False
        self._acts: list[Callable[[], None]] = []

    @property
    def begun(self) -> bool:
        """Whether streams that take longer than a moment should end themselves."""
        return self._begun

    def when_begun(self, act: Callable[[], None]) -> None:
        """Call this when the stop begins."""
        self._acts.append(act)

    def begin(self) -> None:
        """Tell everybody; more than once does no more."""
        if self._begun:
            return
        self._begun = True
        for act in self._acts:
            act()
