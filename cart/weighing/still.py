"""At rest or not, from raw counts alone: for a scale whose counts mean nothing yet, because it is being calibrated.

White noise changes sign from one sample to the next; a basket that rings, drifts, rolls or is leaned on does not. So
the mean square of successive differences is set against the variance (von Neumann, 1941, "Distribution of the ratio of
the mean square successive difference to the variance"): 2 for white noise, 0.6 for the ringing of a basket at 10 Hz.
A rough floor is white too, but loud: so the noise is also set against that of the quietest second of late.
"""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SPAN_S, LEAST_SAMPLES = 1.0, 24
LEAST_RATIO = 1.25
FAR = 12.0
LOUD, FORGET = 3.0, 1.002
MOST_LOST = 0.1
TOLD_HZ = 10.0


@dataclass(frozen=True)
class Level:
    """What the scale says at `at` (seconds): the mean and the noise (rms) of its last second, in counts.

    `still`: the basket was at rest; `upright`: the cart stood on level ground, as far as anybody knows.
    """

    at: float
    counts: float
    noise: float
    still: bool
    upright: bool = True


class Stillness:
    """Takes raw words one by one, tells the level ten times a second. One thread feeds it; any may look at `level`."""

    def __init__(self, rate_hz: float) -> None:
        self._words: deque[int] = deque(maxlen=max(LEAST_SAMPLES, round(SPAN_S * rate_hz)))
        self._every = max(1, round(rate_hz / TOLD_HZ))
        self._taken = 0
        self._quiet = math.inf
        self.level: Level | None = None

    def restart(self) -> None:
        """Forgets the words, for what lies in the basket is another thing now; the quietest second is kept."""
        self._words.clear()
        self.level = None

    def push(self, at: float, word: int) -> None:
        """Takes one raw word."""
        self._words.append(word)
        self._taken += 1
        if self._taken % self._every == 0:
            self.level = self._look(at)

    def _look(self, at: float) -> Level:
        """Words far from the others are corrupt and left out; where many are, or the newest is, nothing is sure."""
        words = np.array(self._words, float)
        away = np.abs(words - np.median(words))
        reach = FAR * max(1.0, float(np.median(away)))
        good = words[away <= reach]
        whole = len(words) == self._words.maxlen and len(good) >= (1.0 - MOST_LOST) * len(words)
        noise = float(good.std())
        self._quiet = max(1.0, min(self._quiet * FORGET, noise)) if whole else self._quiet
        sure = whole and float(away[-1]) <= reach and noise <= LOUD * self._quiet
        return Level(at, float(good.mean()), noise, sure and steady(good))


def steady(words: NDArray[np.float64]) -> bool:
    """Whether these words are noise about one level. A scale that gives the same word again and again is at rest."""
    spread, steps = float(words.var()), np.diff(words)
    return spread <= 1.0 or float(steps @ steps) >= LEAST_RATIO * spread * len(steps)
