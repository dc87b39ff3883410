"""What a scale says: the basket became heavier or lighter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WeightChange:
    """A step in weight: `grams` (+ in, - out) with its standard uncertainty.

    A change with `revises` replaces the earlier change of that id; one that is revised to 0 g never was. `at` is the
    time of the sample that made it known (a detector cannot back-date). `fell_grams`: how far the basket fell before it
    rose (0: it did not).
    """

    id: int
    grams: float
    sigma_grams: float
    revises: int | None
    at: float
    fell_grams: float = 0.0
