"""Until when an answer must be there: a slow one ends with a word on it, and holds up nobody else."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from assistant.errors import TooSlowError

# Without a language model; an ordinary answer takes a tenth of a second.
ANSWER_LIMIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the clock of ``time.monotonic``, asked for before each stage."""

    ends_at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def check(self) -> None:
        """Go on, unless the time is over.

        Raises:
            TooSlowError: it is.
        """
        if time.monotonic() > self.ends_at:
            raise TooSlowError(
                "这个问题处理得太久，已经停止。请把问题写短一些，或稍后再试。"
                "This question took too long and was stopped. Please make it shorter, or try again later."
            )


NO_DEADLINE = Deadline(math.inf)
