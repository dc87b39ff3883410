"""Where all facts arrive, from any thread, before they are durable."""

import queue
from typing import Any

from cart.clock import Clock
from cart.facts import Fact, TripEnded, TripStarted


class Inbox:
    """A queue that stamps facts with the time and the running trip's number (0 between trips)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: queue.SimpleQueue[Fact] = queue.SimpleQueue()
        self._ahead_s = 0.0
        self.trip = 0

    def post(self, kind: type[Fact], /, **fields: Any) -> Fact:
        """Stamps a fact of `kind` and queues it; returns it. Any thread.

        What is known of a certain trip names it in the field `trip`: it dies where that one is over.
        """
        fact = kind(**{"at": self.now(), "trip": self.trip, **fields})
        self._queue.put(fact)
        if isinstance(fact, TripEnded):
            self.trip = 0
        return fact

    def now(self) -> float:
        """The time that a fact posted now would carry."""
        return self._clock.now() + self._ahead_s

    def resume(self, trip: int, at: float) -> None:
        """Goes on with a trip whose last fact was at `at`: a clock begun anew (a reboot) never turns time back."""
        self.trip = trip
        self._ahead_s = max(0.0, at - self._clock.now())

    def begin(self, trip: int, /, **fields: Any) -> Fact:
        """Posts TripStarted with its number; facts posted from now on belong to it."""
        self.trip = trip
        return self.post(TripStarted, **fields)

    def take(self, timeout_s: float, most: int = 256) -> list[Fact]:
        """The waiting facts in order, at most `most`; waits up to `timeout_s` for the first, else []."""
        facts: list[Fact] = []
        try:
            facts.append(self._queue.get(block=timeout_s > 0, timeout=timeout_s or None))
            while len(facts) < most:
                facts.append(self._queue.get_nowait())
        except queue.Empty:
            return facts
        return facts
