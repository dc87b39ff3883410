"""What every fact is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all facts carry."""

    at: float
    trip: int
