"""The basket at rest: its level, the noise of one sample, and the first sign that something happens."""

import math
from collections import deque

FEW = 6
DELAY = 18
TRIGGER, TRIGGER_G = 4.5, 0.6
JUMP, JUMP_G = 7.0, 0.5
NOISE_GAIN = 0.003
KNOWN_AT_FIRST, SEEN_AT_FIRST = 12, 24


class Rest:
    """Follows the level with a delay, so that the start of a change does not pull it."""

    def __init__(self, level: float, noise_g: float, rate_hz: float) -> None:
        self.level = level
        self._var = noise_g * noise_g
        self._known = KNOWN_AT_FIRST
        self._seen = SEEN_AT_FIRST
        self._most = max(KNOWN_AT_FIRST, int(rate_hz))
        self._recent: deque[float] = deque(maxlen=DELAY)

    @property
    def noise_g(self) -> float:
        """The noise of one sample, grams rms."""
        return math.sqrt(self._var)

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

    def settle(self, level: float) -> None:
        """Rest begins at this level."""
        self.level, self._known = level, KNOWN_AT_FIRST

    def disturbed(self) -> bool:
        """Whether the last sample ends the rest; if not, level and noise learn from it."""
        recent, noise = self._recent, self.noise_g
        last = recent[-1]
        few = sum(recent[i] for i in range(-min(FEW, len(recent)), 0)) / min(FEW, len(recent))
        if abs(few - self.level) > max(TRIGGER_G, TRIGGER * noise / math.sqrt(FEW)):
            return True
        if abs(last - self.level) > JUMP * noise + JUMP_G:
            return True
        self._learn(last - few)
        return False

    def _learn(self, off: float) -> None:
        square = off * off * FEW / (FEW - 1)
        if square < 9.0 * self._var:
            self._seen += 1
            self._var += max(NOISE_GAIN, 1.0 / self._seen) * (square - self._var)
        self._known = min(self._known + 1, self._most)
        self.level += (self._recent[0] - self.level) / self._known
