"""A device that stumbles for a moment is no news; one that stays down is. Told once, and once when it is back.

What counts is tries that failed, not time that passed: a busy computer that has not tried again knows nothing new.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceError

PATIENCE_S = 1.5


@dataclass
class _Trouble:
    since: float
    words: str
    why: str
    told: bool = False


class Patience:
    """Hears from the pollers, on their threads, of each try. Tells under its lock, so that no return is told before."""

    def __init__(self, clock: Clock, failed: Callable[[str, str, str], None], back: Callable[[str], None]) -> None:
        self._clock, self._failed, self._back = clock, failed, back
        self._lock = threading.Lock()
        self._troubles: dict[str, _Trouble] = {}

    def trouble(self, device: str, error: DeviceError) -> None:
        """A device does not do its work. Told when a try fails PATIENCE_S after the first that failed."""
        now = self._clock.now()
        with self._lock:
            trouble = self._troubles.setdefault(device, _Trouble(now, str(error), error.why))
            if not trouble.told and now - trouble.since >= PATIENCE_S:
                trouble.told = True
                self._failed(device, trouble.words, trouble.why)

    def well(self, device: str) -> None:
        """A device works again."""
        with self._lock:
            trouble = self._troubles.pop(device, None)
            if trouble is not None and trouble.told:
                self._back(device)
