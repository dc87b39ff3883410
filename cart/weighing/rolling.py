"""The level while the cart rolls: a Hann-weighted mean, believed where it stays put.

Floor joints shake the basket at its own ringing, by hundreds of grams, yet hardly below 1 Hz: the floor comes up as
often as it goes down. A plain mean keeps what is left of half a swing at either end (18 g over a second); Hann weights
fade both ends out (F. J. Harris, Proc. IEEE 66(1), 1978). A step, a slope or a push moves the mean from look to look; a
hand does not shake the basket as a floor does.
"""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

SPAN_S, LOOK_S, LOOKS = 1.5, 0.1, 5
STILL_PART, STILL_G = 0.003, 0.5
SIGMA_PART, SIGMA_G = 0.004, 0.3
SHAKEN_G, SHAKEN_NOISES = 70.0, 10.0
LEAST_SAMPLES, LEAST_COSINE = 60, 0.4


@dataclass(frozen=True)
class Mean:
    """A level while rolling, and its sigma (grams); `agreed`: the last looks all saw it."""

    grams: float
    sigma: float
    agreed: bool


class Rolling:
    """Takes each sample in unrest; gives, now and then, the level, and whether several looks in a row agree on it."""

    def __init__(self, rate_hz: float) -> None:
        count = max(1, round(SPAN_S * rate_hz))
        weights = np.sin(np.pi * (np.arange(count) + 0.5) / count) ** 2
        self._weights = weights / weights.sum()
        self._samples: deque[float] = deque(maxlen=count)
        self._looks: deque[float] = deque(maxlen=LOOKS)
        self._at = self._due = 0.0

    def reset(self) -> None:
        """Nothing of before counts: the cart stood, or samples are missing."""
        self._samples.clear()
        self._looks.clear()

    def feed(self, at: float, grams: float, beat_s: float, ring_s: float) -> None:
        """Takes the sample of time `at`; `beat_s` is the time between samples, `ring_s` the basket's period."""
        missing = round((at - self._at) / beat_s) - 1
        self._at = at
        if missing > 1:
            self.reset()
        elif missing == 1 and self._samples:
            self._samples.append(self._between(grams, math.cos(2.0 * math.pi * beat_s / ring_s)))
        self._samples.append(grams)

    def _between(self, grams: float, cosine: float) -> float:
        """The one sample that is missing before `grams`, as ringing about the mean has it."""
        mean = sum(self._samples) / len(self._samples)
        return mean + (self._samples[-1] + grams - 2.0 * mean) / (2.0 * max(LEAST_COSINE, cosine))

    def look(self, noise_g: float) -> Mean | None:
        """The level, when a look is due and the basket is shaken; `noise_g` is the noise of one sample."""
        count = len(self._samples)
        if self._at < self._due or count < max(LEAST_SAMPLES, len(self._weights)):
            return None
        self._due = self._at + LOOK_S
        y = np.array(self._samples)
        self._looks.append(float(self._weights @ y))
        swing, noise = float(y.std()), noise_g / math.sqrt(count)
        if swing < max(SHAKEN_G, SHAKEN_NOISES * noise_g):
            return None
        agreed = self._agreed(2.0 * math.hypot(STILL_G, STILL_PART * swing, noise))
        return Mean(self._looks[-1], math.hypot(SIGMA_G, SIGMA_PART * swing, 1.5 * noise), agreed)

    def _agreed(self, within_g: float) -> bool:
        return len(self._looks) == LOOKS and max(self._looks) - min(self._looks) < within_g
