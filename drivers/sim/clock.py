"""Time that a test drives, and how simulated devices wait for their next conversion or frame."""

import threading
from datetime import datetime, timedelta
from typing import Protocol

from cart.clock import Clock

START = "2026-03-02T10:00"


class DrivenClock:
    """A clock that stands still until somebody advances it. Safe for threads."""

    def __init__(self, start_s: float = 0.0, wall: str = START) -> None:
        self._lock = threading.Lock()
        self._start_s = start_s
        self._now_s = start_s
        self._wall = datetime.fromisoformat(wall)

    def now(self) -> float:
        """Virtual monotonic seconds."""
        with self._lock:
            return self._now_s

    def wall(self) -> str:
        """The virtual local time, "YYYY-MM-DDTHH:MM"."""
        passed = timedelta(seconds=self.now() - self._start_s)
        return (self._wall + passed).isoformat(timespec="minutes")

    def advance(self, seconds: float) -> float:
        """Lets `seconds` (not negative) pass; returns the new time."""
        with self._lock:
            self._now_s += max(0.0, seconds)
            return self._now_s

    def reach(self, at: float) -> None:
        """Lets time pass until `at`; does nothing if it is later already."""
        with self._lock:
            self._now_s = max(self._now_s, at)


class Pace(Protocol):
    """How a simulated device waits until something is due."""

    def until(self, at: float) -> None:
        """Returns at `at` or later."""
        ...

    def stop(self) -> None:
        """Ends a wait that is going on, and all later ones."""
        ...


class DrivenPace:
    """Waits by moving a driven clock: no real time passes."""

    def __init__(self, clock: DrivenClock) -> None:
        self._clock = clock

    def until(self, at: float) -> None:
        """Moves the clock to `at`."""
        self._clock.reach(at)

    def stop(self) -> None:
        """Nothing to end."""


class RealPace:
    """Waits by waiting, on an event that `stop` sets."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stopped = threading.Event()

    def until(self, at: float) -> None:
        """Waits until the clock shows `at`, or `stop` is called."""
        left = at - self._clock.now()
        if left > 0:
            self._stopped.wait(left)

    def stop(self) -> None:
        """Ends the wait."""
        self._stopped.set()


def pace_of(clock: Clock) -> Pace:
    """The way to wait that suits the clock."""
    return DrivenPace(clock) if isinstance(clock, DrivenClock) else RealPace(clock)
