"""The path for 40 samples a second and more: a level is believed when what lies on it is the ringing of a free basket.

Every second sample fits one damped sinusoid, of the period that this cart's own ringing taught, to the last two and a
quarter periods. A free basket leaves the cell's noise; a hand does not.
"""

import math

from cart.weighing.decay import Fit, Floats, Shape, fit_decay
from cart.weighing.heard import First, Heard
from cart.weighing.ring import Ring
from cart.weighing.stretch import ENOUGH, FIRM_NOISES, Stretch, honest_sigma
from cart.weighing.window import Window

PERIODS, MOST_PERIODS, MOST_S = 2.25, 4.0, 0.3
LEAST_SAMPLES, LEAST_SPAN = 9, 12.5
FIRM_S, FIRM_S_PER_G, CALM_S = 0.15, 0.05, 0.3
FIRST_RMS_G, FIRST_NOISES = 20.0, 1.5
GUESS = 128
FARTHEST = 0.5
BLIND_NOISES = 250.0  # of its force a hand trembles by 4 %; a fit swallows nine tenths of that


class Ringing:
    """Hears the level under free ringing."""

    EVERY = 2

    def __init__(self, rate_hz: float) -> None:
        self._least_s = LEAST_SPAN / rate_hz
        self._ring = Ring()
        self._stretch, self._firm = Stretch(), Stretch(FIRM_NOISES)
        self._last: Shape | None = None

    @property
    def busy(self) -> bool:
        """Whether the basket rings freely just now."""
        return self._stretch.runs > 0

    def reset(self) -> None:
        """The rest ended."""
        self._last = None
        self._stretch.reset()
        self._firm.reset()

    def period_s(self, load_g: float) -> float:
        """The basket's own period under a load."""
        return self._ring.period_s(load_g)

    def first(self, at: float, window: Window, floor_g: float) -> First | None:
        """The first level, when there is one. Its noise is guessed high: were it low, no fit would be free."""
        t, y = self._cut(at, 0.0, window)
        if len(t) < LEAST_SAMPLES:
            return None
        fit = fit_decay(t, y, self._shape(float(y.mean())))
        if fit.rms >= FIRST_RMS_G or fit.at_start > 3.0 * max(fit.rms, floor_g):
            return None
        return First(fit.level, fit.sigma, FIRST_NOISES * fit.rms)

    def listen(self, at: float, window: Window, load_g: float, noise_g: float) -> Heard | None:
        """The level now, when it may be believed."""
        t, y = self._cut(at, load_g, window)
        if len(t) < LEAST_SAMPLES:
            return None
        fit = self._fit(t, y, load_g)
        sigma = honest_sigma(fit, noise_g)
        self._firm.take(fit, sigma, noise_g, float(t[0]))
        if not self._stretch.take(fit, sigma, noise_g, float(t[0])):
            return None
        self._learn(fit, noise_g)
        since = self._stretch.since if self._stretch.since is not None else at
        lasts_s = PERIODS * fit.shape.period_s + FIRM_S + FIRM_S_PER_G * noise_g
        firm = self._firm.since is not None and at - self._firm.since > lasts_s
        calm = fit.at_end < noise_g + 0.2 and at - since > CALM_S
        return Heard(
            fit.level, sigma, since, self._stretch.runs == ENOUGH, firm, calm, BLIND_NOISES * noise_g, fit.at_start
        )

    def _fit(self, t: Floats, y: Floats, load_g: float) -> Fit:
        """A fit that goes on from the last one, so that it gets far though each moves little."""
        known = self._shape(load_g)
        fit = fit_decay(t, y, known, self._last)
        near = abs(math.log(fit.shape.period_s / known.period_s)) < FARTHEST
        self._last = fit.shape if near else None
        return fit

    def _shape(self, load_g: float) -> Shape:
        ring = self._ring
        return Shape(ring.period_s(load_g), ring.zeta(load_g), ring.period_spread(load_g))

    def _cut(self, at: float, load_g: float, window: Window) -> tuple[Floats, Floats]:
        period = self._ring.period_s(load_g)
        start = at - max(PERIODS * period, self._least_s)
        if self._stretch.since is not None:
            start = min(start, max(self._stretch.since, at - max(MOST_PERIODS * period, MOST_S)))
        return window.since(start, GUESS)

    def _learn(self, fit: Fit, noise_g: float) -> None:
        clear = fit.at_start > 20.0 * noise_g and fit.rms < 2.0 * noise_g + 0.03 * fit.at_start
        if self._stretch.runs == 6 and clear:
            self._ring.learn(fit.level, fit.shape.period_s, fit.shape.zeta, fit.shape.spread)
