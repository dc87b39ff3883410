"""Zero tracking: an empty basket at rest stays at zero.

OIML R 76-1:2006, 4.5.7: only at zero, only at rest, at most 0.5 e a second.
"""

RATE_E_PER_S = 0.5
NEAR_E = 0.5


class ZeroTracker:
    """Follows slow drift of the empty basket's level; `offset_g` is what it has taken away so far."""

    def __init__(self, interval_g: float) -> None:
        self._interval = interval_g
        self._at: float | None = None
        self.offset_g = 0.0

    def push(self, at: float, grams: float, at_rest: bool) -> float:
        """The weight with zero tracked, for one reading at `at` seconds."""
        since, self._at = self._at, at
        shown = grams - self.offset_g
        if since is None or not at_rest or abs(shown) > NEAR_E * self._interval:
            return shown
        most = RATE_E_PER_S * self._interval * max(0.0, at - since)
        self.offset_g += max(-most, min(most, shown))
        return grams - self.offset_g
