"""One scale, alive: raw counts in; weight changes, the weight now, and its health out."""

import math
from dataclasses import dataclass

from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.health import Arrivals, Facts, Health, Why, judged
from cart.weighing.steps import StepDetector, TiltStepDetector
from cart.weighing.watch import Depth
from cart.weighing.zero import ZeroTracker

OVER_MAX_E = 9.0


@dataclass(frozen=True)
class Reading:
    """The weight now. `settled`: it may be shown as a weight, not as motion; `overload`: more than Max + 9 e."""

    at: float
    grams: float
    settled: bool
    overload: bool


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
        self._arrivals = Arrivals()
        self._depth = Depth(calibration.interval_g)
        self._at = 0.0
        self._lost = 0
        self._grams = 0.0

    def push(self, at: float, counts: int, lost: int = 0) -> list[WeightChange]:
        """Takes one sample (seconds, the raw word); returns the changes that it makes known.

        `lost`: samples before it that the computer was too late for. The scale does not miss those.
        """
        self._at = at
        self._lost += lost
        changes = self._detected(at, counts)
        for change in changes:
            self._depth.push(change, self._detector.level_g)
        self._arrivals.push(at, self._detector.taken + self._lost)
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
        detector = self._detector
        facts = Facts(
            detector.noise_g,
            self._zero.offset_g,
            self._arrivals.missing(detector.period_s),
            self.reading.overload,
            self._at - detector.settled_at if detector.taken else 0.0,
            self._wrong(),
        )
        ok, why = judged(facts, self._calibration.interval_g)
        return Health(facts, ok, why, 1.0 / detector.period_s, detector.slow)

    def _wrong(self) -> frozenset[Why]:
        """What the watchdog sees."""
        detector, level_g = self._detector, self._detector.level_g
        seen: dict[Why, bool] = {
            "rail": detector.source.on_a_rail,
            "stuck": detector.source.stuck(detector.noise_g),
            "swapped": self._depth.swapped(level_g),
            "below": detector.settled and self._depth.below(level_g),
            "popcorn": detector.pops.heard(self._at),
            "slow": detector.rate_hz < self._rate,
            "hum": detector.hums,
        }
        return frozenset(why for why, holds in seen.items() if holds)
