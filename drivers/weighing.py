"""The cart's scale with its bench: counts become weights by the calibration in force, and staff may make a new one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cart.clock import Clock
from cart.config import Config
from cart.weighing.bench import Begin, Bench, Leave, Order
from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.conformity import MOST_TILT_RAD
from cart.weighing.judgement import Scheme
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Seen
from cart.weighing.scale import Scale
from cart.weighing.still import Level
from drivers.feel import Feel
from drivers.ports import CountSource

STALE_S = 0.5
UNCALIBRATED = Calibration(100.0, 0.0)


class Weighing:
    """Feel and bench of one cart. `feel.step` belongs to the scale's thread, all else to the main thread.

    `changed` hears weight changes; `fit` hears once a second why the scale may not be believed ("" when it may).
    """

    def __init__(
        self,
        config: Config,
        source: CountSource,
        clock: Clock,
        changed: Callable[[WeightChange], None],
        fit: Callable[[str], None],
    ) -> None:
        self._clock, self._source, self._tilts = clock, source, config.tilt["driver"] != "none"
        weighing = config.weighing
        scheme = Scheme(weighing.interval_g, weighing.max_g, weighing.rule)
        self.bench = Bench(Logbook(Path(config.cart.data)), scheme, self._use, clock.wall)
        scale = self._scale(self.bench.standing.force or UNCALIBRATED)
        self.feel = Feel(source, scale, changed, lambda words: fit(self.bench.standing.unfit or words))
        self._seen: Level | None = None

    def order(self, order: Order, busy: bool) -> None:
        """Carries an order of staff out; none while a shopper's trip is open (`busy`)."""
        if not busy:
            self._seen = None if isinstance(order, Begin) else self._seen
            self.bench.do(order)

    def watch(self, busy: bool) -> None:
        """Shows the bench the newest level; call it once a frame. A trip that begins ends the walk."""
        if self.bench.standing.walk is None:
            return
        if busy:
            self.bench.do(Leave())
            return
        level = self.feel.level
        if level is not None and self._clock.now() - level.at > STALE_S:
            level = None
        if level is None or level is not self._seen:
            self._seen = level
            self.bench.do(Seen(level and replace(level, upright=abs(self.feel.scale.tilt_rad) <= MOST_TILT_RAD)))

    def _use(self, calibration: Calibration) -> None:
        self.feel.use(self._scale(calibration))

    def _scale(self, calibration: Calibration) -> Scale:
        return Scale(calibration, self._source.rate_hz, tilts=self._tilts)
