"""Who is answered now, who waits, and who is asked to come back: answering is the one thing that takes real time.

A few questions are worked on at once, so that none waits behind forty others for the interpreter. The rest stand in
line, first come first served, for some seconds at most; a longer line would only make everybody wait for answers that
they no longer want. Whoever cannot be taken learns so at once or within that time, and when to come back.
"""

from __future__ import annotations

import asyncio
import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import HTTPConnection

from assistant.desk.limits import client_key
from assistant.errors import AskingTooOftenError, BusyError

# More than cores: a question that takes seconds must not hold up all the quick ones.
ANSWERED_AT_ONCE = max(4, os.cpu_count() or 1)
WAITING_AT_ONCE = 64
PLACES_IN_LINE = 256
PATIENCE_S = 2.0
WINDOW_S = 60.0
_SHORTEST_RETRY_S, _LONGEST_RETRY_S = 2, 30
# Below what sums of floating-point seconds are off by, nobody needs to wait.
_ROUNDING_S = 1e-6
# Clients that have used up nothing any more are let go when so many are known.
_KNOWN_CLIENTS = 10_000
_SESSION_CHARS = 64
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks: an address, which a whole school may share, and the session of an open page, if it is one."""

    address: str
    session: str | None = None


def client_address(request: HTTPConnection) -> str:
    """Where a request comes from; a proxy's word for it counts only as far as uvicorn trusts the proxy."""
    return request.client.host if request.client else "unknown"


class Allowance:
    """At most ``limit`` in a burst, and as many in each ``window_s`` after it, for each client.

    A client's one number is the time at which its whole allowance is there again (the generic cell rate algorithm).
    """

    def __init__(self, limit: int, window_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._each_s = window_s / limit
        self._window_s = window_s
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def wait_s(self, client: str) -> float:
        """After how many seconds the client may ask; 0 for now."""
        now = self._clock()
        wait_s = max(self._full_at.get(client, now), now) + self._each_s - self._window_s - now
        return wait_s if wait_s > _ROUNDING_S else 0.0

    def take(self, client: str) -> None:
        """Count one."""
        now = self._clock()
        if len(self._full_at) >= _KNOWN_CLIENTS:
            self._full_at = {c: at for c, at in self._full_at.items() if at > now}
        self._full_at[client] = max(self._full_at.get(client, now), now) + self._each_s

    def give_back(self, client: str) -> None:
        """Uncount one."""
        if client in self._full_at:
            self._full_at[client] -= self._each_s


class Admission:
    """The line before the assistant; safe to use from several event loops and threads."""

    def __init__(
        self,
        per_session: int,
        per_address: int,
        *,
        at_once: int = ANSWERED_AT_ONCE,
        places: int = PLACES_IN_LINE,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._sessions = Allowance(per_session, WINDOW_S)
        self._addresses = Allowance(per_address, WINDOW_S)
        self._places = places
        self._patience_s = patience_s
        self._at_once = at_once
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="answer")
        self._lock = threading.Lock()
        self._free = at_once
        self._line: deque[asyncio.Future[None]] = deque()
        self._mean_s = 0.1

    async def run(self, work: Callable[[], _T], visitor: Visitor) -> _T:
        """Do the work in a thread when its turn comes; errors of the work are its own.

        Raises:
            BusyError: the line is too long, or no turn came within ``patience_s``.
            AskingTooOftenError: the visitor's session or address has used up its allowance.
        """
        counted = self._count(visitor)
        try:
            await self._turn()
        except BusyError:
            # It was not the visitor who asked too much.
            with self._lock:
                for allowance, client in counted:
                    allowance.give_back(client)
            raise
        try:
            done = self._workers.submit(self._timed, work)
        except BaseException:
            self._leave()
            raise
        # The thread gives up its place, also when nobody waits for the answer any more.
        done.add_done_callback(lambda _: self._leave())
        return await asyncio.wrap_future(done)

    def _count(self, visitor: Visitor) -> list[tuple[Allowance, str]]:
        address = client_key(visitor.address)
        counted = [(self._addresses, address)]
        if visitor.session is not None:
            # With its address, so that a session's name that somebody else made up takes nothing from it.
            counted.insert(0, (self._sessions, f"{address} {visitor.session[:_SESSION_CHARS]}"))
        with self._lock:
            wait_s = max(allowance.wait_s(client) for allowance, client in counted)
            if not wait_s:
                for allowance, client in counted:
                    allowance.take(client)
                return counted
        seconds = math.ceil(wait_s)
        raise AskingTooOftenError(
            f"提问太快了，请 {seconds} 秒后再问。Questions come too fast; please ask again in {seconds} s.", seconds
        )

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._line) >= self._places:
                raise self._busy()
            place: asyncio.Future[None] = loop.create_future()
            self._line.append(place)
        try:
            await asyncio.wait({place}, timeout=self._patience_s)
        except asyncio.CancelledError:
            if place.done():
                self._leave()
            self._withdraw(place)
            raise
        if not place.done():
            self._withdraw(place)
            with self._lock:
                raise self._busy()

    def _withdraw(self, place: asyncio.Future[None]) -> None:
        place.cancel()
        with self._lock:
            if place in self._line:
                self._line.remove(place)

    def _leave(self) -> None:
        """Give a place to the next in line, or back; called from whatever thread had it."""
        with self._lock:
            if not self._line:
                self._free += 1
                return
            place = self._line.popleft()
        try:
            place.get_loop().call_soon_threadsafe(self._call, place)
        except RuntimeError:  # its loop has ended, and with it whoever waited
            self._leave()

    def _call(self, place: asyncio.Future[None]) -> None:
        if place.done():
            self._leave()
        else:
            place.set_result(None)

    def _timed(self, work: Callable[[], _T]) -> _T:
        began = time.monotonic()
        try:
            return work()
        finally:
            # Read without a lock: a number that is a little old does as well.
            self._mean_s += 0.1 * (time.monotonic() - began - self._mean_s)

    def _busy(self) -> BusyError:
        estimate_s = len(self._line) * self._mean_s / self._at_once
        seconds = min(max(_SHORTEST_RETRY_S, round(estimate_s)), _LONGEST_RETRY_S)
        return BusyError(
            f"现在提问的人很多，请 {seconds} 秒后再问。"
            f"Many people are asking just now; please ask again in {seconds} s.",
            seconds,
        )
