"""What a scale says: the basket became heavier or lighter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WeightChange:
    """A step in weight: `grams` (+ in, - out) with its standard uncertainty.

    A change with `revises` replaces the earlier change of that id; one that is revised to 0 g never was. `at` is the
    time of the sample that made it known (a detector cannot back-date).
    """

    id: int
    grams: float
    sigma_grams: float
    revises: int | None
    at: float
