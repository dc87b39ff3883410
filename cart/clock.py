"""Time, handed in: monotonic seconds for intervals, wall time only as a label."""

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where `at` comes from."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def wall(self) -> str:
        """The store's local time, "YYYY-MM-DDTHH:MM"."""
        ...


class SystemClock:
    """The machine's clocks."""

    def now(self) -> float:
        """Monotonic seconds (CLOCK_MONOTONIC)."""
        return time.monotonic()

    def wall(self) -> str:
        """The machine's local time, "YYYY-MM-DDTHH:MM"."""
        return datetime.now().isoformat(timespec="minutes")
