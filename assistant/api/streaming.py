"""A turn's steps from the thread that answers it to the connection that shows them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from assistant.api.admission import Admission, Visitor
from assistant.types import Piece, Replacement, Step, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant


async def stream_steps(assistant: Assistant, turn: Turn, admission: Admission, visitor: Visitor) -> AsyncIterator[Step]:
    """The steps of an answer as they come, its ``Answer`` last.

    Whoever stops listening stops the language model too.

    Raises:
        AdmissionError, ZhengtuError: as ``Admission.run`` and ``Assistant.stream``; before the first step where
            nothing was shown yet.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Step | None] = asyncio.Queue()
    left = threading.Event()

    def work() -> None:
        try:
            for step in assistant.stream(turn, left.is_set):
                loop.call_soon_threadsafe(queue.put_nowait, step)
        finally:
            loop.call_soon_threadsafe(queue.put_nowait, None)

    running = asyncio.ensure_future(admission.run(work, visitor))
    # Where no turn comes, the work that ends the queue never starts.
    running.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (step := await queue.get()) is not None:
            yield step
        await running
    finally:
        left.set()


class Shown:
    """What a reader has seen of an answer, step by step."""

    def __init__(self) -> None:
        self.text = ""

    def take(self, step: Step) -> str:
        """Take in a step and give what is new of the text; of a replacement all."""
        if isinstance(step, Piece):
            self.text += step.text
            return step.text
        if isinstance(step, Replacement):
            self.text = step.text
            return step.text
        new = step.answer[len(self.text) :]
        self.text = step.answer
        return new
