"""The server's door: deadlines for headers and bodies, and a bound on connections, so that nobody keeps others out.

A stranger's sockets that say nothing are let go, the oldest first, before anybody is turned away.
"""

import asyncio
import resource
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

SPARE = 64
"""File descriptors that are not for connections: databases, logs."""


@dataclass(frozen=True)
class Limits:
    """Seconds for a request's headers and for its body; after `idle_s` without a whole request a connection may be let
    go for another; `per_address` of one address, and `most` in all (never more than the system allows).
    """

    head_s: float = 10.0
    body_s: float = 30.0
    idle_s: float = 1.0
    per_address: int = 256
    most: int = 4096

    @property
    def in_all(self) -> int:
        """The bound on all connections."""
        return max(8, min(self.most, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE))


class Door(H11Protocol):
    """One connection, watched."""

    def __init__(self, limits: Limits, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._limits = limits
        self._since = self.loop.time()
        self._known: object = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client came."""
        super().connection_made(transport)
        self._look()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """It went."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    @property
    def waited_s(self) -> float:
        """Since when nothing whole has come that would be answered; 0 while it is."""
        under_way = self.cycle is not None and not self.cycle.response_complete
        if under_way and not self.cycle.more_body:
            self._since = self.loop.time()
        elif self._known is not self.cycle:
            self._known, self._since = self.cycle, self.loop.time()
        return self.loop.time() - self._since

    def on_response_complete(self) -> None:
        """The next request has its own time."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _look(self) -> None:
        under_way = self.cycle is not None and not self.cycle.response_complete
        allowed_s = self._limits.body_s if under_way else self._limits.head_s
        if self.waited_s > allowed_s:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(min(1.0, allowed_s / 4), self._look)

    def _make_room(self) -> None:
        doors = [one for one in self.connections if isinstance(one, Door) and one.client is not None]
        mine = [one for one in doors if one.client and self.client and one.client[0] == self.client[0]]
        for some, most in ((mine, self._limits.per_address), (doors, self._limits.in_all)):
            if len(some) > most:
                self._let_go(some)

    def _let_go(self, some: "list[Door]") -> None:
        """The one that has said nothing whole for longest; this one where all are being answered."""
        oldest = max(some, key=lambda one: one.waited_s)
        (oldest if oldest.waited_s >= self._limits.idle_s else self).transport.abort()
