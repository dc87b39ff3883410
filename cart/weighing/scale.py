"""One scale, alive: raw counts in; weight changes, the weight now, and its health out."""

import math
from dataclasses import dataclass

from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector, TiltStepDetector
from cart.weighing.zero import ZeroTracker

OVER_MAX_E = 9.0
MISSING_OVER = 0.05
NOISE_OVER_E = 2.0
DRIFT_OVER_E = 20.0
JUDGED_AFTER_S = 2.0


@dataclass(frozen=True)
class Reading:
    """The weight now. `settled`: it may be shown as a weight, not as motion; `overload`: more than Max + 9 e."""

    at: float
    grams: float
    settled: bool
    overload: bool


@dataclass(frozen=True)
class Health:
    """How the scale does: noise of one sample (g rms), drift of the empty basket (g), share of samples missing or
    corrupt, overload. `words` say, for a person, what is wrong and what to do."""

    noise_g: float
    drift: float
    missing: float
    overload: bool
    ok: bool
    words: str


class Scale:
    """The engine that a cart runs. One sample at a time, never blocks.

    With `tilts` it corrects for the slope that `lean` tells of (an accelerometer's); that may come from another thread.
    """

    def __init__(self, calibration: Calibration, rate_hz: float, *, tilts: bool = False) -> None:
        self._calibration, self._rate = calibration, rate_hz
        kind = TiltStepDetector if tilts else StepDetector
        self._detector = kind(
            counts_per_gram=calibration.counts_per_gram, tare_counts=calibration.zero_counts, rate_hz=rate_hz
        )
        self.tilt_rad = 0.0
        self._zero = ZeroTracker(calibration.interval_g)
        self._first_at: float | None = None
        self._at = 0.0
        self._grams = 0.0

    def push(self, at: float, counts: int) -> list[WeightChange]:
        """Takes one sample (seconds, the raw word); returns the changes that it makes known."""
        if self._first_at is None:
            self._first_at = at
        self._at = at
        changes = self._detected(at, counts)
        self._grams = self._zero.push(at, self._detector.level_g, self._detector.settled)
        return changes

    def lean(self, degrees: float) -> None:
        """How far from level the cart stands from now on."""
        self.tilt_rad = math.radians(degrees)

    def _detected(self, at: float, counts: int) -> list[WeightChange]:
        if isinstance(self._detector, TiltStepDetector):
            return self._detector.push(at, counts, pitch=self.tilt_rad)
        return self._detector.push(at, counts)

    @property
    def reading(self) -> Reading:
        """The weight now, for a display."""
        limit = self._calibration.max_g + OVER_MAX_E * self._calibration.interval_g
        return Reading(self._at, self._grams, self._detector.settled, self._grams > limit)

    @property
    def health(self) -> Health:
        """The facts for the staff screen."""
        noise, missing, over = self._detector.noise_g, self._missing(), self.reading.overload
        words = self._words(noise, missing, over)
        return Health(noise, self._zero.offset_g, missing, over, not words, words or "The scale is well.")

    def _missing(self) -> float:
        age = 0.0 if self._first_at is None else self._at - self._first_at
        if age < JUDGED_AFTER_S:
            return 0.0
        return max(0.0, 1.0 - self._detector.taken * self._detector.period_s / age)

    def _words(self, noise: float, missing: float, over: bool) -> str:
        e = self._calibration.interval_g
        wrong = (
            (over, "The basket is too heavy: take something out."),
            (missing > MISSING_OVER, "The scale misses samples: check its cable and what else the computer does."),
            (noise > NOISE_OVER_E * e, "The scale is noisy: check its cable and that nothing touches the basket."),
            (abs(self._zero.offset_g) > DRIFT_OVER_E * e, "The empty basket weighs something else: calibrate again."),
        )
        return next((words for holds, words in wrong if holds), "")
