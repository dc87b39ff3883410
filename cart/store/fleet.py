"""What each cart last told of itself. Kept in memory: after a restart every cart has told it again in half a minute."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from cart.sync.beat import Beat

SILENT_S = 90
"""A cart that has not been heard for longer is off, or out of the network's reach: three beats were missed."""


@dataclass(frozen=True)
class Heard:
    """A cart's last beat, and when it came (s since 1970)."""

    beat: Beat
    at: int

    def silent(self, now: int) -> bool:
        """Whether nothing was heard for long."""
        return now - self.at > SILENT_S

    def since(self) -> int:
        """Since when it has been as it is (s since 1970)."""
        return self.at - self.beat.since_s


class Fleet:
    """The last beats, by cart. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: dict[str, Heard] = {}

    def hear(self, cart: str, beat: Beat, now: int) -> None:
        """A cart told how it does."""
        with self._lock:
            self._heard[cart] = Heard(beat, now)

    def heard(self) -> Mapping[str, Heard]:
        """All of them, as they are now."""
        with self._lock:
            return dict(self._heard)
