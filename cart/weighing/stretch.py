"""A stretch of free ringing: one fit after another that leaves nothing but noise."""

import math

from cart.weighing.decay import Fit

FREE_NOISES, FIRM_NOISES, FREE_PART = 1.4, 1.2, 0.004
MISMATCH = 2.5
GLITCH, ENOUGH = 3, 4
JUMP_SIGMAS, JUMP_G = 4.0, 0.5


def honest_sigma(fit: Fit, noise_g: float) -> float:
    """A fitted level's sigma: white noise as it is; what is left beyond is not white and counts `MISMATCH` times."""
    if fit.rms <= 0.0:
        return fit.sigma
    white = fit.sigma * min(1.0, noise_g / fit.rms)
    return math.hypot(white, MISMATCH * math.sqrt(max(0.0, fit.sigma**2 - white**2)))


class Stretch:
    """Counts free fits in a row; a glitch of two does not end it.

    A free fit leaves no more than `noises` times the noise. The noise of eighteen samples is known to a fifth, so that
    1.4 is what 99 in 100 free fits keep. A hand of little weight may keep it too: what is to be firm keeps 1.2.
    """

    def __init__(self, noises: float = FREE_NOISES) -> None:
        self._noises = noises
        self.since: float | None = None
        self._runs = 0
        self._bad = 0
        self._last = 0.0

    @property
    def runs(self) -> int:
        """Free fits so far."""
        return self._runs

    def reset(self) -> None:
        """The ringing was disturbed."""
        self.since, self._runs, self._bad = None, 0, 0

    def take(self, fit: Fit, sigma: float, noise_g: float, start: float) -> bool:
        """Takes a fit of the samples since `start`; whether the level may now be believed."""
        free = fit.rms < self._noises * noise_g + FREE_PART * fit.at_start
        if not free or (self._runs and abs(fit.level - self._last) > JUMP_SIGMAS * sigma + JUMP_G):
            self._bad += 1
            if self._bad >= GLITCH or self._runs < ENOUGH:
                self.reset()
            return False
        self._bad, self._last = 0, fit.level
        self._runs += 1
        if self.since is None:
            self.since = start
        return self._runs >= ENOUGH
