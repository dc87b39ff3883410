"""A device that stumbles for a moment is no news; one that stays down is. Told once, and once when it is back."""

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
    told: bool = False


class Patience:
    """Hears from the pollers, on their threads; `check`, on the main thread, tells what has lasted."""

    def __init__(self, clock: Clock, failed: Callable[[str, str], None], back: Callable[[str], None]) -> None:
        self._clock, self._failed, self._back = clock, failed, back
        self._lock = threading.Lock()
        self._troubles: dict[str, _Trouble] = {}

    def trouble(self, device: str, error: DeviceError) -> None:
        """A device stopped doing its work."""
        with self._lock:
            self._troubles.setdefault(device, _Trouble(self._clock.now(), str(error)))

    def well(self, device: str) -> None:
        """A device works again."""
        with self._lock:
            trouble = self._troubles.pop(device, None)
            if trouble is not None and trouble.told:
                self._back(device)

    def check(self) -> None:
        """Tells of each trouble that has lasted for PATIENCE_S; under the lock, so that no return is told before it."""
        now = self._clock.now()
        with self._lock:
            for name, trouble in self._troubles.items():
                if not trouble.told and now - trouble.since >= PATIENCE_S:
                    trouble.told = True
                    self._failed(name, trouble.words)
