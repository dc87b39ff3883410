"""What a path says of the samples in unrest: a level that may be believed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """A level in grams with its sigma, undisturbed since `since` (s). `first`: the first such; `firm`: no hand can be
    behind it; `calm`: the basket may be said to be at rest. A hand of more than `blind_g` would have been seen.
    `ring_g`: how much the basket rang where the look began (0 where that cannot be seen).
    """

    grams: float
    sigma: float
    since: float
    first: bool
    firm: bool
    calm: bool
    blind_g: float
    ring_g: float = 0.0


@dataclass(frozen=True)
class First:
    """The first level after the start: grams, sigma, and the noise of one sample (g rms)."""

    grams: float
    sigma: float
    noise_g: float
