"""One scale, alive: raw counts in; weight changes, the weight now, and its health out."""

from dataclasses import dataclass

from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector

OVER_MAX_E = 9.0
MISSING_OVER = 0.05
NOISE_OVER_E = 0.5


@dataclass(frozen=True)
class Reading:
    """The weight now. `settled`: it may be shown as a weight, not as motion; `overload`: more than Max + 9 e."""

    at: float
    grams: float
    settled: bool
    overload: bool


@dataclass(frozen=True)
class Health:
    """How the scale does: noise of one sample (g rms), drift of zero since the start (g), share of samples missing or
    corrupt, overload. `words` say, for a person, what is wrong and what to do."""

    noise_g: float
    drift: float
    missing: float
    overload: bool
    ok: bool
    words: str


class Scale:
    """The engine that a cart runs. One sample at a time, never blocks."""

    def __init__(self, calibration: Calibration, rate_hz: float) -> None:
        self._calibration = calibration
        self._rate = rate_hz
        self._detector = StepDetector(
            counts_per_gram=calibration.counts_per_gram, tare_counts=calibration.zero_counts, rate_hz=rate_hz
        )
        self._first_at: float | None = None
        self._last_at = 0.0
        self._first_level: float | None = None
        self._changed_g = 0.0
        self._parts: dict[int, float] = {}

    def push(self, at: float, counts: int) -> list[WeightChange]:
        """Takes one sample; returns the changes that it makes known."""
        if self._first_at is None:
            self._first_at = at
        self._last_at = at
        return self._detector.push(at, counts)

    @property
    def reading(self) -> Reading:
        """The weight now, for a display."""
        grams = self._detector.level_g
        limit = self._calibration.max_g + OVER_MAX_E * self._calibration.interval_g
        return Reading(self._last_at, grams, self._detector.settled, grams > limit)

    @property
    def health(self) -> Health:
        """The facts for the staff screen."""
        noise, missing, over = self._detector.noise_g, self._missing(), self.reading.overload
        words = self._words(noise, missing, over)
        return Health(noise, 0.0, missing, over, not words, words or "The scale is well.")

    def _missing(self) -> float:
        if self._first_at is None or self._last_at <= self._first_at:
            return 0.0
        due = (self._last_at - self._first_at) * self._rate
        return max(0.0, 1.0 - self._detector.taken / max(1.0, due))

    def _words(self, noise: float, missing: float, over: bool) -> str:
        if over:
            return "The basket is too heavy: take something out."
        if missing > MISSING_OVER:
            return "The scale misses samples: check its cable and the load on the computer."
        if noise > NOISE_OVER_E * self._calibration.interval_g * 2.0:
            return "The scale is noisy: check its cable, its screws and that nothing touches the basket."
        return ""
