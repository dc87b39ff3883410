"""Counts in, weight changes out: a level is believed when what lies on it is the ringing of a free basket.

At rest a sample costs a few additions. In unrest every second sample fits one damped sinusoid, of the period that
this cart's own ringing taught, to the last two and a quarter periods. A free basket leaves the cell's noise; a hand
does not.
"""

import math

from cart.weighing.beat import Beat
from cart.weighing.change import WeightChange
from cart.weighing.decay import Fit, Floats, Shape, fit_decay
from cart.weighing.ledger import Ledger, Level
from cart.weighing.rest import Rest
from cart.weighing.ring import Ring
from cart.weighing.rolling import Rolling
from cart.weighing.stretch import ENOUGH, Stretch, honest_sigma
from cart.weighing.window import Window
from cart.weighing.words import WordFilter

PERIODS, MOST_PERIODS, MOST_S = 2.25, 4.0, 0.3
LEAST_SAMPLES, LEAST_SPAN = 9, 12.5
FIRM_S, FIRM_S_PER_G, CALM_S = 0.15, 0.05, 0.3
FIRST_SAMPLES, FIRST_RMS_G, FIRST_NOISES = 30, 20.0, 1.5
ODD_WORD_G = 20.0
GUESS = 128
SLOPE_PART = 0.004


class StepDetector:
    """Finds steps in a scale's raw counts, one sample at a time, and never looks ahead."""

    USES_TILT = False
    SLOPE_PART = SLOPE_PART

    def __init__(self, *, counts_per_gram: float, tare_counts: float, rate_hz: float) -> None:
        self._per_gram, self._zero, self._rate = counts_per_gram, tare_counts, rate_hz
        self._beat = Beat(rate_hz)
        self._words = WordFilter(ODD_WORD_G * counts_per_gram)
        self._window = Window()
        self._ring = Ring()
        self._stretch = Stretch()
        self._rolling = Rolling(rate_hz)
        self._rest: Rest | None = None
        self._ledger: Ledger | None = None
        self._resting = self._rolls = False
        self._held_at = self._calm_at = self._gap = 0.0
        self.taken = 0

    def push(self, at: float, counts: int) -> list[WeightChange]:
        """Takes one sample (seconds, the raw word); returns the changes that it makes known, mostly none."""
        held_at, self._held_at = self._held_at, self._beat.push(at)
        word = self._words.push(counts)
        return [] if word is None else self._weigh(held_at, self.grams_of(word))

    def grams_of(self, word: int) -> float:
        """The weight that a believed word stands for."""
        return (word - self._zero) / self._per_gram

    @property
    def level_g(self) -> float:
        """The weight now, grams above zero: the level at rest, else the mean of the last samples."""
        if self._rest is None:
            return self._window.last
        return self._rest.level if self._resting else self._rest.recent_g

    @property
    def settled(self) -> bool:
        """Whether the scale is at rest."""
        return self._resting

    @property
    def noise_g(self) -> float:
        """The noise of one sample, grams rms (0 until known)."""
        return self._rest.noise_g if self._rest else 0.0

    @property
    def period_s(self) -> float:
        """The time between two samples, as the converter truly keeps it."""
        return self._beat.period_s

    @property
    def rejected(self) -> int:
        """How many words were corrupt."""
        return self._words.rejected

    def _weigh(self, at: float, grams: float) -> list[WeightChange]:
        self._window.push(at, grams)
        self.taken += 1
        if self._rest is None or self._ledger is None:
            self._first_look(at)
            return []
        self._rest.feed(grams)
        if self._resting:
            self._stay(at, self._rest, self._ledger)
            return []
        self._rolling.feed(at, grams, self._beat.period_s, self._ring.period_s(self._rest.level))
        if self.taken & 1:
            return self._roll(at, self._rest, self._ledger)
        return self._listen(at, self._rest, self._ledger)

    def _roll(self, at: float, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        mean = None if self._stretch.runs else self._rolling.look(rest.noise_g)
        if mean is None:
            return []
        if ledger.is_slope(mean.grams - ledger.level, mean.grams, rolling=True):
            self._rolls = True  # shaken under the load of before: not a hand that came down on a standing cart
        if not (mean.agreed and self._rolls):
            return []
        gap = at - self._calm_at
        return ledger.take(Level(at, mean.grams, mean.sigma, rest.noise_g, at, gap, firm=False, rolling=True))

    def _first_look(self, at: float) -> None:
        """Waits, at the start, for the first level. Its noise is guessed high: were it low, no fit would be free."""
        if self.taken < FIRST_SAMPLES or self.taken & 1:
            return
        t, y = self._cut(at, 0.0, LEAST_SPAN / self._rate)
        if len(t) < LEAST_SAMPLES:
            return
        load = float(y.mean())
        fit = fit_decay(t, y, self._shape(load))
        if fit.rms < FIRST_RMS_G and fit.at_start < 3.0 * fit.rms:
            self._rest = Rest(fit.level, FIRST_NOISES * fit.rms, self._rate)
            self._ledger = Ledger(fit.level, fit.sigma, self.SLOPE_PART)
            self._resting = True

    def _stay(self, at: float, rest: Rest, ledger: Ledger) -> None:
        if rest.disturbed():
            self._resting = False
            self._stretch.reset()
            self._rolling.reset()
            self._rolls = False
            return
        ledger.rest(rest.level, rest.sigma)
        self._calm_at = at

    def _shape(self, load_g: float) -> Shape:
        ring = self._ring
        return Shape(ring.period_s(load_g), ring.zeta(load_g), ring.period_spread(load_g))

    def _cut(self, at: float, load_g: float, least_s: float) -> tuple[Floats, Floats]:
        period = self._ring.period_s(load_g)
        start = at - max(PERIODS * period, least_s)
        if self._stretch.since is not None:
            start = min(start, max(self._stretch.since, at - max(MOST_PERIODS * period, MOST_S)))
        return self._window.since(start, GUESS)

    def _listen(self, at: float, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        load = rest.recent_g
        t, y = self._cut(at, load, LEAST_SPAN / self._rate)
        if len(t) < LEAST_SAMPLES:
            return []
        fit = fit_decay(t, y, self._shape(load))
        noise = rest.noise_g
        sigma = honest_sigma(fit, noise)
        if not self._stretch.take(fit, sigma, noise, float(t[0])):
            return []
        return self._settle(at, fit, sigma, ledger)

    def _settle(self, at: float, fit: Fit, sigma: float, ledger: Ledger) -> list[WeightChange]:
        since = self._stretch.since if self._stretch.since is not None else at
        if self._stretch.runs == ENOUGH:
            self._gap = since - self._calm_at
        self._calm_at = at
        noise = self.noise_g
        firm = at - since > PERIODS * fit.shape.period_s + FIRM_S + FIRM_S_PER_G * noise
        changes = ledger.take(Level(at, fit.level, sigma, noise, since, self._gap, firm))
        self._learn(fit, noise)
        if fit.at_end < noise + 0.2 and at - since > CALM_S:
            self._come_to_rest(fit.level, ledger)
        return changes

    def _come_to_rest(self, level: float, ledger: Ledger) -> None:
        if self._rest and ledger.firm and abs(level - ledger.level) < max(1.6, 3.0 * self._rest.noise_g):
            self._rest.settle(level)
            self._resting = True

    def _learn(self, fit: Fit, noise_g: float) -> None:
        clear = fit.at_start > 20.0 * noise_g and fit.rms < 2.0 * noise_g + 0.03 * fit.at_start
        if self._stretch.runs == 6 and clear:
            self._ring.learn(fit.level, fit.shape.period_s, fit.shape.zeta, fit.shape.spread)


class TiltStepDetector(StepDetector):
    """The same with an accelerometer: on a slope the cell feels the cosine of the weight; this gives it back."""

    USES_TILT = True
    SLOPE_PART = 0.0012
    SMOOTH_S = 1.0
    DEAD_G = 7_000.0

    def __init__(self, *, counts_per_gram: float, tare_counts: float, rate_hz: float) -> None:
        super().__init__(counts_per_gram=counts_per_gram, tare_counts=tare_counts, rate_hz=rate_hz)
        self._pitch: float | None = None
        self._gain = 1.0 / (self.SMOOTH_S * rate_hz)

    def push(self, at: float, counts: int, acc_z: float = 0.0, pitch: float = 0.0) -> list[WeightChange]:  # noqa: ARG002
        """Takes one sample with the vertical acceleration about gravity (m/s2) and the pitch (radians)."""
        before = pitch if self._pitch is None else self._pitch
        self._pitch = before + self._gain * (pitch - before)
        return super().push(at, counts)

    def grams_of(self, word: int) -> float:
        """The weight, with the basket's own mass, set upright."""
        return (super().grams_of(word) + self.DEAD_G) / math.cos(self._pitch or 0.0) - self.DEAD_G
