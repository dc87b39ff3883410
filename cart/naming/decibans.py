"""From a probability to decibans that counts bear out, and when one candidate is sure.

Fitted on the validation part of the pictures, on products that the net never saw, by scripts/naming_fit.py.
"""

import math

MOST_DB = 40.0
SLOPE, OFFSET_DB = 0.89, -0.3
"""What was counted against what was said: README, "Decibans against counts"."""
SURE = 0.975
"""The least probability (as computed, before counts) with which one candidate is shown alone."""


def decibans(p: float) -> float:
    """10·log10(p / (1 − p)) as counts correct it, from −40 to 40."""
    odds = max(p, 1e-12) / max(1 - p, 1e-12)
    return max(-MOST_DB, min(MOST_DB, OFFSET_DB + SLOPE * 10 * math.log10(odds)))


def sure(p: float) -> bool:
    """Whether one candidate of this probability may be shown alone."""
    return p >= SURE
