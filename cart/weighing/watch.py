"""The watchdog: what no single sample shows. Never at rest, below zero, wires swapped, jumps with nobody there."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from cart.weighing.change import WeightChange
from cart.weighing.decay import Floats

BELOW_E, BELOW_G = 20.0, 50.0
FALLS = 2
JUMP_PART, OVERSHOOT_PART, JUMP_NOISES = 0.9, 1.1, 6.0
POPS, POPS_S, SAME_PART = 4, 60.0, 0.1


def electric(samples: Floats, noise_g: float) -> bool:
    """Whether these samples (g) step from one to the next and do not ring: no thing does that, a bad joint does."""
    if len(samples) < 3:
        return False
    step, room = abs(float(samples[-1] - samples[0])), JUMP_NOISES * noise_g
    jump = float(np.abs(np.diff(samples)).max())
    return step > room and jump > JUMP_PART * step - room and float(np.ptp(samples)) < OVERSHOOT_PART * step + room


@dataclass
class Pops:
    """Counts steps without ringing that undo one another: a joint that lets go and takes hold again."""

    def __post_init__(self) -> None:
        self._steps: deque[tuple[float, float]] = deque(maxlen=POPS)

    def push(self, at: float, grams: float) -> None:
        """An electric step of so many grams."""
        if self._steps and abs(self._steps[-1][1] + grams) > SAME_PART * abs(grams):
            self._steps.clear()
        self._steps.append((at, grams))

    def heard(self, at: float) -> bool:
        """Whether there were many within the last minute."""
        return len(self._steps) == POPS and at - self._steps[0][0] < POPS_S


@dataclass
class Depth:
    """Whether the basket weighs less than nothing, and whether each thing that went in made it less."""

    interval_g: float
    _falls: int = 0

    def push(self, change: WeightChange, level_g: float) -> None:
        """A change was told; `level_g` is the weight after it."""
        if not self.below(level_g):
            self._falls = 0
        elif change.revises is None and change.grams < 0:
            self._falls += 1

    def below(self, level_g: float) -> bool:
        """Whether this is less than an empty basket, which is fixed to its cell, can weigh."""
        return level_g < -max(BELOW_G, BELOW_E * self.interval_g)

    def swapped(self, level_g: float) -> bool:
        """Whether the reading falls when the load rises."""
        return self._falls >= FALLS and self.below(level_g)
