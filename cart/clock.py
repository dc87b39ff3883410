"""Time, handed in: monotonic seconds for intervals, the time of day only as a label."""

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

    def epoch(self) -> int:
        """Seconds since 1970."""
        ...

    @property
    def remark(self) -> str:
        """What staff should know of it, "" where there is nothing."""
        ...


class SystemClock:
    """The machine's clocks."""

    remark = ""

    def now(self) -> float:
        """Monotonic seconds (CLOCK_MONOTONIC)."""
        return time.monotonic()

    def wall(self) -> str:
        """The machine's local time, "YYYY-MM-DDTHH:MM"."""
        return datetime.now().isoformat(timespec="minutes")

    def epoch(self) -> int:
        """The machine's seconds since 1970."""
        return int(time.time())
