"""What a source's words tell of it: its step, whether it is stuck, on a rail, or slower than the config says.

A converter of 24 bits has noise of many steps: the same word again and again is then no weight but a fault. A trade
scale prints whole grams, or every fifth: there the same word is what a basket at rest gives, and the step is its noise.
"""

import math
import statistics
from dataclasses import dataclass, field
from itertools import pairwise

from cart.weighing.words import RAILS

COARSE = (5, 2, 1)
WEIGHTS_PER_GRAM = 2.0
FLOOR_G = 0.05
HELD, STUCK, STUCK_S = 8, 40, 2.0
NOISY_STEPS = 0.6
SLOW_PART, JUDGED_ON, EVEN_PART = 0.4, 24, 0.25


@dataclass
class Source:
    """Takes each raw word with its time stamp (s). `step`: the least difference between two words, in counts.

    `floor_g`: the noise that one sample has at least: that of rounding to a step, and 0.05 g (grams rms). `same`: how
    often the last word was repeated.
    """

    counts_per_gram: float
    step: int = field(init=False)
    floor_g: float = field(init=False)
    same: int = 0
    _word: int | None = None
    _since: float = 0.0
    _at: float = 0.0

    def __post_init__(self) -> None:
        self._takes(COARSE[0] if self.counts_per_gram <= WEIGHTS_PER_GRAM else 1)

    def push(self, at: float, word: int) -> None:
        """Takes the next raw word."""
        self._at = at
        if word == self._word:
            self.same += 1
            return
        self._word, self.same, self._since = word, 0, at
        if word % self.step:
            self._takes(next(step for step in COARSE if word % step == 0))

    def _takes(self, step: int) -> None:
        self.step = step
        self.floor_g = max(FLOOR_G, step / self.counts_per_gram / math.sqrt(12.0))

    def holds(self, noise_g: float) -> bool:
        """Whether the word stands still as none does that has this noise: nothing is to be learnt from it."""
        return self.same >= HELD and self._noisy(noise_g)

    def stuck(self, noise_g: float) -> bool:
        """Whether the converter gives one word for ever; a source without noise cannot be told."""
        long = self.same >= STUCK and self._at - self._since >= STUCK_S
        return long and self._noisy(noise_g)

    @property
    def on_a_rail(self) -> bool:
        """Whether the converter is at its end: a wire is off, or the cell is pushed beyond what it can bear."""
        return self._word in RAILS and self.same >= HELD

    def _noisy(self, noise_g: float) -> bool:
        return noise_g * self.counts_per_gram > NOISY_STEPS * self.step


def true_rate_hz(stamps: list[float], rate_hz: float) -> float:
    """The rate at which a source gives samples: `rate_hz`, unless the first stamps (s) come evenly and far slower."""
    gaps = [later - earlier for earlier, later in pairwise(stamps)]
    usual = statistics.median(gaps)
    even = sum(abs(gap - usual) <= EVEN_PART * usual for gap in gaps) >= 0.8 * len(gaps)
    return 1.0 / usual if even and usual * rate_hz * SLOW_PART > 1.0 else rate_hz
