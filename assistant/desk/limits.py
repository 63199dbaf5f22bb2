"""How often a client may do something: at most so many times within the last so many seconds."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from dataclasses import dataclass

from assistant.desk.database import Database
from assistant.errors import TooManyError


@dataclass(frozen=True, slots=True)
class Throttle:
    """A sliding window, counted over all processes.

    A client is an address (of IPv6 its network of 64 bits, which one household or room has). A school behind one
    address counts as one client, so limits leave room for a class. Addresses are kept hashed, and only as long as
    they count.
    """

    database: Database
    kind: str
    limit: int
    window_s: float

    def take(self, address: str) -> None:
        """Count one; counted before what it allows is tried, so that many at once gain nothing.

        Raises:
            TooManyError: the client has used up its number; says after how many seconds to come back.
        """
        now, client = time.time(), client_key(address)
        with self.database.writing() as connection:
            connection.execute("DELETE FROM attempts WHERE kind = ? AND at <= ?", (self.kind, now - self.window_s))
            count, first = connection.execute(
                "SELECT count(*), min(at) FROM attempts WHERE kind = ? AND client = ?", (self.kind, client)
            ).fetchone()
            if count < self.limit:
                connection.execute("INSERT INTO attempts VALUES (?, ?, ?)", (self.kind, client, now))
                return
        wait_s = max(1, round(first + self.window_s - now))
        minutes = -(-wait_s // 60)
        raise TooManyError(
            f"次数太多，请约 {minutes} 分钟后再试。Too many attempts; please try again in about {minutes} min.", wait_s
        )

    def forget(self, address: str) -> None:
        """Let a client start anew."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM attempts WHERE kind = ? AND client = ?", (self.kind, client_key(address)))


def client_key(address: str) -> str:
    """A hash that stands for whoever has this address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        name = address
    else:
        name = str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))
    return hashlib.sha256(name.encode()).hexdigest()
