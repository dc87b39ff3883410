"""How many conversions came and went while nobody looked: the computer was late then, and the device is well."""


class Looks:
    """Told of each look at a device that converts `rate_hz` times a second and keeps only the newest."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._looked_at: float | None = None
        self._missed = 0

    def look(self, now: float) -> None:
        """Somebody looks now."""
        if self._looked_at is not None:
            self._missed += max(0, int((now - self._looked_at) * self._rate_hz) - 1)
        self._looked_at = now

    def spoil(self, conversions: int) -> None:
        """So many more are of no use, because the computer was interrupted while it fetched one."""
        self._missed += conversions

    def missed(self) -> int:
        """How many since the last time that this was asked."""
        missed, self._missed = self._missed, 0
        return missed
