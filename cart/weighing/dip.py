"""Whether the basket fell before it rose: something was taken out before something went in, both in one movement."""

import numpy as np

from cart.weighing.decay import Floats

LEAST_G, NOISES = 5.0, 10.0
LONG_S = 3.0
"""What a hand does for longer is many things."""


def fell_g(samples: Floats, base_g: float, noise_g: float) -> float:
    """How far samples (g) lay below `base_g`, at the most, before they rose above it; 0 where they rose first.

    A hand lifts for most of the fall, so that a mean is but half of what left. What goes in makes the basket ring about
    its new level and never below the old one; what leaves, about a lower one.
    """
    off, least = samples - base_g, max(LEAST_G, NOISES * noise_g)
    moved = np.nonzero(np.abs(off) > least)[0]
    if not len(moved) or off[moved[0]] > 0.0:
        return 0.0
    fall = off[moved[0] :]
    risen = np.nonzero(fall > least)[0]
    return max(0.0, -float(fall[: risen[0]].min())) if len(risen) else 0.0
