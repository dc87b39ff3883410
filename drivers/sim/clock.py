"""Time that a test drives: a whole trip takes seconds."""

import threading
import time
from datetime import datetime, timedelta

START = "2026-03-02T10:00"


class DrivenClock:
    """A clock that stands still until somebody advances it. Safe for threads."""

    remark = ""

    def __init__(self, start_s: float = 0.0, wall: str = START) -> None:
        self._lock = threading.Lock()
        self._start_s = start_s
        self._now_s = start_s
        self._wall = datetime.fromisoformat(wall)
        self._epoch = time.time()

    def now(self) -> float:
        """Virtual monotonic seconds."""
        with self._lock:
            return self._now_s

    def wall(self) -> str:
        """The virtual local time, "YYYY-MM-DDTHH:MM"."""
        passed = timedelta(seconds=self.now() - self._start_s)
        return (self._wall + passed).isoformat(timespec="minutes")

    def epoch(self) -> int:
        """Seconds since 1970, from the machine's when it was made: stores and lanes beside it are not virtual."""
        return int(self._epoch + self.now() - self._start_s)

    def advance(self, seconds: float) -> float:
        """Lets `seconds` (not negative) pass; returns the new time."""
        with self._lock:
            self._now_s += max(0.0, seconds)
            return self._now_s

    def reach(self, at: float) -> None:
        """Lets time pass until `at`; does nothing if it is later already."""
        with self._lock:
            self._now_s = max(self._now_s, at)
