"""When the samples were truly taken: the converter's own steady beat, found again under late readings.

A program reads a word up to some milliseconds after the converter made it. Under ringing of 50 rad/s half a millisecond
is worth 2.5 % of the amplitude, so the beat is followed by a slow phase lock, and late stamps move it little.
"""

from itertools import accumulate
from statistics import linear_regression

LEARN = 16
PHASE_GAIN, PERIOD_GAIN = 0.06, 0.0015
LEAP = 8


class Beat:
    """Turns time stamps (s) into the steady times at which the samples were taken (s)."""

    def __init__(self, rate_hz: float) -> None:
        self.period_s = 1.0 / rate_hz
        self._grid: float | None = None
        self._last = 0.0
        self._gaps: list[float] = []

    def push(self, at: float) -> float:
        """The steady time of the sample that was stamped `at`; never before the one before it."""
        if self._grid is None:
            self._grid = self._last = at
            return at
        if len(self._gaps) < LEARN:
            return self._learn(at)
        steps = max(1, round((at - self._grid) / self.period_s))
        if steps > LEAP:
            self._grid = at
            return at
        due = self._grid + steps * self.period_s
        off = max(-0.25 * self.period_s, min(0.25 * self.period_s, at - due))
        self.period_s += PERIOD_GAIN * off
        self._grid = due + PHASE_GAIN * off
        return self._grid

    def _learn(self, at: float) -> float:
        self._gaps.append(at - self._last)
        self._grid = self._last = at
        if len(self._gaps) == LEARN:
            self.period_s = self._usual_gap()
        return at

    def _usual_gap(self) -> float:
        """The slope of the stamps over the beats they stand for (least squares), when it is near the nominal period."""
        beats = list(accumulate(max(1, round(gap / self.period_s)) for gap in self._gaps))
        gap = linear_regression(beats, list(accumulate(self._gaps))).slope
        return gap if 0.7 * self.period_s < gap < 1.4 * self.period_s else self.period_s
