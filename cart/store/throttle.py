"""Wrong passwords make the next try wait, longer and longer, for whoever asks from that address."""

import threading
from collections.abc import Callable

FREE, FIRST_S, MOST_S, FORGET_S, MOST_KNOWN = 5, 1, 60, 900, 10_000


class Throttle:
    """After FREE wrong tries each further one doubles the wait. `now`: seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._lock = now, threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait_s(self, address: str) -> int:
        """Seconds until this address may try again; 0: now."""
        with self._lock:
            times, last = self._wrong.get(address, (0, 0.0))
        if times < FREE or self._now() - last > FORGET_S:
            return 0
        return max(0, round(last + min(MOST_S, FIRST_S << min(times - FREE, 16)) - self._now()))

    def wrong(self, address: str) -> None:
        """A wrong try."""
        with self._lock:
            times, last = self._wrong.pop(address, (0, 0.0))
            fresh = self._now() - last > FORGET_S
            self._wrong[address] = (1 if fresh else times + 1, self._now())
            while len(self._wrong) > MOST_KNOWN:
                self._wrong.pop(next(iter(self._wrong)))

    def right(self, address: str) -> None:
        """A right one: what was wrong before is forgotten."""
        with self._lock:
            self._wrong.pop(address, None)
