"""How a device waits until something is due: on real time, or by moving a clock that a test drives."""

import threading
from typing import Protocol, runtime_checkable

from cart.clock import Clock


@runtime_checkable
class Drivable(Protocol):
    """A clock that can be moved."""

    def reach(self, at: float) -> None:
        """Lets time pass until `at`."""
        ...


class Pace(Protocol):
    """A way to wait."""

    def until(self, at: float) -> None:
        """Returns at `at` or later, or once stopped."""
        ...

    def stop(self) -> None:
        """Ends a wait that is going on, and all later ones."""
        ...


class DrivenPace:
    """Waits by moving a driven clock: no real time passes."""

    def __init__(self, clock: Drivable) -> None:
        self._clock = clock

    def until(self, at: float) -> None:
        """Moves the clock to `at`."""
        self._clock.reach(at)

    def stop(self) -> None:
        """Nothing to end."""


class RealPace:
    """Waits on an event that `stop` sets."""

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
    return DrivenPace(clock) if isinstance(clock, Drivable) else RealPace(clock)
