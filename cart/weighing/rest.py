"""The basket at rest: its level, the noise of one sample, and the first sign that something happens."""

import math
from collections import deque

FEW_S, DELAY_S, KNOWN_S = 0.075, 0.225, 0.15
LEAST_FEW, LEAST_KNOWN = 2, 4
TRIGGER, TRIGGER_G = 4.5, 0.6
JUMP, JUMP_G = 7.0, 0.5
NOISE_GAIN = 0.003
SEEN_AT_FIRST = 24


class Rest:
    """Follows the level with a delay, so that the start of a change does not pull it."""

    def __init__(self, level: float, noise_g: float, rate_hz: float) -> None:
        self.level = level
        self.floor_g = 0.0
        self._few = max(LEAST_FEW, round(FEW_S * rate_hz))
        self._var = noise_g * noise_g
        self._first = self._known = max(LEAST_KNOWN, round(KNOWN_S * rate_hz))
        self._seen = SEEN_AT_FIRST
        self._most = max(self._first, int(rate_hz))
        self._recent: deque[float] = deque(maxlen=max(self._few + 1, round(DELAY_S * rate_hz)))

    @property
    def noise_g(self) -> float:
        """The noise of one sample, grams rms, never under `floor_g`: what is rounded to a step has that noise."""
        return max(self.floor_g, math.sqrt(self._var))

    @property
    def sigma(self) -> float:
        """How well the level is known, grams."""
        return self.noise_g / math.sqrt(self._known)

    @property
    def recent_g(self) -> float:
        """The mean of the last samples, in rest or not."""
        return sum(self._recent) / len(self._recent) if self._recent else self.level

    def feed(self, grams: float) -> None:
        """Takes a sample, in rest or not."""
        self._recent.append(grams)

    def forget(self) -> None:
        """After a silence: the samples from before it say nothing of now."""
        self._recent.clear()

    def settle(self, level: float) -> None:
        """Rest begins at this level."""
        self.level, self._known = level, self._first

    def relearn(self, noise_g: float) -> None:
        """The noise is this, however little it was before."""
        self._var = noise_g * noise_g

    def disturbed(self) -> bool:
        """Whether the last sample ends the rest; if not, level and noise learn from it."""
        recent, noise = self._recent, self.noise_g
        last = recent[-1]
        count = min(self._few, len(recent))
        few = sum(recent[i] for i in range(-count, 0)) / count
        if abs(few - self.level) > max(TRIGGER_G, TRIGGER * noise / math.sqrt(count)):
            return True
        if abs(last - self.level) > JUMP * noise + JUMP_G:
            return True
        self._learn(last - few)
        return False

    def _learn(self, off: float) -> None:
        square = off * off * self._few / (self._few - 1)
        if square < 9.0 * max(self._var, self.floor_g**2):
            self._seen += 1
            self._var += max(NOISE_GAIN, 1.0 / self._seen) * (square - self._var)
        self._known = min(self._known + 1, self._most)
        self.level += (self._recent[0] - self.level) / self._known
