"""What the computer gives this program, in words: a trip that is slow says why."""

import os
import time
from collections.abc import Callable

BUSY = 0.5
"""Below this share of a processor, beside a load of more than there are processors, the computer is busy."""


def in_words(load: float, processors: int, got: float) -> str:
    """`load`: programs that want a processor; `got`: the share of one processor that this program got."""
    busy = "The computer is busy: " if load > processors and got < BUSY else ""
    return f"{busy}{load:.0f} programs want its {processors} processors; this one got {100 * got:.0f} % of one."


class Share:
    """The share of a processor that this program got since it was made."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, used: Callable[[], float] = time.process_time
    ) -> None:
        self._now, self._used = now, used
        self._since, self._used_before = now(), used()

    @property
    def got(self) -> float:
        """The share."""
        return (self._used() - self._used_before) / max(1e-3, self._now() - self._since)

    @property
    def words(self) -> str:
        """What the computer gives this program now."""
        return in_words(os.getloadavg()[0], os.cpu_count() or 1, self.got)
