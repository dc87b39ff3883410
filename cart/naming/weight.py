"""How well each product explains a weight: one piece of a pack, or one to eight of loose produce."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_PIECES = 8
ONE_MORE = 0.75
"""Each further piece of loose produce is so much as likely as the one before."""
HEAVIEST_G = 2_500.0
"""Nobody lifts more loose produce than this at once, unless it is one piece."""
UNKNOWN_DENSITY = 1 / 5_000
"""Of a product that nobody weighed, any weight up to 5 kg is as likely, per gram."""
FAR_DENSITY = 1e-8
"""No weight is out of the question: a label is wrong, two things went in at once."""


@dataclass(frozen=True)
class Mass:
    """What one piece weighs, and its standard deviation between pieces, grams; `grams` None: nobody knows.

    `loose`: put in by one to eight pieces.
    """

    grams: float | None
    spread_g: float = 0.0
    loose: bool = False


class Weights:
    """The weights of all products that a store sells."""

    def __init__(self, masses: Sequence[Mass]) -> None:
        parts = [(place, *part) for place, mass in enumerate(masses) for part in _parts(mass)]
        table = np.array(parts, np.float64).reshape(-1, 4)
        self._place = table[:, 0].astype(np.intp)
        self._mean, self._variance, self._share = table[:, 1], table[:, 2], table[:, 3]
        self._unknown = np.array([mass.grams is None for mass in masses], np.bool_)

    def log_likelihoods(self, grams: float, sigma_g: float) -> Floats:
        """The log density (per gram) of a gain under each product, (products,); `sigma_g` > 0 is the scale's."""
        variance = self._variance + sigma_g**2
        bells = np.exp(-((grams - self._mean) ** 2) / (2 * variance)) / np.sqrt(2 * math.pi * variance)
        summed = np.bincount(self._place, self._share * bells, len(self._unknown))
        return np.log(np.where(self._unknown, UNKNOWN_DENSITY, summed) + FAR_DENSITY)


def _parts(mass: Mass) -> list[tuple[float, float, float]]:
    """Mean, variance and share of each number of pieces that may go in at once."""
    if mass.grams is None:
        return []
    counts = range(1, MOST_PIECES + 1 if mass.loose else 2)
    likely = [n for n in counts if n == 1 or n * mass.grams <= HEAVIEST_G]
    total = sum(ONE_MORE**n for n in likely)
    return [(n * mass.grams, n * mass.spread_g**2, ONE_MORE**n / total) for n in likely]
