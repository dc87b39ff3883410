"""The path for a slow source (under 40 samples a second), which cannot see a basket ring: levels that stay put.

A converter at 10 a second has averaged the ringing away; one that is read 12 times a second, or a trade scale, shows
what is left of it as scatter. A level is the mean of samples in a row that differ no more than noise does: of four, or
of three that lie very close.
"""

import math
from collections import deque

import numpy as np

from cart.weighing.heard import First, Heard
from cart.weighing.window import Window

SPAN_S, LEAST, SWING_S = 0.35, 4, 1.0
RANGE_NOISES, RANGE_G, RANGE_PART = 4.5, 0.5, 0.004
STRAY_SIGMAS, STRAY_G = 4.0, 0.5
FIRM_S, CALM_S, MOST_S = 0.7, 1.2, 3.0
FIRST_RANGE_G = 20.0
TIGHT, TIGHT_NOISES, TIGHT_G = 3, 1.2, 0.1
SIGMA_G = 0.15
TYPICAL_RING_S = 0.1
TREMOR_PART, SEEN_NOISES = 0.02, 2.0
"""Of its force a hand trembles by 4 %; samples that are long or few show half of that."""


class Plain:
    """Hears the level of a basket that is still."""

    EVERY = 1

    def __init__(self, rate_hz: float) -> None:
        self._rate = rate_hz
        self._span = max(LEAST, round(SPAN_S * rate_hz) + 1)
        self._since: float | None = None
        self._samples: deque[float] = deque(maxlen=max(self._span, round(MOST_S * rate_hz)))

    @property
    def busy(self) -> bool:
        """Whether the level stays put just now."""
        return self._since is not None

    def reset(self) -> None:
        """The rest ended."""
        self._since = None
        self._samples.clear()

    def period_s(self, load_g: float) -> float:  # noqa: ARG002
        """The basket's own period under a load: not to be seen by a slow source."""
        return TYPICAL_RING_S

    def first(self, at: float, window: Window, floor_g: float) -> First | None:  # noqa: ARG002
        """The first level, when there is one."""
        _, y = window.since(at - 2.0 * self._span / self._rate, 2 * self._span)
        if len(y) < 2 * self._span - 2 or float(y.max() - y.min()) > FIRST_RANGE_G:
            return None
        noise = float(y.std(ddof=1))
        return First(float(y.mean()), noise / math.sqrt(len(y)), noise)

    def listen(self, at: float, window: Window, load_g: float, noise_g: float) -> Heard | None:  # noqa: ARG002
        """The level now, when it may be believed."""
        t, y = window.since(at - 10.0, self._span)
        tight = len(y) >= TIGHT and float(np.ptp(y[-TIGHT:])) < TIGHT_NOISES * noise_g + TIGHT_G
        if self._since is None and tight:
            t, y = t[-TIGHT:], y[-TIGHT:]
        elif len(y) < self._span or float(np.ptp(y)) > self._bound_g(at, window, noise_g):
            self.reset()
            return None
        first = self._since is None
        if self._since is None:
            self._since = float(t[0])
            self._samples.extend(y.tolist())
        else:
            self._samples.append(window.last)
        level = math.fsum(self._samples) / len(self._samples)
        if abs(float(y.mean()) - level) > STRAY_SIGMAS * noise_g / math.sqrt(self._span) + STRAY_G:
            self.reset()
            return None
        age = at - self._since
        sigma = math.hypot(SIGMA_G, noise_g / math.sqrt(len(self._samples)))
        return Heard(level, sigma, self._since, first, age > FIRM_S, age > CALM_S, SEEN_NOISES * noise_g / TREMOR_PART)

    def _bound_g(self, at: float, window: Window, noise_g: float) -> float:
        """How far samples at one level may lie apart: by their noise, and by what is left of a swing just before."""
        _, y = window.since(at - SWING_S, 64)
        return RANGE_NOISES * noise_g + RANGE_G + RANGE_PART * float(y.max() - y.min())
